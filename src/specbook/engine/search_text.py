"""What Material's search reads of a block of HTML, without the tags and the parts that it reads over."""

from __future__ import annotations

import re

# An element that the search leaves out and that has none of its own kind within, so that its end is certain.
_LEFT_OUT = re.compile(r"<(\w+)(?=[^>]* data-search-exclude)[^>]*>(?:(?!<\1\b).)*?</\1>", re.DOTALL)
# Elements that neither stand in the search's texts nor hold headings, whose place among others it minds.
_PASSED_BY = re.compile(r"</?(?:span|em|var|b|a|i|strong|small|t[rdh]|table|thead|tbody|summary|input|img|br)\b[^>]*>")
_ATTRIBUTES = re.compile(r"<(p|li|ul|ol|pre|code|div)(?![^>]* data-search-exclude) [^>]*>")


def search_text(block: str) -> str:
    """Return HTML of which Material's search makes the entries that it makes of a whole block."""
    block = _LEFT_OUT.sub("", block)
    return _ATTRIBUTES.sub(r"<\1>", _PASSED_BY.sub("", block))
