"""The index of a project's step definitions: which of them match a step, for certain or perhaps, seen from its spec."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from specbook.errors import ParseError
from specbook.model import STEP_KEYWORDS
from specbook.step_index.definitions import HOLE, Pattern, StepDefinition, StepFunction, StepModule
from specbook.step_index.installed import plugins_with_steps
from specbook.step_index.parsers import ANY
from specbook.step_index.patterns import finder_of
from specbook.step_index.project_reader import ProjectReader
from specbook.step_index.suite import CONFTEST, Suite, suite_of
from specbook.step_patterns.expressions import ParameterTypes, UnknownTypeError
from specbook.step_patterns.finders import found_in
from specbook.step_patterns.lookup import Lookup
from specbook.step_patterns.near import Nearness

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from specbook.config import Project
    from specbook.step_patterns.finders import Finder


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


@dataclass(frozen=True, slots=True)
class _Placed:
    """A definition as it is seen below a folder, or from one test module; everywhere where the scope is empty."""

    scope: str
    definition: StepDefinition
    certain: bool


@dataclass(frozen=True)
class StepIndex:
    """The step definitions of a project; to change a file makes another index, which shares what did not change."""

    modules: Mapping[str, StepModule]
    suite: Suite
    cache: Path | None = None
    roots: tuple[str, ...] = ()

    @cached_property
    def definitions(self) -> tuple[StepDefinition, ...]:
        """All definitions, by file and line; those alone that some spec, or some test, may see."""
        unique = {id(one.definition): one.definition for one in self._placed if one.definition.uri}
        return tuple(sorted(unique.values(), key=lambda one: (one.uri, one.function.line, one.line, one.column)))

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
        own = {problem for module in self.modules.values() for problem in module.problems}
        unknown = {
            ParseError(one.uri, one.line, one.column, f"{one.text} is left out: no parameter type “{name}” is defined")
            for one, name in self._unknown_types
        }
        return tuple(sorted({*own, *unknown, *self._types[1]}, key=lambda one: (one.uri, one.line, one.column)))

    @property
    def dynamic(self) -> tuple[StepDefinition, ...]:
        """The definitions of which only running their code would tell what they match."""
        return tuple(one for one in self.definitions if one.dynamic)

    @property
    def parameter_types(self) -> ParameterTypes:
        """The parameter types of the project, as far as they are known."""
        return self._types[0]

    def matching(self, step_type: str, text: str, uri: str = "") -> Matching:
        """Return what is defined for a step of a type as Gherkin has it, in a spec, or wherever it may stand."""
        key = step_type, text, self._viewpoints(uri)
        if key not in self._matched:
            self._matched[key] = self._match(STEP_KEYWORDS.get(step_type, ""), text, key[2])
        return self._matched[key]

    def of_other_types(self, step_type: str, text: str, uri: str = "") -> tuple[StepDefinition, ...]:
        """Return the definitions that match the text of a step, whatever type they are for, and nothing for its own."""
        keyword = STEP_KEYWORDS.get(step_type, "")
        found = self._match("", text, self._viewpoints(uri)).definitions
        return tuple(one for one in found if not one.fits(keyword))

    def near(self, step_type: str, text: str, uri: str = "") -> tuple[StepDefinition, ...]:
        """Return up to three definitions that a step may have meant, the nearest first; of its type, or else of any."""
        keyword = STEP_KEYWORDS.get(step_type, "")
        viewpoints = self._viewpoints(uri)
        seen = {id(one.definition) for one in self._placed if _depth(one.scope, viewpoints) is not None}
        near = [one for one in self._nearness.nearest(text, 20) if id(one) in seen]
        unique = {(one.place, one.text): one for one in sorted(near, key=lambda one: not one.fits(keyword))}
        return tuple(one for one in near if one in unique.values())[:3]

    def sees(self, definition: StepDefinition, uri: str) -> bool:
        """Tell whether a spec can see a definition."""
        viewpoints = self._viewpoints(uri)
        return any(one.definition is definition and _depth(one.scope, viewpoints) is not None for one in self._placed)

    def updated(self, uri: str, text: str | None) -> StepIndex:
        """Return the index with another text of a file, such as an editor has; None for what the disk has."""
        texts = {name: one for name, one in self.suite.texts.items() if name != uri}
        suite = replace(self.suite, texts=texts if text is None else texts | {uri: text}, _known={})
        return _read(suite, self.cache, self.modules)

    @cached_property
    def _matched(self) -> dict[tuple[str, str, frozenset[str]], Matching]:
        return {}

    @cached_property
    def _placed(self) -> tuple[_Placed, ...]:
        """Every definition with where it is seen; a file that several import is seen from each."""
        placed: dict[tuple[str, int], _Placed] = {}
        for uri in self.roots:
            scope = self._scope(uri)
            for module in self._brought(uri):
                definitions = [
                    *module.definitions,
                    *([_outsider(f"what {module.uri} imports")] if module.outside else []),
                ]
                for one in definitions:
                    placed.setdefault((scope, id(one)), _Placed(scope, one, not one.dynamic))
        for uri in dict.fromkeys(name for module in self.modules.values() for name in module.plugins):
            for module in self._brought(uri):
                for one in module.definitions:
                    placed.setdefault(("", id(one)), _Placed("", one, not one.dynamic))
        strangers = (_Placed("", _outsider(f"what {name} brings"), certain=False) for name in plugins_with_steps())
        return (*placed.values(), *strangers)

    def _scope(self, uri: str) -> str:
        if self.suite.is_step_file(uri) or uri in self.suite.settings.plugins:
            return ""
        return posixpath.dirname(uri) if posixpath.basename(uri) == CONFTEST else uri

    def _brought(self, uri: str) -> Iterator[StepModule]:
        """Yield a module, and those that it imports everything from."""
        todo, seen = [uri], set()
        while todo:
            name = todo.pop()
            if name not in seen and name in self.modules:
                seen.add(name)
                yield self.modules[name]
                todo += self.modules[name].stars

    @cached_property
    def _bindings(self) -> tuple[tuple[str, str], ...]:
        """What test modules bind: a spec, a folder of them, or any, with the module."""
        return tuple((path, uri) for uri, module in self.modules.items() for path in module.binds)

    def _viewpoints(self, uri: str) -> frozenset[str]:
        """Return from where the steps of a spec are looked up: its own place, and the modules that bind it."""
        if not uri:
            return frozenset()
        binding = {module for path, module in self._bindings if path in {"", "."} or f"{uri}/".startswith(f"{path}/")}
        return frozenset({uri, *binding})

    @cached_property
    def _types(self) -> tuple[ParameterTypes, tuple[ParseError, ...]]:
        types, problems = ParameterTypes(), []
        for uri, module in self.modules.items():
            for one in module.types:
                try:
                    if one.regex:
                        flags = {"for_snippets": one.for_snippets, "preferred": one.preferred}
                        types.define(one.name, one.regex, lambda *values: values, **flags)
                except Exception as error:
                    problems.append(ParseError(uri, one.line, 1, " ".join(str(error).split())))
        return types, tuple(problems)

    @cached_property
    def _open_types(self) -> frozenset[str]:
        """The names of parameter types of which no more is known; an empty one where not even that is."""
        return frozenset(one.name for module in self.modules.values() for one in module.types if not one.regex)

    @cached_property
    def _unknown_types(self) -> tuple[tuple[StepDefinition, str], ...]:
        """The expressions with a parameter type that nobody defines."""
        found = []
        for placed in self._placed:
            if placed.definition.pattern.parser == "expression":
                try:
                    finder_of(placed.definition.pattern, self.parameter_types)
                except UnknownTypeError as error:
                    if not self._open_types & {"", error.args[0]}:
                        found.append((placed.definition, str(error.args[0])))
        return tuple({id(one): (one, name) for one, name in found}.values())

    @cached_property
    def _lookup(self) -> Lookup[_Placed]:
        lookup: Lookup[_Placed] = Lookup()
        for placed in self._placed:
            finder, placed = self._finder(placed)
            lookup.add(finder, placed)
        return lookup

    def _finder(self, placed: _Placed) -> tuple[Finder, _Placed]:
        pattern = placed.definition.pattern
        try:
            return finder_of(pattern, self.parameter_types), placed
        except UnknownTypeError as error:
            known = not self._open_types & {"", error.args[0]}
            shape = r"[^\s\S]" if known else ANY
            opened = Pattern(pattern.parser, pattern.text, open=True, shape=shape)
            return finder_of(opened, self.parameter_types), replace(placed, certain=False)

    @cached_property
    def _nearness(self) -> Nearness[StepDefinition]:
        return Nearness((one.text, one) for one in self.definitions if one.text != HOLE)

    def _match(self, keyword: str, text: str, viewpoints: frozenset[str]) -> Matching:
        fitting: list[tuple[int, StepDefinition]] = []
        perhaps: list[StepDefinition] = []
        for finder, placed in self._lookup.candidates(text):
            depth = _depth(placed.scope, viewpoints)
            if depth is None or not placed.definition.fits(keyword) or not found_in(finder, text):
                continue
            if placed.certain:
                fitting.append((depth, placed.definition))
            else:
                perhaps.append(placed.definition)
        nearest = max((depth for depth, _ in fitting), default=0)
        return Matching(_unique(one for depth, one in fitting if depth == nearest), _unique(perhaps))


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


def _depth(scope: str, viewpoints: frozenset[str]) -> int | None:
    """Tell how near a scope is to who looks, more is nearer; None where it is out of sight."""
    if not scope:
        return 0
    if not viewpoints or any(one == scope or one.startswith(f"{scope}/") for one in viewpoints):
        return scope.count("/") + 1 if viewpoints else 0
    return None


def _unique(definitions: Iterable[StepDefinition]) -> tuple[StepDefinition, ...]:
    """Leave out what one function defines twice, as a run does."""
    unique = {(one.uri, one.function.line, one.function.name, one.text): one for one in definitions}
    return tuple(sorted(unique.values(), key=lambda one: (one.uri, one.function.line, one.line)))


def _outsider(name: str) -> StepDefinition:
    """Stand in for whatever comes from outside of the project."""
    function = StepFunction("", 0, 1, 0, 0, name)
    pattern = Pattern("unknown", HOLE, open=True, shape=ANY)
    return StepDefinition(function, "step", pattern, 0, 1, dynamic=True)
