"""Cucumber's tag expressions, such as `@smoke and not @slow`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from specbook.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable


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

    try:
        parsed: TagExpression = parse(expression)
    except TagExpressionError as error:
        raise UsageError(f"the tag expression has a mistake: {_pointed(expression, str(error))}") from None
    bare = [word for word in re.findall(r"[^\s()]+", expression) if word not in {"and", "or", "not"} and word[0] != "@"]
    if bare:
        raise UsageError(f"the tag expression “{expression}” names “{bare[0]}”: a tag begins with @, as in @{bare[0]}")
    return parsed


class _Everything:
    """What no expression asks for."""

    def evaluate(self, values: Iterable[str]) -> bool:
        """Tell that anything will do."""
        return values is not None


def _pointed(expression: str, message: str) -> str:
    """Give the library's message, the expression, and a mark below the place, which it does not always name."""
    problem, _, shown = message.partition("\nExpression: ")
    text, _, pointer = shown.partition("\n")
    if pointer:
        column = pointer.index("^") - len("Expression: ")
    else:
        text = expression
        column = expression.rindex("(") if "Unclosed" in problem else len(expression)
    return f"{problem}\n  {text}\n  {' ' * column}^"
