"""Which patterns a text is near to, where it was meant to be one of them."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

Item = TypeVar("Item")

_NEAR = 0.6
# So many of those with most pieces in common are compared letter by letter.
_COMPARED = 30
_PLACEHOLDER = re.compile(r"\{[^{}]*\}|\(\?P<\w+>[^()]*\)|\([^()]*\)")


class Nearness(Generic[Item]):
    """Things by the texts of their patterns, whose values may be anything."""

    def __init__(self, items: Iterable[tuple[str, Item]]) -> None:
        self._items = [(_PLACEHOLDER.sub("…", text).casefold(), text, item) for text, item in items]
        self._pieces: dict[str, list[int]] = {}
        self._counts: list[int] = []
        for number, (shown, _, _) in enumerate(self._items):
            pieces = _pieces(shown)
            self._counts.append(len(pieces))
            for piece in pieces:
                self._pieces.setdefault(piece, []).append(number)

    def nearest(self, text: str, most: int = 3) -> list[Item]:
        """Return those that a text may have meant, the nearest first."""
        wanted = text.casefold()
        matcher = difflib.SequenceMatcher(None, b=wanted)
        rated = []
        for number in self._alike(wanted):
            shown, pattern, item = self._items[number]
            matcher.set_seq1(shown)
            rated.append((-matcher.ratio(), pattern, number, item))
        rated.sort(key=lambda one: one[:3])
        return [item for ratio, _, _, item in rated[:most] if -ratio >= _NEAR]

    def _alike(self, wanted: str) -> list[int]:
        """Return those that share most pieces of three letters with a text, as a part of all pieces of both."""
        if len(self._items) <= _COMPARED:
            return list(range(len(self._items)))
        pieces = _pieces(wanted)
        shared = Counter(number for piece in pieces for number in self._pieces.get(piece, ()))
        size = len(pieces)
        ranked = sorted(shared, key=lambda number: (-shared[number] / (size + self._counts[number]), number))
        return ranked[:_COMPARED]


def _pieces(text: str) -> set[str]:
    padded = f"  {text} "
    return {padded[start : start + 3] for start in range(len(padded) - 2)}
