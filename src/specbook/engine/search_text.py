"""What Material's search reads of a block of HTML, without the tags and the parts that it reads over."""

from __future__ import annotations

import re

# Quantifiers that never give back what they took (`*+`) find what these patterns are for in half the time.

# An element that the search leaves out and that has none of its own kind within, so that its end is certain.
_LEFT_OUT = re.compile(
    r"<(\w++)(?: (?!data-search-exclude)[^> ]*+)*+ data-search-exclude[^>]*+>[^<]*+(?:<(?!/?\1\b)[^<]*+)*+</\1>"
)
# Elements that hold no headings, whose place among others the search minds, and add nothing to its texts.
_PASSED_BY = re.compile(
    r"</?(?:ul|ol|span|em|var|b|a|i|strong|small|t[rdh]|table|thead|tbody|summary|input|img|br)\b[^>]*>"
)
# What divides texts only where a heading stands within; the innermost ones are found first.
_AROUND = re.compile(
    r"<(div|section|figure|details|blockquote)\b(?![^>]* data-search-exclude)[^>]*+>"
    r"([^<]*+(?:<(?!(?:div|section|figure|details|blockquote|h[1-6])\b|/\1>)[^<]*+)*+)</\1>"
)
_ATTRIBUTES = re.compile(r"<(p|li|pre|code|div)(?![^>]* data-search-exclude) [^>]*>")
_END_OF_ITEM, _ITEM = re.compile(r"</li>(?<![.:!?…\s>]</li>)"), re.compile(r"\s*</?li>")


def search_text(block: str) -> str:
    """Return HTML of which Material's search makes the entries of a whole block, but for lists.

    The tags of lists would take room in the index of every page: their items become sentences.
    """
    block = _PASSED_BY.sub("", _replaced(_LEFT_OUT, "", block))  # what is left out may hold its kind, left out too
    block = _ATTRIBUTES.sub(r"<\1>", _replaced(_AROUND, r"\2", block))
    return block if "<li " in block else _ITEM.sub(" ", _END_OF_ITEM.sub(". ", block))


def _replaced(pattern: re.Pattern[str], by: str, text: str) -> str:
    while (left := pattern.sub(by, text)) != text:
        text = left
    return text
