"""One example run: every step through its one step definition, async ones in an event loop of the scenario."""

from __future__ import annotations

import asyncio
import functools
import inspect
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from specbook.pytest_plugin import adapter

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from specbook.model import PickleStep
    from specbook.pytest_plugin.collecting import ScenarioItem


class NotAutomatedError(Exception):
    """An example that cannot run as it stands: nothing in it, or a step without its one definition."""


class AmbiguousStepError(NotAutomatedError):
    """A step that several step definitions match equally well."""


class UndefinedStepError(adapter.StepDefinitionNotFoundError, NotAutomatedError):
    """A step that no step definition matches."""


def run_scenario(item: ScenarioItem, request: pytest.FixtureRequest) -> None:
    """Run the steps of one example in order, with pytest-bdd's hooks around them."""
    __tracebackhide__ = True
    if item.pickle.vacuous:
        raise NotAutomatedError(f"{item.pickle.vacuous} proves nothing")
    feature = adapter.bdd_feature(item.document, str(item.path))
    scenario = adapter.bdd_scenario(feature, item.pickle)
    hooks: dict[str, Any] = {"request": request, "feature": feature, "scenario": scenario}
    loops = _Loops(request)
    request.config.hook.pytest_bdd_before_scenario(**hooks)
    try:
        for step, bdd_step, matching in zip(item.pickle.steps, scenario.steps, item.definitions, strict=True):
            if len(matching) != 1:
                problem = _unmatched(step, matching)
                request.config.hook.pytest_bdd_step_func_lookup_error(step=bdd_step, exception=problem, **hooks)
                raise problem
            adapter.execute(request, scenario, bdd_step, loops.synchronous(matching[0]))
    finally:
        request.config.hook.pytest_bdd_after_scenario(**hooks)


class _Loops:
    """The event loop of one scenario, made when its first async step needs it."""

    def __init__(self, request: pytest.FixtureRequest) -> None:
        self._request = request
        self._runner: asyncio.Runner | None = None

    def synchronous(self, definition: adapter.Definition) -> adapter.Definition:
        """Return the definition, an async one wrapped so that calling it waits for its end."""
        function = definition.step_func
        if not inspect.iscoroutinefunction(function):
            return definition

        @functools.wraps(function)
        def wait(*args: object, **kwargs: object) -> object:
            __tracebackhide__ = True
            return self._loop().run(function(*args, **kwargs))

        return replace(definition, step_func=wait)

    def _loop(self) -> asyncio.Runner:
        if self._runner is None:
            self._runner = asyncio.Runner()
            self._request.addfinalizer(self._runner.close)
        return self._runner


def refuse_async(step_func: Callable[..., object]) -> None:
    """Fail in a step that would only be called, never waited for: it would pass without being run."""
    name = getattr(step_func, "__name__", "this step definition")
    if inspect.isasyncgenfunction(step_func):
        raise NotAutomatedError(f"{name}: an async step definition cannot yield")
    if inspect.iscoroutinefunction(step_func):
        raise NotAutomatedError(
            f"{name}: scenarios() does not wait for an async step definition; let Specbook collect the spec itself"
        )


def _unmatched(step: PickleStep, matching: tuple[adapter.Definition, ...]) -> NotAutomatedError:
    if matching:
        patterns = "\n".join(f"  {definition.parser.name}" for definition in matching)
        return AmbiguousStepError(f"{len(matching)} step definitions match “{step.text}”:\n{patterns}")
    decorator = adapter.STEP_TYPES.get(step.type, "step")
    return UndefinedStepError(
        f"no step definition matches “{step.text}”\nYou can begin with:\n\n"
        f"@{decorator}({step.text!r})\ndef _():\n    raise NotImplementedError"
    )
