"""What happens to each example, written as Cucumber Messages the moment it happens."""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from specbook.model import GherkinDocument
from specbook.pytest_plugin import adapter
from specbook.pytest_plugin.collecting import INDEX, PROJECT, ScenarioItem
from specbook.pytest_plugin.definitions import Sources
from specbook.pytest_plugin.reporting import OUTCOMES
from specbook.pytest_plugin.running import AmbiguousStepError, NotAutomatedError
from specbook.reader import read_file
from specbook.results import envelopes
from specbook.results.folder import Part

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from specbook.model import Pickle
    from specbook.results.run import Status

_LONGEST_MESSAGE = 4000


@dataclass(slots=True)
class _Attempt:
    """One attempt at an example, as far as it has come; `step` counts from 0, -1 before the first."""

    pickle: Pickle
    matching: tuple[tuple[Any, ...], ...]
    id: str
    step: int = -1
    step_began: int = 0
    in_step: bool = False
    outcomes: list[Status] = field(default_factory=list)


class Recorder:
    """Writes one process's part of a run; made when the collection holds an example."""

    def __init__(self, config: pytest.Config, run_id: str, worker: str, revision: tuple[str, bool]) -> None:
        self._project = config.stash[PROJECT]
        self._run_id, self._worker, self._revision = run_id, worker, revision
        self._part = Part(self._project.results / run_id, worker or "main")
        self._sources = Sources(self._project.root)
        self._open: dict[str, _Attempt] = {}
        self._planned: dict[str, tuple[Pickle, tuple[tuple[Any, ...], ...]]] = {}
        self._identities: set[str] = set()

    def plan(self, items: Iterable[pytest.Item]) -> None:
        """Write the head of the stream: the specs of the selected items, and a test case for each that will run."""
        documents: dict[str, GherkinDocument] = {}
        for item in items:
            found = _example_of(item, documents, self._project.root)
            if found and not self._is_left_out(item, found[1]):
                documents.setdefault(found[0].uri, found[0])
                self._planned[item.nodeid] = (found[1], _matching(item, found[1]))
        self._part.append(envelopes.meta())
        for document in documents.values():
            pickles = (pickle for pickle in document.pickles if not _is_rowless(pickle))
            self._part.append(envelopes.source(document), envelopes.gherkin_document(document))
            self._part.append(*map(envelopes.pickle, pickles))
        self._write_plan()

    def _is_left_out(self, item: pytest.Item, pickle: Pickle) -> bool:
        """Tell what is not meant to run at all: a tag plans it, or it is no pickle of Gherkin's."""
        skipped = "@skip" in pickle.tag_names and item.get_closest_marker("skip") is not None
        return skipped or bool(pickle.tag_names & set(self._project.settings.manual_tags)) or _is_rowless(pickle)

    def _write_plan(self) -> None:
        definitions = {id(one): one for _, steps in self._planned.values() for step in steps for one in step}
        uses = {}
        for definition in definitions.values():
            uri, line = self._sources.place(definition)
            pattern = definition.parser.name
            regular = type(definition.parser).__name__ == "re"
            self._part.append(envelopes.step_definition(self._identity(definition), uri, line, str(pattern), regular))
            use = self._sources.use(definition)
            if use:
                uses[self._identity(definition)] = {"uri": use.uri, "digest": use.digest}
        self._part.append(envelopes.test_run_started(self._run_id, time.time_ns()))
        about = {"commit": self._revision[0], "dirty": self._revision[1], "definitions": uses}
        self._part.append(envelopes.our_attachment(json.dumps(about), testRunStartedId=self._run_id))
        for pickle, steps in self._planned.values():
            names = [[self._identity(one) for one in step] for step in steps]
            self._part.append(envelopes.test_case(self._run_id, pickle, names))

    def _identity(self, definition: Any) -> str:
        uri, line = self._sources.place(definition)
        return f"definition {uri}:{line} {definition.type or 'step'} {definition.parser.name}"

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None, object, object]:
        """Begin before anything else can skip, fail, or end the process."""
        if item.nodeid in self._planned:
            self._begin(item)
        return (yield)

    def _begin(self, item: pytest.Item) -> None:
        pickle, matching = self._planned[item.nodeid]
        number = getattr(item, "execution_count", 1) - 1
        identity = self._attempt_identity(pickle, number)
        attempt = _Attempt(pickle, matching, identity)
        item.stash[OUTCOMES] = attempt.outcomes
        self._open[item.nodeid] = attempt
        self._part.append(envelopes.test_case_started(identity, pickle, time.time_ns(), number, self._worker))

    def _attempt_identity(self, pickle: Pickle, number: int) -> str:
        """Name an attempt; of an example that several test modules bind, each its own."""
        identity = plain = " ".join(filter(None, [envelopes.case_id(pickle), f"attempt {number}", self._worker]))
        while identity in self._identities:
            identity = f"{plain} again {len(self._identities)}"
        self._identities.add(identity)
        return identity

    @pytest.hookimpl(tryfirst=True)
    def pytest_bdd_before_step(self, request: pytest.FixtureRequest) -> None:
        attempt = self._open.get(request.node.nodeid)
        if attempt:
            self._begin_step(attempt)

    @pytest.hookimpl(tryfirst=True)
    def pytest_bdd_step_func_lookup_error(self, request: pytest.FixtureRequest) -> None:
        attempt = self._open.get(request.node.nodeid)
        if attempt:
            self._begin_step(attempt)

    @pytest.hookimpl(tryfirst=True)
    def pytest_bdd_after_step(self, request: pytest.FixtureRequest) -> None:
        attempt = self._open.get(request.node.nodeid)
        if attempt:
            self._end_step(attempt, "PASSED", "")

    def _begin_step(self, attempt: _Attempt) -> None:
        attempt.step += 1
        attempt.in_step = attempt.step < len(attempt.pickle.steps)
        attempt.step_began = time.perf_counter_ns()
        if attempt.in_step:
            now = time.time_ns()
            self._part.append(envelopes.test_step_started(attempt.id, attempt.pickle, attempt.step, now))

    def _end_step(self, attempt: _Attempt, status: Status, message: str) -> None:
        if not attempt.in_step:
            return
        attempt.in_step = False
        attempt.outcomes.append(status)
        took = time.perf_counter_ns() - attempt.step_began
        now = time.time_ns()
        self._part.append(
            envelopes.test_step_finished(attempt.id, attempt.pickle, attempt.step, now, status, message, took)
        )

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Decide how a step ended once pytest has decided what the exception means."""
        report = yield
        attempt = self._open.get(item.nodeid)
        if attempt and call.excinfo is not None:
            self._end_badly(attempt, report, call.excinfo)
        elif attempt and report.failed:
            self._note_failure(attempt, str(report.longrepr))
        if report.failed and report.when != "teardown" and isinstance(item, ScenarioItem) and self._is_planned(item):
            report.outcome, report.wasxfail = "skipped", "planned"
        return report

    def _is_planned(self, item: ScenarioItem) -> bool:
        """Tell a failure that a tag announced; @xfail has pytest's own meaning, and @skip never comes here."""
        return bool(item.pickle.tag_names & set(self._project.settings.planned_tags) - {"@xfail", "@skip"})

    def _end_badly(self, attempt: _Attempt, report: pytest.TestReport, excinfo: pytest.ExceptionInfo[Any]) -> None:
        status, message = _status(report, excinfo, self._project.root)
        if report.when != "teardown" and attempt.step < 0:
            # What keeps the first step from beginning, such as a fixture, counts as its own.
            self._begin_step(attempt)
        if attempt.in_step:
            self._end_step(attempt, status, message)
            message = ""
        elif report.failed and not attempt.pickle.vacuous:
            self._note_failure(attempt, f"{report.when}: {message}" if report.when != "call" else message)
        self._leave_out_rest(attempt, skipped=status == "SKIPPED", message=message if report.skipped else "")

    def _leave_out_rest(self, attempt: _Attempt, *, skipped: bool, message: str) -> None:
        """Say of the steps that were not come to whether they could have run."""
        for number in range(attempt.step + 1, len(attempt.pickle.steps)):
            attempt.step = number
            attempt.in_step, attempt.step_began = True, time.perf_counter_ns()
            found = len(attempt.matching[number]) if number < len(attempt.matching) else 1
            status: Status = "SKIPPED" if skipped or found == 1 else "AMBIGUOUS" if found else "UNDEFINED"
            self._part.append(envelopes.test_step_started(attempt.id, attempt.pickle, number, time.time_ns()))
            self._end_step(attempt, status, message)

    def _note_failure(self, attempt: _Attempt, message: str) -> None:
        body = json.dumps({"failure": message[:_LONGEST_MESSAGE]})
        self._part.append(envelopes.our_attachment(body, testCaseStartedId=attempt.id))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """End an attempt when its last phase is logged, or when a plug-in says that it will run again."""
        again = report.outcome == "rerun"  # type: ignore[comparison-overlap]
        if report.when == "teardown" or again:
            attempt = self._open.pop(report.nodeid, None)
            if attempt:
                self._part.append(envelopes.test_case_finished(attempt.id, time.time_ns(), again))

    def finish(self, exit_status: int) -> None:
        """Write the end of the stream."""
        success = exit_status == 0 and not self._open
        self._part.append(envelopes.test_run_finished(self._run_id, time.time_ns(), success))
        self._part.close()


