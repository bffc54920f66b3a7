"""What a collection by pytest says of steps and definitions, beside what was read without running anything."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from specbook.step_index.index import StepIndex

# How `specbook steps --exact` names the file that the plug-in tells its matches in.
MATCHES_VARIABLE = "SPECBOOK_MATCHES"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A definition as it was met: its function's file and first line, its keyword and its pattern."""

    uri: str
    line: int
    keyword: str
    pattern: str

    def __str__(self) -> str:
        place = f"{self.uri}:{self.line}" if self.uri else "(installed)"
        return f"{place}  {self.pattern}"


@dataclass(frozen=True, slots=True)
class ExactStep:
    """A step of an example with the definitions that match it."""

    uri: str
    line: int
    type: str
    text: str
    definitions: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Exact:
    """What pytest knows; `problem` says what keeps it from loading the step definitions."""

    definitions: tuple[Place, ...] = ()
    steps: tuple[ExactStep, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A step of which reading and running say different things; `perhaps` counts what may have matched it."""

    step: ExactStep
    read: tuple[str, ...]
    perhaps: int = 0


def load_exact(text: str) -> Exact:
    """Load what the plug-in told."""
    told: dict[str, Any] = json.loads(text)
    steps = (_step(one) for one in told["steps"])
    return Exact(tuple(map(_place, told["definitions"])), tuple(dict.fromkeys(steps)), told["problem"])


def differences(index: StepIndex, exact: Exact, due: Container[tuple[str, int, str]]) -> Iterator[Difference]:
    """Yield the steps for which other definitions were read than pytest has found.

    What is perhaps defined is no difference where pytest finds one definition, or the step, by file, line and text, is
    not `due`.
    """
    for step in exact.steps:
        matching = index.matching(step.type, step.text, step.uri)
        read = {(one.uri, one.function.line): f"{one.place}  {one.text}" for one in matching.definitions}
        perhaps = {(one.uri, one.function.line) for one in matching.perhaps}
        found = {(one.uri, one.line) for one in step.definitions}
        strangers = {place for place in found - read.keys() - perhaps if place[0] or ("", 0) not in perhaps}
        missed = perhaps and not read and len(found) != 1 and (step.uri, step.line, step.text) in due
        if strangers or read.keys() - found or missed:
            yield Difference(step, tuple(sorted(read.values())), len(perhaps) if missed else 0)


def _step(told: Mapping[str, Any]) -> ExactStep:
    definitions = tuple(sorted(map(_place, told["definitions"])))
    return ExactStep(told["uri"], told["line"], told["type"], told["text"], definitions)


def _place(told: Mapping[str, Any]) -> Place:
    return Place(told["uri"], told["line"], told["keyword"], told["pattern"])
