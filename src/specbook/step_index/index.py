"""The index of a project's step definitions: which of them match a step, for certain or perhaps, seen from its spec."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from specbook.model import STEP_KEYWORDS
from specbook.step_index.definitions import HOLE
from specbook.step_index.own_types import KnownTypes
from specbook.step_index.project_reader import ProjectReader
from specbook.step_index.suite import Suite, suite_of
from specbook.step_index.visibility import Placed, Viewpoints, Visibility
from specbook.step_patterns.finders import found_in
from specbook.step_patterns.lookup import Lookup
from specbook.step_patterns.near import Nearness

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from specbook.config import Project
    from specbook.errors import ParseError
    from specbook.step_index.definitions import StepDefinition, StepModule
    from specbook.step_patterns.expressions import ParameterTypes


@dataclass(frozen=True, slots=True)
class Matching:
    """What is defined for a step: `definitions` match it as a run would find, the nearest to its spec alone.

    Those of `perhaps` may match it, too: only running their code would tell.
    """

    definitions: tuple[StepDefinition, ...] = ()
    perhaps: tuple[StepDefinition, ...] = ()

    @property
    def is_undefined(self) -> bool:
        """Tell whether a run can find no definition."""
        return not self.definitions and not self.perhaps

    @property
    def is_ambiguous(self) -> bool:
        return len(self.definitions) > 1


@dataclass(frozen=True, eq=False)
class StepIndex:
    """The step definitions of a project, read and not run; an index with another text of a file is another one.

    It is for one thread: what was looked up once is kept.
    """

    modules: Mapping[str, StepModule]
    suite: Suite
    cache: Path | None = None
    roots: tuple[str, ...] = ()

    @cached_property
    def definitions(self) -> tuple[StepDefinition, ...]:
        """All definitions of the project that something may see, by file and line."""
        unique = {id(one.definition): one.definition for one in self._visibility.placed if one.definition.uri}
        return tuple(sorted(unique.values(), key=_order))

    @cached_property
    def by_place(self) -> dict[tuple[str, int], tuple[StepDefinition, ...]]:
        """The definitions of each function, by its file and first line, as runs record them."""
        found: dict[tuple[str, int], tuple[StepDefinition, ...]] = {}
        for one in self.definitions:
            place = one.uri, one.function.line
            found[place] = (*found.get(place, ()), one)
        return found

    @cached_property
    def problems(self) -> tuple[ParseError, ...]:
        """What keeps definitions from being found: files that are no Python, patterns and types with mistakes."""
        own = (problem for module in self.modules.values() for problem in module.problems)
        found = {*own, *self._types.problems, *self._types.unknown(self.definitions)}
        return tuple(sorted(found, key=lambda one: (one.uri, one.line, one.column, one.message)))

    @property
    def dynamic(self) -> tuple[StepDefinition, ...]:
        """The definitions of which only running their code would tell what they match."""
        return tuple(one for one in self.definitions if one.dynamic)

    @property
    def parameter_types(self) -> ParameterTypes:
        """The parameter types of the project, as far as they are known."""
        return self._types.types

    def source(self, uri: str) -> str:
        """Return the text of a file of Python that was read; empty for any other."""
        return self.suite.source(uri) if uri in self.modules else ""

    def matching(self, step_type: str, text: str, uri: str = "") -> Matching:
        """Return what is defined for a step of a type as Gherkin has it, in a spec, or wherever it may stand."""
        key = step_type, text, self._visibility.viewpoints(uri)
        if key not in self._matched:
            self._matched[key] = self._match(STEP_KEYWORDS.get(step_type, ""), text, key[2])
        return self._matched[key]

    def of_other_types(self, step_type: str, text: str, uri: str = "") -> tuple[StepDefinition, ...]:
        """Return the definitions that match the text of a step, but are for steps of another type."""
        keyword = STEP_KEYWORDS.get(step_type, "")
        found = self._match("", text, self._visibility.viewpoints(uri)).definitions
        return tuple(one for one in found if not one.fits(keyword))

    def near(self, step_type: str, text: str, uri: str = "") -> tuple[StepDefinition, ...]:
        """Return up to three definitions that a step may have meant, the nearest first, whatever their type.

        Of a function that defines one text for several types, the definition for the step's own type counts.
        """
        key = step_type, text, self._visibility.viewpoints(uri)
        if key not in self._found_near:
            self._found_near[key] = self._near(STEP_KEYWORDS.get(step_type, ""), text, key[2])
        return self._found_near[key]

    def visible_to(self, uris: Iterable[str]) -> tuple[StepDefinition, ...]:
        """Return the definitions that some of these specs can see."""
        return tuple(sorted((one for one in self._visibility.visible_to(uris) if one.uri), key=_order))

    def only_for(self, uris: Iterable[str]) -> tuple[StepDefinition, ...]:
        """Return the definitions that some of these specs can see, and no test can that is of other features."""
        return tuple(sorted((one for one in self._visibility.only_for(uris) if one.uri), key=_order))

    def updated(self, uri: str, text: str | None) -> StepIndex:
        """Return the index with another text of a file, such as an editor has; with None, with what the disk has."""
        texts = {name: one for name, one in self.suite.texts.items() if name != uri}
        suite = replace(self.suite, texts=texts if text is None else texts | {uri: text}, _known={})
        return _read(suite, self.cache, self.modules)

    @cached_property
    def _matched(self) -> dict[tuple[str, str, Viewpoints], Matching]:
        return {}

    @cached_property
    def _found_near(self) -> dict[tuple[str, str, Viewpoints], tuple[StepDefinition, ...]]:
        return {}

    @cached_property
    def _visibility(self) -> Visibility:
        return Visibility(self.modules, self.suite, self.roots)

    @cached_property
    def _types(self) -> KnownTypes:
        return KnownTypes(tuple(self.modules.values()))

    @cached_property
    def _lookup(self) -> Lookup[Placed]:
        lookup: Lookup[Placed] = Lookup()
        for placed in self._visibility.placed:
            finder, certain = self._types.finder(placed.definition.pattern)
            lookup.add(finder, placed if certain else replace(placed, certain=False))
        return lookup

    @cached_property
    def _nearness(self) -> Nearness[StepDefinition]:
        return Nearness((one.text, one) for one in self.definitions if one.text != HOLE)

    def _near(self, keyword: str, text: str, viewpoints: Viewpoints) -> tuple[StepDefinition, ...]:
        seen = {id(one.definition) for one in self._visibility.placed if viewpoints.see(one.scope)}
        near = [one for one in self._nearness.nearest(text, 12) if id(one) in seen]
        unique = {(one.place, one.text): one for one in sorted(near, key=lambda one: one.fits(keyword))}
        return tuple(one for one in near if unique[one.place, one.text] is one)[:3]

    def _match(self, keyword: str, text: str, viewpoints: Viewpoints) -> Matching:
        fitting: list[tuple[int, StepDefinition]] = []
        perhaps: list[StepDefinition] = []
        for finder, placed in self._lookup.candidates(text):
            seen = viewpoints.see(placed.scope)
            if seen is None or not placed.definition.fits(keyword) or not found_in(finder, text):
                continue
            near, certain = seen
            if placed.certain and certain:
                fitting.append((near, placed.definition))
            else:
                perhaps.append(placed.definition)
        nearest = max((near for near, _ in fitting), default=0)
        return Matching(_unique(one for near, one in fitting if near == nearest), _unique(perhaps))


def read_step_index(project: Project) -> StepIndex:
    """Read the step definitions of a project as they are on disk."""
    return _read(suite_of(project), project.cache, {})


def read_modules(project: Project, uris: Iterable[str]) -> dict[str, StepModule]:
    """Read some files of a project for their step definitions, whoever may see those."""
    wanted = tuple(uris)
    found = ProjectReader(suite_of(project), project.cache).read(wanted)
    return {uri: found[uri] for uri in wanted}


def _read(suite: Suite, cache: Path | None, known: Mapping[str, StepModule]) -> StepIndex:
    reader = ProjectReader(suite, cache)
    files = [*suite.files(), *reader.plugins(suite.settings.plugins)]
    return StepIndex(reader.read(files, known), suite, cache, tuple(files))


def _unique(definitions: Iterable[StepDefinition]) -> tuple[StepDefinition, ...]:
    """Leave out what one function defines twice, as a run does."""
    unique = {(one.uri, one.function.line, one.function.name, one.text): one for one in definitions}
    return tuple(sorted(unique.values(), key=_order))


def _order(one: StepDefinition) -> tuple[str, int, int, int]:
    return one.uri, one.function.line, one.line, one.column
