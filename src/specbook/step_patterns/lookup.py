"""Patterns by what they begin and end with, so that a text is tried on few of a thousand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from specbook.step_patterns.finders import Finder, may_fold

if TYPE_CHECKING:
    from collections.abc import Iterator

Item = TypeVar("Item")


class Lookup(Generic[Item]):
    """Things that are found by patterns: those of an exact text by that text, the others by how they begin."""

    def __init__(self) -> None:
        self._exact: dict[str, list[tuple[Finder, Item]]] = {}
        self._beginnings: dict[tuple[str, bool], list[tuple[Finder, Item]]] = {}
        self._lengths: dict[tuple[int, bool], None] = {}

    def add(self, finder: Finder, item: Item) -> None:
        if finder.exact:
            self._exact.setdefault(finder.beginning, []).append((finder, item))
            return
        self._beginnings.setdefault((finder.beginning, finder.strict), []).append((finder, item))
        self._lengths[len(finder.beginning), finder.strict] = None

    def all(self) -> Iterator[Item]:
        """Yield everything that was added."""
        for group in (*self._exact.values(), *self._beginnings.values()):
            yield from (item for _, item in group)

    def candidates(self, text: str) -> Iterator[tuple[Finder, Item]]:
        """Yield what may be found in a text, with what tells for certain."""
        yield from self._exact.get(text, ())
        if may_fold(text):
            for group in self._beginnings.values():
                yield from group
            return
        lowered = text.lower()
        for length, strict in self._lengths:
            for one in self._beginnings.get(((text if strict else lowered)[:length], strict), ()):
                finder = one[0]
                if lowered.endswith(finder.ending) and finder.inner in lowered:
                    yield one
