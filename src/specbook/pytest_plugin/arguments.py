"""What a step definition takes from the text of a step, whatever parser it has, and how it is found."""

from __future__ import annotations

import re
from types import NoneType
from typing import TYPE_CHECKING, Any

from specbook.pytest_plugin import adapter
from specbook.pytest_plugin.adapter import exact_parser, parse_parsers, regular_parser
from specbook.step_patterns.finders import Finder, exact_finder, regular_finder
from specbook.step_patterns.parsing import parse_finder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from specbook.results.events import Envelope

# Values that no step can change, so that what one step is given may be given to another.
_CONSTANT = {str, int, float, bool, NoneType}


def finder(parser: Any) -> Finder:
    """Return what finds a parser's arguments in a text; what it finds is what `values` and `positions` read."""
    kind = type(parser)
    if kind is exact_parser:
        return exact_finder(parser.name)
    if kind in parse_parsers:
        plain = kind is parse_parsers[0] and adapter.is_plain(parser)
        return parse_finder(parser.name, parser.parser.parse, plain=plain)
    if kind is regular_parser:
        return regular_finder(parser.regex)
    own: Finder | None = getattr(parser, "finder", None)
    return own if isinstance(own, Finder) else Finder(parser.is_matching)


def values(parser: Any, found: Any, text: str) -> dict[str, Any]:
    """Return the arguments of a match by their names, of their own for each call."""
    kind = type(parser)
    if kind is exact_parser:
        return {}
    if kind in parse_parsers and hasattr(found, "named") and {*map(type, found.named.values())} <= _CONSTANT:
        return {**found.named}
    return parser.parse_arguments(text) or {}


def positions(found: Any, text: str) -> list[Envelope]:
    """Say where the arguments of a match stand, as Messages' stepMatchArguments; none where the parser cannot tell."""
    if isinstance(found, re.Match):
        return [{"group": _group(found[number], found.start(number))} for number in range(1, found.re.groups + 1)]
    told: Callable[[], list[Envelope]] | None = getattr(found, "positions", None)
    if told:
        return told()
    return list(_parsed(found, text)) if hasattr(found, "spans") else []


def _parsed(found: Any, text: str) -> Iterator[Envelope]:
    """Read what the parse library matched; its spans are by name or number."""
    for start, end in sorted(found.spans.values()):
        yield {"group": {"start": start, "value": text[start:end]}}


def _group(value: str | None, start: int) -> Envelope:
    return {} if value is None else {"start": start, "value": value}
