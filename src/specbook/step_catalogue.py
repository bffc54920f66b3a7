"""The step definitions of a project: as its runs met them, read again from today's files, with what uses them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from specbook.config import Project
    from specbook.ledger import Entry, Ledger
    from specbook.results.run import Result, Run
    from specbook.step_index.definitions import StepDefinition, StepFunction, StepModule

_Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class CatalogueStep:
    """One function with its keywords, the patterns that it defines, and the specs with steps that it ran."""

    function: StepFunction
    keywords: tuple[str, ...]
    patterns: tuple[str, ...]
    used_in: tuple[str, ...]

    @property
    def uri(self) -> str:
        return self.function.uri


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All steps by file and line; `untried` counts examples of which no run tells what they use today."""

    steps: tuple[CatalogueStep, ...] = ()
    untried: int = 0


def read_catalogue(project: Project, runs: Iterable[Run], ledger: Ledger) -> Catalogue:
    """Join what any run that is kept says of step definitions with the files as they are now.

    A run of a part of the specs may not have met all definitions, so older runs count as well.
    """
    from specbook.step_index.index import read_modules  # which takes a while to load

    runs = tuple(runs)
    recorded = {(one.uri, one.pattern): one.line for run in runs for one in run.definitions if one.uri}
    uses, untried = _uses(runs, ledger.entries)
    patterns: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for (uri, pattern), line in recorded.items():
        patterns[uri].append((pattern, line))
    modules = read_modules(project, sorted(patterns))
    steps = (step for uri, module in modules.items() for step in _steps_in(module, patterns[uri], uses))
    return Catalogue(tuple(steps), untried)


def _steps_in(
    module: StepModule, recorded: list[tuple[str, int]], uses: Mapping[_Key, frozenset[str]]
) -> Iterator[CatalogueStep]:
    """Find the functions of recorded definitions: by their patterns, or the line where code makes those."""
    for function, definitions in _by_function(module).items():
        literal = {one.text for one in definitions if not one.pattern.open}
        made = any(one.pattern.open for one in definitions)
        found = {pattern for pattern, line in recorded if pattern in literal or (made and line == function.line)}
        if found:
            used = {spec for pattern in found for spec in uses.get((module.uri, pattern), ())}
            keywords = tuple(dict.fromkeys(one.keyword for one in definitions))
            yield CatalogueStep(function, keywords, tuple(sorted(found)), tuple(sorted(used)))


def _by_function(module: StepModule) -> dict[StepFunction, list[StepDefinition]]:
    found: dict[StepFunction, list[StepDefinition]] = {}
    for one in sorted(module.definitions, key=lambda one: (one.function.line, one.line)):
        found.setdefault(one.function, []).append(one)
    return found


def _uses(runs: tuple[Run, ...], entries: Iterable[Entry]) -> tuple[dict[_Key, frozenset[str]], int]:
    """Say which specs use a definition; of one with an example that was not run as it is now, all runs are heard."""
    found: dict[_Key, set[str]] = defaultdict(set)
    unsure: set[str] = set()
    untried = 0
    for entry in entries:
        if entry.result and all(step.definition for step in entry.result.steps if step.line):
            _note(entry.result, entry.pickle.uri, found)
        else:
            unsure.add(entry.pickle.uri)
            untried += 1
    for run in runs:
        for result in run.results:
            if result.uri in unsure:
                _note(result, result.uri, found)
    return {key: frozenset(specs) for key, specs in found.items()}, untried


def _note(result: Result, uri: str, found: Mapping[_Key, set[str]]) -> None:
    for step in result.steps:
        place, _, pattern = step.definition.partition("  ")
        found[place.rpartition(":")[0], pattern].add(uri)
