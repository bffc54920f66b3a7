"""What a step definition takes from the text of a step, whatever parser it has, and by which beginning it is found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, partial
from operator import eq
from types import NoneType
from typing import TYPE_CHECKING, Any

from specbook.pytest_plugin import adapter
from specbook.pytest_plugin.adapter import exact_parser, parse_parsers, regular_parser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from specbook.results.events import Envelope

# What a pattern without regard to case takes for another letter, although `lower` does not.
_FOLDING = set("ſKİıÅ")
_ONE_FIELD = re.compile(r"([^{}]*)(\{[a-z]\w*(?::[dw])?\})([^{}]*)")
# Values that no step can change, so that what one step is given may be given to another.
_CONSTANT = {str, int, float, bool, NoneType}
_LITERAL = re.compile(r"[^\\.^$*+?{}\[\]|()#]*")


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a text, by name, and where; as the parse library says it."""

    named: dict[str, Any]
    spans: dict[str | int, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class OneField:
    """A pattern of the parse library that is one plain field between two literal texts.

    Its field is read by a parser of the field alone, which all patterns share: the library compiles every pattern to a
    regular expression of its own, and a thousand of them take longer than the steps that they find.
    """

    before: str
    field: Any
    after: str
    whole: Any

    def find(self, text: str) -> Any:
        """Match a text as the whole pattern would; a text of other letters than ASCII is left to the library."""
        begin, end = len(self.before), len(text) - len(self.after)
        if not text.isascii():
            return self.whole.parse(text)
        if end < begin or text[:begin].lower() != self.before or text[end:].lower() != self.after:
            return None
        found = self.field.parse(text[begin:end])
        if found is None:
            return None
        return Found(found.named, {name: (begin + one, begin + two) for name, (one, two) in found.spans.items()})


def finder(parser: Any) -> Callable[[str], Any]:
    """Return what finds a parser's arguments in a text: the result is true for a match, and what `positions` reads."""
    kind = type(parser)
    if kind is exact_parser:
        return partial(eq, parser.name)
    if kind in parse_parsers:
        shape = _ONE_FIELD.fullmatch(parser.name) if kind is parse_parsers[0] and parser.name.isascii() else None
        if shape and adapter.is_plain(parser):
            return _one_field(parser, shape).find
        return parser.parser.parse  # type: ignore[no-any-return]
    if kind is regular_parser:
        return parser.regex.fullmatch  # type: ignore[no-any-return]
    found: Callable[[str], Any] = getattr(parser, "match_expression", None) or parser.is_matching
    return found


def find(finder: Callable[[str], Any], text: str) -> Any:
    """Match a text; a parser that refuses it finds nothing."""
    try:
        return finder(text)
    except ValueError:
        return None
    except Exception:  # a converter that fails does so again when the step runs, and is told there
        return True


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


def literal_beginning(parser: Any) -> tuple[str, bool]:
    """Return the text that every match must begin with, and whether its case counts; empty where none is certain."""
    kind = type(parser)
    if kind in parse_parsers:
        beginning = parser.name.partition("{")[0].partition("}")[0]
        return _ascii(beginning).lower(), False
    if kind is regular_parser:
        flags = parser.regex.flags
        plain = not flags & re.VERBOSE and "|" not in parser.regex.pattern
        return (_regular_beginning(parser.regex.pattern) if plain and not flags & re.IGNORECASE else ""), True
    return str(getattr(parser, "literal_beginning", "")), True


def literal_ending(finder: Callable[[str], Any]) -> str:
    """Return what a text that a finder may find ends with, in small letters; empty where nothing is certain."""
    one = getattr(finder, "__self__", None)
    return one.after if isinstance(one, OneField) else ""


def may_fold(text: str) -> bool:
    """Tell whether a text has letters that only a pattern without regard to case takes for other ones."""
    return not text.isascii() and not _FOLDING.isdisjoint(text)


def _one_field(parser: Any, shape: re.Match[str]) -> OneField:
    before, field, after = shape.groups()
    return OneField(before.lower(), _field(field), after.lower(), parser.parser)


@cache
def _field(field: str) -> Any:
    return parse_parsers[0](field).parser


def _regular_beginning(pattern: str) -> str:
    anchored = pattern.removeprefix("^")
    literal = _LITERAL.match(anchored)[0]  # type: ignore[index]
    # A quantifier belongs to the last character.
    return literal[:-1] if anchored[len(literal) : len(literal) + 1] in {"*", "+", "?", "{"} else literal


def _ascii(text: str) -> str:
    return next((text[:index] for index, char in enumerate(text) if not char.isascii()), text)


def _parsed(found: Any, text: str) -> Iterator[Envelope]:
    """Read what the parse library matched; its spans are by name or number."""
    for start, end in sorted(found.spans.values()):
        yield {"group": {"start": start, "value": text[start:end]}}


def _group(value: str | None, start: int) -> Envelope:
    return {} if value is None else {"start": start, "value": value}
