"""What Material's search reads of a block of HTML, without the tags and the parts that it reads over."""

from __future__ import annotations

import re

# An element that the search leaves out and that has none of its own kind within, so that its end is certain.
_LEFT_OUT = re.compile(r"<(\w+)(?=[^>]* data-search-exclude)[^>]*>(?:(?!<\1\b).)*?</\1>", re.DOTALL)
# Elements that hold no headings, whose place among others the search minds, and add nothing to its texts: items of a
# list are told apart without the list, which would be a tenth of the index.
_PASSED_BY = re.compile(
    r"</?(?:ul|ol|span|em|var|b|a|i|strong|small|t[rdh]|table|thead|tbody|summary|input|img|br)\b[^>]*>"
)
_ATTRIBUTES = re.compile(r"<(p|li|pre|code|div)(?![^>]* data-search-exclude) [^>]*>")


def search_text(block: str) -> str:
    """Return HTML of which Material's search makes the entries of a whole block, but for the lists around items."""
    while (left := _LEFT_OUT.sub("", block)) != block:  # what is left out may hold some of its kind that is, too
        block = left
    return _ATTRIBUTES.sub(r"<\1>", _PASSED_BY.sub("", block))