def _example_of(
    item: pytest.Item, documents: dict[str, GherkinDocument], root: Path
) -> tuple[GherkinDocument, Pickle] | None:
    """Find the example that an item runs, ours or one bound by `scenarios()`."""
    if isinstance(item, ScenarioItem):
        return item.document, item.pickle
    place = adapter.bound_scenario(item)
    if place is None or not Path(place[0]).is_relative_to(root):
        return None
    uri = Path(place[0]).relative_to(root).as_posix()
    document = documents.get(uri) or read_file(Path(place[0]), root)
    if not isinstance(document, GherkinDocument):
        return None
    documents[uri] = document
    candidates = [pickle for pickle in document.pickles if pickle.scenario.location.line == place[1]]
    return (document, candidates[place[2]]) if place[2] < len(candidates) else None


def _matching(item: pytest.Item, pickle: Pickle) -> tuple[tuple[Any, ...], ...]:
    if isinstance(item, ScenarioItem):
        return item.definitions
    return item.config.stash[INDEX].matching(item, pickle.steps)


def _is_rowless(pickle: Pickle) -> bool:
    return bool(pickle.scenario.examples) and pickle.row is None


def _status(report: pytest.TestReport, excinfo: pytest.ExceptionInfo[Any], root: Path) -> tuple[Status, str]:
    """Translate an exception, and what pytest made of it, into a status of Messages."""
    message = _message(excinfo, root)
    if report.skipped and hasattr(report, "wasxfail"):
        return "PENDING", f"expected failure: {report.wasxfail or message}"
    if report.skipped:
        return "SKIPPED", str(getattr(excinfo.value, "msg", None) or message)
    if isinstance(excinfo.value, AmbiguousStepError):
        return "AMBIGUOUS", message
    if isinstance(excinfo.value, adapter.StepDefinitionNotFoundError):
        return "UNDEFINED", message
    if isinstance(excinfo.value, NotImplementedError):
        return "PENDING", message
    return "FAILED", message


def _message(excinfo: pytest.ExceptionInfo[Any], root: Path) -> str:
    ours = isinstance(excinfo.value, NotAutomatedError)
    text = str(excinfo.value) if ours else excinfo.exconly(tryshort=True)
    whole = text.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate could not be printed again
    return whole.replace(str(root) + os.sep, "")[:_LONGEST_MESSAGE]
