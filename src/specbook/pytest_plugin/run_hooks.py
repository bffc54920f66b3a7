"""The hooks of a whole run: called around its examples, recorded, and never failing unnoticed."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from specbook.errors import UsageError
from specbook.pytest_plugin.attempts import Nowhere, Stream
from specbook.pytest_plugin.evidence import Evidence
from specbook.pytest_plugin.outcomes import ENDS_THE_RUN, outcome_of
from specbook.pytest_plugin.state import HOOKS, RECORDER, RUN_ID
from specbook.results import events

if TYPE_CHECKING:
    from collections.abc import Generator

    from specbook.pytest_plugin.recording import Recorder
    from specbook.pytest_plugin.scenario_hooks import Hook


@dataclass(slots=True)
class _Running:
    """A hook of the run that runs, for evidence to be attached to."""

    stream: Stream
    started: str

    @property
    def place(self) -> dict[str, str]:
        return {"testRunHookStartedId": self.started}


@dataclass(frozen=True, slots=True)
class _Refusal:
    """Fails whatever a worker is given to run after all."""

    reason: str

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self) -> None:
        pytest.fail(self.reason, pytrace=False)


class RunHooks:
    """Calls the hooks of one process's run; `failures` say which failed."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._recorder: Recorder | None = config.stash.get(RECORDER, None)
        self._worker = str(getattr(config, "workerinput", {}).get("workerid", ""))
        self._called = 0
        self.failures: list[str] = []

    def around(self) -> Generator[None, object, object]:
        """Call the hooks around all examples; where one before them fails, none is run, and those after still are."""
        for hook in self._config.stash[HOOKS].of_run("BEFORE_TEST_RUN"):
            self._call(hook)
        if self.failures:
            self._config.pluginmanager.register(_Refusal(f"not run: {self.failures[0]}"))
        if self._recorder:
            (self._recorder.cancel_cases if self.failures else self._recorder.plan_cases)()
        try:
            return (yield)
        finally:
            for hook in self._config.stash[HOOKS].of_run("AFTER_TEST_RUN"):
                self._call(hook)

    def _call(self, hook: Hook) -> None:
        self._called += 1
        started = f"{hook.kind[0].lower()}{self._called}" + (f"@{self._worker}" if self._worker else "")
        stream: Stream = self._recorder.part if self._recorder else Nowhere()
        hook_id = self._recorder.hook_id(hook) if self._recorder else ""
        run_id = self._config.stash[RUN_ID]
        stream.append(events.test_run_hook_started(started, run_id, hook_id, time.time_ns(), self._worker))
        began = time.perf_counter_ns()
        try:
            hook.function(**self._arguments(hook, _Running(stream, started)))
        except BaseException as error:
            if isinstance(error, ENDS_THE_RUN):
                raise
            status, cause = outcome_of(error, self._config)
            if status != "SKIPPED":
                self._fail(hook, cause.message if cause else type(error).__name__)
            stream.append(self._finished(started, status, began, cause))
        else:
            stream.append(self._finished(started, "PASSED", began, None))

    def _finished(self, started: str, status: Any, began: int, cause: events.Cause | None) -> events.Envelope:
        took = time.perf_counter_ns() - began
        return events.test_run_hook_finished(started, time.time_ns(), status, took, cause)

    def _fail(self, hook: Hook, message: str) -> None:
        self.failures.append(f"{hook.told()} failed: {message}")
        if self._recorder:
            self._recorder.failed = True

    def _arguments(self, hook: Hook, running: _Running) -> dict[str, Any]:
        given = {
            "evidence": Evidence(self._config, running if self._recorder else None),
            "pytestconfig": self._config,
        }
        unknown = [name for name in hook.parameters if name not in given]
        if unknown:
            raise UsageError(
                f"the {hook.told()} asks for “{unknown[0]}”: a hook of the run may ask for evidence and pytestconfig; "
                f"what needs other fixtures is itself a session-scoped fixture"
            )
        return {name: given[name] for name in hook.parameters}
