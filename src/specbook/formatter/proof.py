"""The proof, before anything is written, that a text says the same in its new layout."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from specbook.formatter.descriptions import without_margin
from specbook.formatter.parts import told_apart
from specbook.formatter.tables import row_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specbook.tokens import Token, Tokens

_PLACES = frozenset({"location", "id"})


def first_difference(before: Tokens, after: Tokens) -> int:
    """Return the first line of a text that another layout of it changes, adds or loses; 0 where all is the same.

    The same are the kinds and matched texts of all lines, comments among them, in their order; every character that
    is no blank; and the tree, but for places and the margins of descriptions.
    """
    for one, other in zip_longest(_said(before.lines), _said(after.lines)):
        if one is None or other is None or one[1:] != other[1:]:
            return one[0] if one else before.lines[-1].line
    return 0 if _characters(before) == _characters(after) and _alike(before.tree, after.tree) else 1


def _said(lines: Iterable[Token]) -> Iterator[tuple[Any, ...]]:
    for token in told_apart(lines):
        if token.kind == "DocStringLine":
            yield token.line, token.kind, token.text
        elif token.kind != "Empty":
            rest = row_of(token.written).rest if token.kind == "TableRow" else ""
            yield token.line, token.kind, token.keyword, token.text.strip(), token.items, rest


def _characters(tokens: Tokens) -> str:
    return "".join("".join(token.written.split()) for token in tokens.lines)


def _alike(one: Any, other: Any, key: str = "") -> bool:
    if isinstance(one, dict):
        if not isinstance(other, dict) or one.keys() != other.keys():
            return False
        return all(_alike(value, other[name], name) for name, value in one.items() if name not in _PLACES)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_alike, one, other))
    if key == "description":
        return without_margin(one.split("\n")) == without_margin(other.split("\n"))
    return bool(one == other or (key == "text" and one.strip() == other.strip()))
