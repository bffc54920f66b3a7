"""One attempt at an example: what is planned for it, and what it says while it runs."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from specbook.pytest_plugin.state import HOOKS, INDEX
from specbook.results import envelopes, event_lines, events

if TYPE_CHECKING:
    import pytest

    from specbook.model import Pickle
    from specbook.pytest_plugin.definitions import Match
    from specbook.pytest_plugin.scenario_hooks import Hook
    from specbook.results.events import Cause, Envelope
    from specbook.results.run import Status

Matches = tuple[tuple["Match", ...], ...]


class Stream(Protocol):
    """Where envelopes go."""

    def append(self, *envelopes: Envelope) -> None:
        """Write envelopes; they are on disk when this returns."""
        ...

    def begin(self, line: str) -> None:
        """Write the line of something that begins, with what was kept; it is on disk when this returns."""
        ...

    def keep(self, line: str) -> None:
        """Keep the line of something that ended until the next one is written."""
        ...


class Nowhere:
    """A stream for a run that is not recorded."""

    def append(self, *envelopes: Envelope) -> None:
        """Take envelopes and leave them."""

    def begin(self, line: str) -> None:
        """Take a line and leave it."""

    def keep(self, line: str) -> None:
        """Take a line and leave it."""


@dataclass(frozen=True, slots=True)
class Case:
    """An example as it will run: its hooks, and for each step the definitions that match it.

    Its test steps are counted from 0: the hooks before, the steps of the pickle, the hooks after.
    """

    id: str
    pickle: Pickle
    before: tuple[Hook, ...]
    matches: Matches
    after: tuple[Hook, ...]

    def step_id(self, position: int) -> str:
        return f"{self.id}.{position}"

    @property
    def first_step(self) -> int:
        """The position of the pickle's first step."""
        return len(self.before)

    @property
    def first_after(self) -> int:
        """The position of the first hook after the steps."""
        return len(self.before) + len(self.pickle.steps)

    @property
    def end(self) -> int:
        return self.first_after + len(self.after)


@dataclass(slots=True)
class Attempt:
    """One attempt at a case; `statuses` holds how each test step ended, as far as it has come.

    `suggestions` are written where an undefined step ends, by position; `told` are the errors that a status speaks of;
    `step` is the id of the step that runs.
    """

    case: Case
    id: str
    stream: Stream
    statuses: list[Status] = field(default_factory=list)
    running: bool = False
    began: int = 0
    step: str = ""
    suggestions: dict[int, Envelope] = field(default_factory=dict)
    told: list[BaseException] = field(default_factory=list)

    @property
    def position(self) -> int:
        """The test step that runs, or that comes next."""
        return len(self.statuses)

    @property
    def step_statuses(self) -> list[Status]:
        """How the pickle's own steps ended, as far as it has come."""
        return self.statuses[self.case.first_step : self.case.first_after]

    @property
    def place(self) -> dict[str, str]:
        """Where something that is attached now belongs: to the step that runs, the last, or the first."""
        position = self.position if self.running else max(self.position - 1, 0)
        return {"testCaseStartedId": self.id, "testStepId": self.case.step_id(position)}

    def begin(self) -> None:
        """Begin the next test step."""
        self.running = True
        self.step = self.case.step_id(len(self.statuses))
        self.stream.begin(event_lines.test_step_started(self.id, self.step, time.time_ns()))
        self.began = time.perf_counter_ns()

    def passed(self) -> None:
        """End the test step that runs well."""
        took = time.perf_counter_ns() - self.began
        self.stream.keep(event_lines.test_step_passed(self.id, self.step, time.time_ns(), took))
        self.running = False
        self.statuses.append("PASSED")

    def ended(self, status: Status, cause: Cause | None = None) -> None:
        """End the test step that runs in another way."""
        took = time.perf_counter_ns() - self.began
        step, now = self.step, time.time_ns()
        suggestion = self.suggestions.get(self.position) if status == "UNDEFINED" else None
        if suggestion:
            self.stream.append(suggestion)
        self.stream.append(events.test_step_finished(self.id, step, now, status, took, cause))
        self.running = False
        self.statuses.append(status)

    def leave_out(self, until: int, *, skipped: bool = False) -> None:
        """Say of test steps that are not run, up to a position, whether they could have been.

        Once the example is skipped, nothing is asked of its further steps.
        """
        while self.position < until:
            self.begin()
            self.ended("SKIPPED" if skipped else self._status_unrun(self.position - self.case.first_step))

    def _status_unrun(self, number: int) -> Status:
        if not 0 <= number < len(self.case.matches):
            return "SKIPPED"
        found = len(self.case.matches[number])
        return "SKIPPED" if found == 1 else "AMBIGUOUS" if found else "UNDEFINED"

    def note(self, **note: str) -> None:
        """Say of the whole attempt what Messages has no field for."""
        self.stream.append(events.our_attachment(json.dumps(note), testCaseStartedId=self.id))


def case_of(item: pytest.Item, pickle: Pickle, identity: str) -> Case:
    """Say how an item's example will run."""
    hooks, tags = item.config.stash[HOOKS], pickle.tag_names
    matches = item.config.stash[INDEX].matching(item, pickle.steps)
    before, after = hooks.of("BEFORE_TEST_CASE", item.path, tags), hooks.of("AFTER_TEST_CASE", item.path, tags)
    return Case(identity, pickle, before, matches, after)


def test_case(run: str, case: Case, definition_ids: dict[int, str], hook_ids: dict[int, str]) -> str:
    """Write the plan of a case as a line; the ids are those of definitions and hooks by Python's own `id`."""
    planned = zip(envelopes.pickle_step_ids(case.pickle), case.pickle.steps, case.matches, strict=False)
    steps = [
        event_lines.definition_step(
            case.step_id(number),
            identity,
            [definition_ids[id(match.definition)] for match in matches],
            [match.positions(step.text) for match in matches],
        )
        for number, (identity, step, matches) in enumerate(planned, start=case.first_step)
    ]
    before, after = (
        [event_lines.hook_step(case.step_id(number), hook_ids[id(hook)]) for number, hook in enumerate(hooks, first)]
        for first, hooks in ((0, case.before), (case.first_after, case.after))
    )
    return event_lines.test_case(run, case.id, envelopes.pickle_id(case.pickle), [*before, *steps, *after])
