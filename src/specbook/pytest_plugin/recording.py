"""What happens to each example, written as Cucumber Messages the moment it happens."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import pytest

from specbook.pytest_plugin import attempts, planning
from specbook.pytest_plugin.attempts import Attempt, Case
from specbook.pytest_plugin.collecting import ScenarioItem
from specbook.pytest_plugin.outcomes import outcome_of
from specbook.pytest_plugin.state import ATTEMPT, PROJECT, SECRETS
from specbook.pytest_plugin.stopping import RunPart, unwritten
from specbook.results import event_lines, events

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from specbook.results.events import Cause

_LONGEST_MESSAGE = 4000


class Recorder:
    """Writes one process's part of a run; made when the collection holds an example."""

    def __init__(self, config: pytest.Config, run_id: str, worker: str, revision: tuple[str, bool]) -> None:
        self._config = config
        self._settings = config.stash[PROJECT].settings
        self._run_id, self._worker, self._revision = run_id, worker, revision
        self.part = RunPart(config, worker or "main")
        self._cases: dict[str, Case] = {}
        self._open: dict[str, Attempt] = {}
        self._identities: set[str] = set()
        self._places: dict[str, int] = {}
        self._newest, self._in_order = (0, 0), not worker
        self.unproved = 0
        self._crash: Cause | None = None
        self.failed = False

    def plan(self, items: Iterable[pytest.Item]) -> None:
        """Write the head of the stream: the specs of the selected items, step definitions, hooks; the run begins."""
        planned = planning.plan(self._config, list(items), self._is_left_out)
        self._cases = planned.cases
        for lines in filter(None, planning.head(self._config, planned)):
            self.part.begin(lines)
        self.part.append(events.test_run_started(self._run_id, time.time_ns()))
        about = {"commit": self._revision[0], "dirty": self._revision[1], "definitions": planned.uses}
        self.part.append(events.our_attachment(json.dumps(about), testRunStartedId=self._run_id))
        self._planned = planned

    def plan_cases(self) -> None:
        """Write a test case for each item that will run; hooks of the run are over by then."""
        definitions, hooks = self._planned.definition_ids, self._planned.hook_ids
        self._places = {nodeid: place for place, nodeid in enumerate(self._cases)}
        for case in self._cases.values():
            self.part.keep(attempts.test_case(self._run_id, case, definitions, hooks))
        self.part.append()

    def cancel_cases(self) -> None:
        """Plan nothing: no example will be run."""
        self._cases = {}

    def running(self) -> list[str]:
        """Name the examples that have begun and not ended."""
        pickles = (attempt.case.pickle for attempt in self._open.values())
        return [f"{pickle.uri}:{pickle.location.line}" for pickle in pickles]

    def hook_id(self, hook: Any) -> str:
        return self._planned.hook_ids[id(hook)]

    def _is_left_out(self, item: pytest.Item, pickle: Any) -> bool:
        """Tell what is not meant to run at all: a tag plans it, or it is no pickle of Gherkin's."""
        skipped = "@skip" in pickle.tag_names and item.get_closest_marker("skip") is not None
        return skipped or bool(pickle.tag_names & set(self._settings.manual_tags)) or planning.is_rowless(pickle)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None, object, object]:
        """Begin before anything else can skip, fail, or end the process."""
        if item.nodeid in self._cases:
            self._begin(item)
        return (yield)

    def _begin(self, item: pytest.Item) -> None:
        case = self._cases[item.nodeid]
        number = getattr(item, "execution_count", 1) - 1
        last, self._newest = self._newest, (self._places[item.nodeid], number)
        self._in_order &= self._newest >= last
        attempt = Attempt(case, self._attempt_identity(case, number), self.part)
        if not all(case.matches):
            attempt.suggestions = planning.suggestions(case, attempt.id)
        item.stash[ATTEMPT] = self._open[item.nodeid] = attempt
        line = event_lines.test_case_started(attempt.id, case.id, time.time_ns(), number, self._worker)
        self.part.begin(line)

    def _attempt_identity(self, case: Case, number: int) -> str:
        """Name an attempt; of one that is begun again without being counted, each its own."""
        identity = plain = f"{case.id}/{number}" + (f"@{self._worker}" if self._worker else "")
        while identity in self._identities:
            identity = f"{plain}+{len(self._identities)}"
        self._identities.add(identity)
        return identity

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Tell of what ended an example elsewhere than in one of its steps."""
        report = yield
        if report.passed:
            return report
        attempt = self._open.get(item.nodeid)
        if attempt and call.excinfo is not None:
            self._end_elsewhere(attempt, item, report, call.excinfo.value)
        elif attempt and report.failed:
            self._note_failure(attempt, str(report.longrepr))
        if report.failed and report.when != "teardown" and isinstance(item, ScenarioItem) and self._is_planned(item):
            report.outcome, report.wasxfail = "skipped", "planned"
        if report.failed and isinstance(item, ScenarioItem) and item.pickle.vacuous:
            self.unproved += 1
        return report

    def _is_planned(self, item: ScenarioItem) -> bool:
        """Tell a failure that a tag announced; @xfail has pytest's own meaning, and @skip never comes here."""
        return bool(item.pickle.tag_names & set(self._settings.planned_tags) - {"@xfail", "@skip"})

    def _end_elsewhere(
        self, attempt: Attempt, item: pytest.Item, report: pytest.TestReport, error: BaseException
    ) -> None:
        """End the test step that still runs, or the first where none has begun; else note it of the whole attempt."""
        status, cause = outcome_of(error, item)
        if _ends_for_good(status):
            # pytest-rerunfailures would try again what cannot become better.
            getattr(item, "_terminal_errors", {})[report.when] = True
        if any(error is told for told in attempt.told) or attempt.case.pickle.vacuous:
            return
        case = attempt.case
        if report.when != "teardown" and attempt.position <= case.first_step and not attempt.running:
            # What keeps the first step from beginning, such as a fixture, counts as its own.
            attempt.leave_out(case.first_step, skipped=True)
            attempt.begin()
        if attempt.running:
            attempt.ended(status, cause)
        elif report.failed:
            message = cause.message if cause else str(error)
            self._note_failure(attempt, message if report.when == "call" else f"{report.when}: {message}")
        attempt.leave_out(case.first_after, skipped=status == "SKIPPED")
        attempt.leave_out(case.end, skipped=True)

    def _note_failure(self, attempt: Attempt, message: str) -> None:
        attempt.note(failure=self._config.stash[SECRETS].mask.text(message)[:_LONGEST_MESSAGE])

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """End an attempt when its last phase is logged, or when a plug-in says that it will run again."""
        again = report.outcome == "rerun"  # type: ignore[comparison-overlap]
        if report.when == "teardown" or again:
            attempt = self._open.get(report.nodeid)
            if attempt:
                self.part.begin(event_lines.test_case_finished(attempt.id, time.time_ns(), retried=again))
                del self._open[report.nodeid]

    def pytest_internalerror(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Keep what ended the run, to be told at its end."""
        self._crash = outcome_of(excinfo.value, self._config)[1]

    def finish(self, exit_status: int, failed: int) -> None:
        """Write the end of the stream; `failed` counts pytest's failures."""
        whole = not (self._open or self.failed or self._crash or unwritten(self._config))
        success = whole and is_success(exit_status, failed, self.unproved)
        now = time.time_ns()
        self.part.append(events.test_run_finished(self._run_id, now, success=success, cause=self._crash))
        self.part.close(whole=self._in_order)


def is_success(exit_status: int, failed: int, unproved: int) -> bool:
    """Tell whether a run was successful in Messages' sense: unless a step or hook failed.

    An example without steps, which pytest counts as a failure, has no step that could have failed.
    """
    if exit_status == pytest.ExitCode.OK:
        return True
    return exit_status == pytest.ExitCode.TESTS_FAILED and 0 < failed == unproved


def _ends_for_good(status: str) -> bool:
    return status in {"UNDEFINED", "AMBIGUOUS", "PENDING"}
