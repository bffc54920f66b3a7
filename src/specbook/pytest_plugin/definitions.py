"""Which step definition runs a step: an index over those that a node can see."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from specbook.model import STEP_KEYWORDS
from specbook.pytest_plugin import arguments
from specbook.pytest_plugin.adapter import Definition, visible_definitions
from specbook.pytest_plugin.sources import place_of
from specbook.step_patterns.finders import found_in
from specbook.step_patterns.lookup import Lookup
from specbook.step_patterns.near import Nearness

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pytest

    from specbook.model import PickleStep
    from specbook.results.events import Envelope


@dataclass(frozen=True, slots=True)
class Match:
    """A step definition that matches a step, and what its parser found."""

    definition: Definition
    found: Any

    def values(self, text: str) -> dict[str, Any]:
        """Return its arguments by their names."""
        return arguments.values(self.definition.parser, self.found, text)

    def positions(self, text: str) -> list[Envelope]:
        """Say where its arguments stand in the step's text, as Messages does."""
        return arguments.positions(self.found, text)


@dataclass(slots=True)
class _Visible:
    """The definitions that some nodes see, each with how near it is defined."""

    seen: Lookup[tuple[int, Definition]] = field(default_factory=Lookup)
    known: dict[tuple[str, str], tuple[Match, ...]] = field(default_factory=dict)
    _nearness: list[Nearness[Definition]] = field(default_factory=list)

    def take(self, depth: int, definition: Definition) -> None:
        self.seen.add(arguments.finder(definition.parser), (depth, definition))

    def all(self) -> Iterator[Definition]:
        """Yield every definition that is seen."""
        return (definition for _, definition in self.seen.all())

    def near(self, text: str) -> list[Definition]:
        """Return up to three definitions that a step may have meant, the nearest first, whatever their type."""
        if not self._nearness:
            unique = {id(one): one for one in self.all()}.values()
            self._nearness.append(Nearness((str(one.parser.name), one) for one in unique))
        return self._nearness[0].nearest(text)

    def matching(self, step: PickleStep) -> tuple[Match, ...]:
        """Return the definitions that match a step; where one is nearer to the spec than another, the nearer."""
        key = (step.type, step.text)
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = self._nearest(step)
        return found

    def _nearest(self, step: PickleStep) -> tuple[Match, ...]:
        wanted = STEP_KEYWORDS.get(step.type)
        fitting: list[tuple[int, Match]] = []
        for finder, (depth, definition) in self.seen.candidates(step.text):
            # A step whose type nothing tells (a first And or `*`) fits a definition of any type.
            if not wanted or definition.type is None or definition.type == wanted:
                found = found_in(finder, step.text)
                if found:
                    fitting.append((depth, Match(definition, found)))
        if len(fitting) < 2:
            return tuple(match for _, match in fitting)
        nearest = max(depth for depth, _ in fitting)
        # A module that is both a plugin and imported elsewhere registers one function twice.
        unique = {
            (id(one.definition.step_func), one.definition.parser.name): one
            for depth, one in fitting
            if depth == nearest
        }
        return tuple(sorted(unique.values(), key=lambda match: place_of(match.definition)))


class StepIndex:
    """Finds step definitions; what files of one place can see is looked up once."""

    def __init__(self) -> None:
        self._by_parent: dict[Any, _Visible] = {}
        self._by_scope: dict[Any, _Visible] = {}

    def matching(self, item: pytest.Item, steps: Iterable[PickleStep]) -> tuple[tuple[Match, ...], ...]:
        """Return, for each step, the definitions that match it."""
        visible = self.visible(item)
        return tuple(visible.matching(step) for step in steps)

    def visible(self, item: pytest.Item) -> _Visible:
        """Return the definitions that an item sees."""
        found = self._by_parent.get(item.parent)
        if found is None:
            # Nothing is defined in a feature file, so those of one folder see the same.
            scope = item.parent.parent if item.parent and hasattr(item, "pickle") else item.parent
            if scope not in self._by_scope:
                self._by_scope[scope] = _look_around(item)
            found = self._by_parent[item.parent] = self._by_scope[scope]
        return found

    def every_definition(self) -> list[Definition]:
        """Return the definitions that any item asked about can see, each once, by their place.

        What pytest-bdd brings along itself is only among them where it is used.
        """
        unique = {
            id(one): one
            for visible in self._by_scope.values()
            for one in visible.all()
            if not one.step_func.__module__.startswith("pytest_bdd.")
        }
        used = (match for visible in self._by_scope.values() for found in visible.known.values() for match in found)
        unique |= {id(match.definition): match.definition for match in used}
        return sorted(unique.values(), key=place_of)


def _look_around(item: pytest.Item) -> _Visible:
    visible = _Visible()
    for depth, definition in visible_definitions(item):
        visible.take(depth, definition)
    return visible
