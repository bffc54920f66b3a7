"""Examples that a suite's own `scenarios()` run: pytest-bdd tells what happens in them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

from specbook.pytest_plugin.illustrating import illustrate
from specbook.pytest_plugin.outcomes import ENDS_THE_RUN, outcome_of
from specbook.pytest_plugin.state import ATTEMPT
from specbook.pytest_plugin.stepping import Stepper, refuse_async

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from specbook.pytest_plugin.attempts import Attempt
    from specbook.pytest_plugin.scenario_hooks import Hook


class BoundScenarios:
    """Listens to pytest-bdd; of the examples that Specbook runs itself it is told nothing."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_bdd_before_scenario(self, request: pytest.FixtureRequest) -> None:
        attempt = _attempt_of(request)
        if not attempt:
            return
        for hook in attempt.case.before:
            error = _called(attempt, request, hook)
            if error is not None:
                # pytest-bdd will not say that this scenario ended.
                _all_called(attempt, request, attempt.case.after)
                raise error

    @pytest.hookimpl(tryfirst=True)
    def pytest_bdd_before_step(self, request: pytest.FixtureRequest) -> None:
        attempt = _attempt_of(request)
        if attempt and attempt.position < attempt.case.first_after:
            attempt.begin()

    @pytest.hookimpl(tryfirst=True)
    def pytest_bdd_step_func_lookup_error(self, request: pytest.FixtureRequest, exception: Exception) -> None:
        attempt = _attempt_of(request)
        if attempt and attempt.position < attempt.case.first_after:
            attempt.begin()
            _tell(attempt, request.node, exception)

    def pytest_bdd_before_step_call(self, step_func: Callable[..., object]) -> None:
        refuse_async(step_func)

    @pytest.hookimpl(tryfirst=True)
    def pytest_bdd_after_step(self, request: pytest.FixtureRequest) -> None:
        attempt = _attempt_of(request)
        if attempt and attempt.running:
            illustrate(request, attempt)
            attempt.passed()

    @pytest.hookimpl(trylast=True)
    def pytest_bdd_after_scenario(self, request: pytest.FixtureRequest) -> None:
        """End the step that an exception has left running, then call the hooks after the scenario."""
        attempt = _attempt_of(request)
        if not attempt:
            return
        error = sys.exc_info()[1]
        if isinstance(error, ENDS_THE_RUN):
            return
        if error is not None and attempt.running:
            illustrate(request, attempt, failed=True)
            _tell(attempt, request.node, error)
        if error is not None:
            attempt.leave_out(attempt.case.first_after, skipped=outcome_of(error, request.node)[0] == "SKIPPED")
        elif attempt.position < attempt.case.first_after:
            return
        errors = _all_called(attempt, request, attempt.case.after)
        if errors and error is None:
            raise errors[0]


def _attempt_of(request: pytest.FixtureRequest) -> Attempt | None:
    """Return the attempt at a bound example; None for what Specbook runs, or does not record."""
    return None if hasattr(request.node, "pickle") else request.node.stash.get(ATTEMPT, None)


def _tell(attempt: Attempt, item: Any, error: BaseException) -> None:
    attempt.ended(*outcome_of(error, item))
    attempt.told.append(error)


def _all_called(attempt: Attempt, request: pytest.FixtureRequest, hooks: Iterable[Hook]) -> list[BaseException]:
    """Call some hooks, each whatever the others did; return what they raised."""
    attempt.leave_out(attempt.case.first_after, skipped=True)
    return [error for error in [_called(attempt, request, hook) for hook in hooks] if error is not None]


def _called(attempt: Attempt, request: pytest.FixtureRequest, hook: Hook) -> BaseException | None:
    attempt.begin()
    try:
        Stepper(request, {}, {}).function(
            hook.function, {name: request.getfixturevalue(name) for name in hook.parameters}
        )
    except BaseException as error:
        if isinstance(error, ENDS_THE_RUN):
            raise
        _tell(attempt, request.node, error)
        return error
    attempt.passed()
    return None
