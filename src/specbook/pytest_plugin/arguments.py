"""What a step definition takes from the text of a step, whatever parser it has, and by which beginning it is found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from specbook.pytest_plugin.adapter import exact_parser, parse_parsers, regular_parser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from specbook.results.events import Envelope

# What a pattern without regard to case takes for another letter, although `lower` does not.
_FOLDING = set("ſKİıÅ")
_LITERAL = re.compile(r"[^\\.^$*+?{}\[\]|()#]*")


def find(parser: Any, text: str) -> Any:
    """Match a text; the result is true for a match, and what `positions` reads."""
    kind = type(parser)
    if kind is exact_parser:
        return parser.name == text
    try:
        if kind in parse_parsers:
            return parser.parser.parse(text)
        if kind is regular_parser:
            return parser.regex.fullmatch(text)
        match = getattr(parser, "match_expression", None)
        return match(text) if match else bool(parser.is_matching(text))
    except ValueError:
        return None
    except Exception:  # a converter that fails does so again when the step runs, and is told there
        return True


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


def may_fold(text: str) -> bool:
    """Tell whether a text has letters that only a pattern without regard to case takes for other ones."""
    return not text.isascii() and not _FOLDING.isdisjoint(text)


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
