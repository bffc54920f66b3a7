"""What finds the pattern of a step definition that was read in source, as the run would find it."""

from __future__ import annotations

import re
import string
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, Any

from specbook.step_patterns.expressions import (
    ParameterTypes,
    UnknownTypeError,
    check_expression,
    expression_finder,
    matched,
)
from specbook.step_patterns.finders import Finder, exact_finder, regular_finder
from specbook.step_patterns.parsing import compiled, parse_finder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.step_index.definitions import Pattern

_FIELD = re.compile(r"\\.|\{([^{}]*)\}")
_NOTHING = Finder(lambda _: None, "\0")


def finder_of(pattern: Pattern, types: ParameterTypes) -> Finder:
    """Return what finds a pattern; one that cannot be compiled finds nothing.

    Raises UnknownTypeError for an expression with a parameter type that is not among those given.
    """
    if pattern.parser in {"expression", "regular expression"} and not pattern.open:
        return _expression(pattern, types)
    try:
        return _finder(pattern)
    except (ValueError, re.error):
        return _NOTHING


def mistake_in(pattern: Pattern) -> str:
    """Say why a pattern cannot be compiled, so that its module cannot be loaded; empty where it can."""
    if pattern.open:
        return ""
    try:
        if pattern.parser in {"parse", "cfparse"}:
            _compiled(pattern)
        elif pattern.parser in {"re", "regular expression"}:
            re.compile(pattern.text, pattern.flags)
        elif pattern.parser == "expression":
            check_expression(pattern.text)
    except Exception as error:
        return _reason(error)
    return ""


def _reason(error: Exception) -> str:
    """Say in one line what an error does; Cucumber's first draw the expression, and point at the place in it."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    pointer = next((number for number, line in enumerate(lines) if not line.strip("^-")), -1)
    return " ".join(lines[pointer + 1 :]) or type(error).__name__


def fields_of(pattern: Pattern, parameters: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield the parameters that a pattern fills, each with its type where the pattern says one."""
    try:
        if pattern.parser in {"parse", "cfparse"}:
            named = string.Formatter().parse(pattern.text)
            yield from ((name, spec or "") for _, name, spec, _ in named if name and name.isidentifier())
        elif pattern.parser == "re":
            yield from ((name, "") for name in re.compile(pattern.text, pattern.flags).groupindex)
        elif pattern.parser in {"expression", "regular expression"}:
            own = [name for name in parameters if name not in {"datatable", "docstring"}]
            yield from zip(own, _expression_types(pattern), strict=False)
    except (ValueError, re.error):
        return


def _expression_types(pattern: Pattern) -> list[str]:
    if pattern.parser == "regular expression":
        return [""] * re.compile(pattern.text, pattern.flags).groups
    return [match[1] for match in _FIELD.finditer(pattern.text) if match[1] is not None]


@lru_cache(maxsize=10_000)
def _finder(pattern: Pattern) -> Finder:
    if pattern.open:
        return regular_finder(re.compile(pattern.shape))
    if pattern.parser == "string":
        return exact_finder(pattern.text)
    if pattern.parser in {"parse", "cfparse"}:
        plain = pattern.parser == "parse" and not pattern.types and not pattern.strict
        return parse_finder(pattern.text, partial(_parsed, pattern), plain=plain)
    return regular_finder(re.compile(pattern.text, pattern.flags))


def _parsed(pattern: Pattern, text: str) -> Any:
    return _compiled(pattern).parse(text)


def _compiled(pattern: Pattern) -> Any:
    return compiled(pattern.text, pattern.types, cardinality=pattern.parser == "cfparse", strict=pattern.strict)


def _expression(pattern: Pattern, types: ParameterTypes) -> Finder:
    source = _regex(pattern) if pattern.parser == "regular expression" else pattern.text
    try:
        expression = types.compiled(source)
    except UnknownTypeError:
        raise
    except Exception:
        return _NOTHING
    return expression_finder(source, partial(_matched, expression))


def _matched(expression: Any, text: str) -> Any:
    """Match an expression; arguments that nobody can make values of are no less a match."""
    return matched(expression, text) is not None


@cache
def _regex(pattern: Pattern) -> re.Pattern[str]:
    return re.compile(pattern.text, pattern.flags)
