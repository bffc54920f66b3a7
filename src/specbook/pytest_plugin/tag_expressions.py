"""Cucumber's tag expressions, such as `@smoke and not @slow`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from specbook.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable


_WORD = re.compile(r"[()]|(?:\\.|[^\s()\\])+|\\")
_ODD_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*\\[^\\()\s]")


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
    text = re.sub(r"\s", " ", expression)
    mistake = _mistake(text)
    if mistake:
        problem, column = mistake
        raise UsageError(f"the tag expression has a mistake: {problem}\n  {text}\n  {' ' * column}^")
    from cucumber_tag_expressions import parse

    parsed: TagExpression = parse(text)
    return parsed


class _Everything:
    """What no expression asks for."""

    def evaluate(self, values: Iterable[str]) -> bool:
        """Tell that anything will do."""
        return values is not None


def _mistake(expression: str) -> tuple[str, int] | None:
    """Say what the first mistake is, and at which column; the library does not always know the place."""
    opened: list[int] = []
    wants_tag = True
    for found in _WORD.finditer(expression):
        word, column = found[0], found.start()
        if (word not in {"and", "or", ")"}) != wants_tag:
            return f"{'a tag' if wants_tag else '“and” or “or”'} is missing before “{word}”", column
        if word == ")" and not opened:
            return "no “(” belongs to this “)”", column
        problem = _mistake_in(word)
        if problem:
            return problem, column
        if word == "(":
            opened.append(column)
        elif word == ")":
            opened.pop()
        elif word != "not":
            wants_tag = word in {"and", "or"}
    if wants_tag:
        return "a tag is missing at the end", len(expression)
    return ("no “)” belongs to this “(”", opened[-1]) if opened else None


def _mistake_in(word: str) -> str:
    if word in {"and", "or", "not", "(", ")"}:
        return ""
    if not word.startswith("@"):
        return f"a tag begins with @, as in @{word}"
    return "a backslash stands only before a bracket, a backslash or a space" if _ODD_ESCAPE.search(word) else ""
