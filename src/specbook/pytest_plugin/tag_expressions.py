"""Cucumber's tag expressions, such as `@smoke and not @slow`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from specbook.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

_TOKEN = re.compile(r"[()]|(?:\\.|[^\s()])+")


class TagExpression(Protocol):
    """A parsed expression."""

    def evaluate(self, values: Iterable[str]) -> bool:
        """Tell whether some tags satisfy it."""
        ...


def parse_tags(expression: str) -> TagExpression:
    """Parse a tag expression; an empty one is satisfied by everything.

    Raises UsageError that points at the mistake.
    """
    if not expression.strip():
        return _Everything()
    from cucumber_tag_expressions import TagExpressionError, parse

    mistake = _mistake(expression)
    if mistake:
        what, column = mistake
        raise UsageError(f"the tag expression has a mistake: {what}\n  {expression}\n  {' ' * column}^")
    try:
        parsed: TagExpression = parse(expression)
    except TagExpressionError as error:
        raise UsageError(f"the tag expression has a mistake: {error}") from None
    return parsed


class _Everything:
    """What no expression asks for."""

    def evaluate(self, values: Iterable[str]) -> bool:
        """Tell that anything will do."""
        return values is not None


def _mistake(expression: str) -> tuple[str, int] | None:
    """Find the first mistake and its column, which the library's own messages name only sometimes."""
    opened: list[int] = []
    wants_tag = True
    for found in _TOKEN.finditer(expression):
        word, column = found[0], found.start()
        what = _misplaced(word, wants_tag=wants_tag, is_open=bool(opened))
        if what:
            return what, column
        if word == "(":
            opened.append(column)
        elif word == ")":
            opened.pop()
        elif word != "not":
            wants_tag = not wants_tag
    if wants_tag:
        return "a tag is missing at its end", len(expression)
    return ("“(” is never closed", opened[-1]) if opened else None


def _misplaced(word: str, *, wants_tag: bool, is_open: bool) -> str:
    """Say what is wrong with a word where it stands; nothing where it may."""
    if not wants_tag:
        if word == ")":
            return "" if is_open else "“)” closes nothing"
        return "" if word in {"and", "or"} else f"“and” or “or” is missing before “{word}”"
    if word in {"and", "or", ")"}:
        return f"a tag is missing before “{word}”"
    return "" if word in {"not", "("} or word[0] == "@" else f"a tag begins with @, as in @{word}"
