"""One example run: its hooks, and every step through its one step definition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from specbook.pytest_plugin import adapter
from specbook.pytest_plugin.illustrating import illustrate
from specbook.pytest_plugin.outcomes import ENDS_THE_RUN, outcome_of
from specbook.pytest_plugin.refusals import NotAutomatedError
from specbook.pytest_plugin.state import PROJECT
from specbook.pytest_plugin.stepping import Stepper
from specbook.pytest_plugin.suggesting import unmatched

if TYPE_CHECKING:
    from collections.abc import Callable

    from specbook.pytest_plugin.attempts import Attempt
    from specbook.pytest_plugin.collecting import ScenarioItem
    from specbook.pytest_plugin.scenario_hooks import Hook


def run_scenario(item: ScenarioItem, request: pytest.FixtureRequest, attempt: Attempt, hooks: dict[str, Any]) -> None:
    """Run an example and tell the attempt of it; `hooks` are pytest-bdd's that somebody listens to.

    Raises what the first failing step, or else the first failing or skipping hook, raised.
    """
    __tracebackhide__ = True
    if item.pickle.vacuous:
        raise NotAutomatedError(f"{item.pickle.vacuous} proves nothing")
    _Scenario(item, request, attempt, hooks).run()


def match_only(item: pytest.Item, attempt: Attempt) -> None:
    """Fail where a step has not its one definition, and skip otherwise: nothing was proved."""
    __tracebackhide__ = True
    case = attempt.case
    if case.pickle.vacuous:
        raise NotAutomatedError(f"{case.pickle.vacuous} proves nothing")
    attempt.leave_out(case.end)
    for number, matches in enumerate(case.matches):
        if len(matches) != 1:
            raise unmatched(item, case.pickle, case.matches, number)
    pytest.skip("dry run: every step has its definition")


class _Scenario:
    """An example that runs; `error` is what ended it, a failure before anything that only skips."""

    def __init__(
        self, item: ScenarioItem, request: pytest.FixtureRequest, attempt: Attempt, hooks: dict[str, Any]
    ) -> None:
        self._item, self._request, self._attempt, self._hooks = item, request, attempt, hooks
        self._told: dict[str, Any] = {}
        self._bdd_steps: list[Any] = [None] * len(item.pickle.steps)
        if hooks:
            feature = adapter.bdd_feature(item.document, str(item.path))
            scenario = adapter.bdd_scenario(feature, item.pickle)
            self._told = {"request": request, "feature": feature, "scenario": scenario}
            self._bdd_steps = scenario.steps
        self._stepper = Stepper(request, hooks, self._told)
        self._pictures = request.config.stash[PROJECT].settings.screenshots
        self._error: BaseException | None = None

    def run(self) -> None:
        __tracebackhide__ = True
        case, attempt = self._attempt.case, self._attempt
        for hook in case.before:
            if self._error is None:
                self._guarded(self._call_hook, hook)
            else:
                attempt.leave_out(attempt.position + 1, skipped=True)
        if self._error is None:
            self._run_steps()
        attempt.leave_out(case.first_after, skipped=self._is_skipped())
        for hook in case.after:
            self._guarded(self._call_hook, hook)
        if self._error is not None:
            raise self._error

    def _run_steps(self) -> None:
        """Run the steps up to the first that does not pass; a listener that fails counts as the first step."""
        __tracebackhide__ = True
        if "before_scenario" in self._hooks:
            try:
                self._hooks["before_scenario"](**self._told)
            except BaseException as error:
                self._attempt.begin()
                self._end(error)
                return
        try:
            for number, (step, matches) in enumerate(
                zip(self._item.pickle.steps, self._attempt.case.matches, strict=True)
            ):
                if len(matches) == 1:
                    self._guarded(self._stepper.call, step, self._bdd_steps[number], matches[0])
                else:
                    self._guarded(self._refuse, number)
                if self._error is not None:
                    return
        finally:
            self._tell_end()

    def _tell_end(self) -> None:
        __tracebackhide__ = True
        if "after_scenario" in self._hooks:
            try:
                self._hooks["after_scenario"](**self._told)
            except BaseException as error:
                if isinstance(error, ENDS_THE_RUN):
                    raise
                self._keep(error)

    def _guarded(self, call: Callable[..., None], *arguments: Any) -> None:
        """Run the next test step, and tell how it ended."""
        __tracebackhide__ = True
        attempt = self._attempt
        attempt.begin()
        try:
            call(*arguments)
        except BaseException as error:
            self._end(error)
        else:
            if self._pictures:
                illustrate(self._request, attempt)
            attempt.passed()

    def _end(self, error: BaseException) -> None:
        """End the test step that runs with an error, or the whole run where the error asks for that."""
        if isinstance(error, ENDS_THE_RUN):
            raise error
        status, cause = outcome_of(error, self._item)
        if self._pictures:
            illustrate(self._request, self._attempt, failed=status != "SKIPPED")
        self._attempt.ended(status, cause)
        self._attempt.told.append(error)
        self._keep(error)

    def _keep(self, error: BaseException) -> None:
        """Keep the error that tells most: the first, unless that only skipped."""
        if self._error is None or (self._is_skipped() and outcome_of(error, self._item)[0] != "SKIPPED"):
            self._error = error
        elif outcome_of(error, self._item)[0] != "SKIPPED":
            self._error.add_note(f"and then {type(error).__name__} in a hook after it: {error}")

    def _is_skipped(self) -> bool:
        return self._error is not None and outcome_of(self._error, self._item)[0] == "SKIPPED"

    def _call_hook(self, hook: Hook) -> None:
        __tracebackhide__ = True
        self._stepper.function(hook.function, {name: self._request.getfixturevalue(name) for name in hook.parameters})

    def _refuse(self, number: int) -> None:
        """Say of all steps that have not their one definition what is wrong."""
        __tracebackhide__ = True
        problem = unmatched(self._item, self._item.pickle, self._attempt.case.matches, number)
        lookup = self._hooks.get("step_func_lookup_error")
        if lookup:
            lookup(step=self._bdd_steps[number], exception=problem, **self._told)
        raise problem
