"""What is known of values: the constant that one is, the keywords in one, and what operators make of two."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from specbook.step_index.paths import joined
from specbook.step_index.values import (
    ANYTHING,
    Applied,
    Decorator,
    Items,
    Name,
    OneOf,
    Partial,
    Plain,
    Table,
    Text,
    Unknown,
    one_of,
)

if TYPE_CHECKING:
    from specbook.step_index.definitions import Keyword
    from specbook.step_index.values import Value

KEYWORDS: dict[str, Keyword] = {
    f"{module}.{word}": word
    for module in ("pytest_bdd", "pytest_bdd.steps")
    for word in ("given", "when", "then", "step")
}


def constant(value: Value) -> tuple[object] | None:
    """Return what is known of a value as one of Python's own, in a tuple."""
    if isinstance(value, Text):
        return None if value.known is None else (value.known,)
    if isinstance(value, Plain):
        return (value.value,)
    if isinstance(value, Items):
        parts = [constant(one) for one in value.values]
        return None if None in parts else (tuple(part[0] for part in parts if part),)
    if isinstance(value, Table):
        pairs = {key: constant(one) for key, one in value.values.items()}
        return None if None in pairs.values() else ({key: pair[0] for key, pair in pairs.items() if pair},)
    return None


def keywords_in(value: Value) -> frozenset[Keyword]:
    """Return the keywords of step decorators that have a part in a value."""
    if isinstance(value, Unknown):
        return value.keywords
    if isinstance(value, Name):
        return frozenset({KEYWORDS[value.dotted]}) if value.dotted in KEYWORDS else frozenset()
    if isinstance(value, Decorator):
        return frozenset({value.keyword})
    if isinstance(value, Applied):
        return keywords_in(value.decorator)
    if isinstance(value, Partial):
        return keywords_in(value.target)
    if isinstance(value, OneOf | Items):
        return frozenset().union(*map(keywords_in, value.values))
    if isinstance(value, Table):
        return frozenset().union(*map(keywords_in, value.values.values()))
    return frozenset()


def pieces_of(value: Value) -> tuple[str | None, ...]:
    return value.pieces if isinstance(value, Text) else (None,)


def operated(operator: ast.operator, left: Value, right: Value) -> Value:
    if isinstance(operator, ast.Add):
        if isinstance(left, Text) or isinstance(right, Text):
            return Text((*pieces_of(left), *pieces_of(right)))
        if isinstance(left, Items) and isinstance(right, Items):
            return Items((*left.values, *right.values))
    if isinstance(operator, ast.Div) and isinstance(left, Text):
        return joined(left, right)
    ours, theirs = constant(left), constant(right)
    if ours is None or theirs is None:
        return ANYTHING if isinstance(left, Text) else Unknown(keywords_in(left) | keywords_in(right))
    return _computed(operator, ours[0], theirs[0])


def _computed(operator: ast.operator, left: object, right: object) -> Value:
    """Compute what needs little time and room, whatever the numbers are."""
    if isinstance(operator, ast.Mod) and isinstance(left, str):
        try:
            return Text((left % right,))
        except (TypeError, ValueError, KeyError):
            return ANYTHING
    if isinstance(left, int) and isinstance(right, int):
        if isinstance(operator, ast.BitOr):
            return Plain(left | right)
        if isinstance(operator, ast.Add | ast.Sub):
            return Plain(left + right if isinstance(operator, ast.Add) else left - right)
    return ANYTHING if isinstance(left, str) else Unknown()


def part(value: Value, key: Value) -> Value:
    known = constant(key)
    if known is not None:
        index = known[0]
        if isinstance(value, Items) and isinstance(index, int) and -len(value.values) <= index < len(value.values):
            return value.values[index]
        if isinstance(value, Table) and isinstance(index, str | int):
            return value.values.get(index, Unknown())
    if isinstance(value, Items):
        return one_of(value.values)
    return one_of(value.values.values()) if isinstance(value, Table) else Unknown(keywords_in(value))


def formatted(value: object, conversion: int, spec: str) -> str | None:
    """Format a value as an f-string does; None where that is an error."""
    shown = repr(value) if conversion == 114 else ascii(value) if conversion == 97 else value
    try:
        return format(str(shown) if conversion == 115 else shown, spec)
    except (TypeError, ValueError):
        return None
