"""What another tool reported of examples, translated into Cucumber Messages, the one format that runs are kept in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from specbook.results import envelopes, events
from specbook.results.ndjson import line_of
from specbook.results.run import worst

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import GherkinDocument, Pickle
    from specbook.results.envelopes import Envelope
    from specbook.results.run import Status, StepResult

_HOOK = "hook"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one example ended: its steps one by one, and what was told of it outside of them.

    `started` is in nanoseconds since 1970, 0 where the report does not tell.
    """

    pickle: Pickle
    steps: tuple[StepResult, ...]
    hooks: tuple[StepResult, ...] = ()
    started: int = 0

    @property
    def status(self) -> Status:
        endings = (*self.steps, *self.hooks)
        return worst(one.status for one in endings) if endings else "UNDEFINED"

    @property
    def duration(self) -> int:
        return sum(one.duration for one in (*self.steps, *self.hooks))


@dataclass(frozen=True, slots=True)
class Report:
    """A report as far as it tells of examples that were run; `left_out` says of each other one where and why."""

    tool: str
    started: int
    documents: tuple[GherkinDocument, ...]
    outcomes: tuple[Outcome, ...]
    left_out: tuple[str, ...] = ()


def translated(report: Report, run: str, commit: str = "") -> str:
    """Return the stream of a report, ASCII only, so that no text of others can break it."""
    return "".join(line_of(one) + "\n" for one in _stream(report, run, commit))


def _stream(report: Report, run: str, commit: str) -> Iterator[Envelope]:
    yield events.meta()
    for document in report.documents:
        yield from (envelopes.source(document), envelopes.gherkin_document(document))
    yield from (envelopes.pickle(outcome.pickle) for outcome in report.outcomes)
    if any(outcome.hooks for outcome in report.outcomes):
        yield {"hook": {"id": _HOOK, "sourceReference": {}}}
    yield events.test_run_started(run, report.started)
    note = {"imported": report.tool} | ({"commit": commit} if commit else {})
    yield events.our_attachment(json.dumps(note), testRunStartedId=run)
    yield from (_case(run, number, outcome) for number, outcome in enumerate(report.outcomes))
    end = report.started
    for number, outcome in enumerate(report.outcomes):
        began = outcome.started or report.started
        end = max(end, began + outcome.duration)
        yield from _attempt(number, outcome, began)
    success = all(outcome.status in {"PASSED", "SKIPPED"} for outcome in report.outcomes)
    yield events.test_run_finished(run, end, success=success)


def _case(run: str, case: int, outcome: Outcome) -> Envelope:
    """Plan the steps of an example, and a hook for whatever ended outside of them."""
    pickle = outcome.pickle
    steps = [
        events.definition_step(f"case {case} step {number}", envelopes.pickle_step_id(pickle, number), (), ())
        for number in range(len(outcome.steps))
    ]
    hooks = [events.hook_step(f"case {case} step {len(steps) + number}", _HOOK) for number in range(len(outcome.hooks))]
    return events.test_case(run, f"case {case}", envelopes.pickle_id(pickle), [*steps, *hooks])


def _attempt(case: int, outcome: Outcome, now: int) -> Iterator[Envelope]:
    started = f"case {case} attempt 0"
    yield events.test_case_started(started, f"case {case}", now, 0)
    for number, step in enumerate((*outcome.steps, *outcome.hooks)):
        identity = f"case {case} step {number}"
        yield events.test_step_started(started, identity, now)
        now += step.duration
        finished = events.test_step_finished(started, identity, now, step.status, step.duration)
        if step.message:
            finished["testStepFinished"]["testStepResult"]["message"] = step.message
        yield finished
    yield events.test_case_finished(started, now, retried=False)
