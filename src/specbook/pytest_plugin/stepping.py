"""One step called as pytest-bdd calls it, with its parser, converters, fixtures and hooks; an async one is awaited."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from types import FunctionType
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from specbook.pytest_plugin import adapter
from specbook.pytest_plugin.refusals import NotAutomatedError
from specbook.pytest_plugin.tables import table_for

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    import pytest

    from specbook.model import PickleStep
    from specbook.pytest_plugin.definitions import Match

_RESERVED = {"datatable", "docstring"}
_known: WeakKeyDictionary[Callable[..., Any], Signature] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Signature:
    """What a step function asks for, and how it is called."""

    parameters: tuple[str, ...]
    required: tuple[str, ...]
    is_generator: bool
    is_async: bool
    is_unfit: bool


def signature_of(function: Callable[..., Any]) -> Signature:
    """Read a function's signature, once."""
    known = _known.get(function)
    if known is None:
        known = _quick_signature(function) if isinstance(function, FunctionType) else None
        known = _known[function] = known or _signature(function)
    return known


def _quick_signature(function: FunctionType) -> Signature | None:
    """Read a signature in a tenth of the time that inspect takes, if the function is plain.

    That is one that nothing wraps or marks, and whose parameters are all given by position or by name.
    """
    code = function.__code__
    unusual = code.co_flags & (inspect.CO_VARARGS | inspect.CO_VARKEYWORDS)
    if unusual or code.co_posonlyargcount or code.co_kwonlyargcount or function.__dict__:
        return None
    names, flags = code.co_varnames[: code.co_argcount], code.co_flags
    required = names[: len(names) - len(function.__defaults__ or ())]
    generator, waits = bool(flags & inspect.CO_GENERATOR), bool(flags & inspect.CO_COROUTINE)
    return Signature(names, required, generator, waits, bool(flags & inspect.CO_ASYNC_GENERATOR))


def _signature(function: Callable[..., Any]) -> Signature:
    parameters = inspect.signature(function).parameters
    usual = inspect.Parameter.POSITIONAL_OR_KEYWORD
    required = (name for name, one in parameters.items() if one.kind == usual and one.default is one.empty)
    generator, waits = inspect.isgeneratorfunction(function), inspect.iscoroutinefunction(function)
    return Signature(tuple(parameters), tuple(required), generator, waits, inspect.isasyncgenfunction(function))


class Stepper:
    """Calls the steps of one scenario."""

    def __init__(self, request: pytest.FixtureRequest, hooks: dict[str, Any], told: dict[str, Any]) -> None:
        self._request = request
        self._hooks = hooks
        self._told = told
        self._runner: asyncio.Runner | None = None

    def call(self, step: PickleStep, bdd_step: Any, match: Match) -> None:
        """Call a step's function, with the hooks around it that somebody listens to."""
        __tracebackhide__ = True
        function = match.definition.step_func
        signature = signature_of(function)
        if self._hooks:
            self._call_and_tell(step, bdd_step, match, signature)
        else:
            self._provide(match, self._value(function, signature, self._arguments(step, match, signature)))

    def _call_and_tell(self, step: PickleStep, bdd_step: Any, match: Match, signature: Signature) -> None:
        __tracebackhide__ = True
        function = match.definition.step_func
        told: dict[str, Any] = {**self._told, "step": bdd_step, "step_func": function, "step_func_args": {}}
        self._tell("before_step", told)
        try:
            arguments = self._arguments(step, match, signature)
            told["step_func_args"] = arguments
            self._tell("before_step_call", told)
            value = self._value(function, signature, arguments)
        except (Exception, adapter.Failed) as error:
            self._tell("step_error", told | {"exception": error})
            raise
        self._provide(match, value)
        self._tell("after_step", told)

    def _provide(self, match: Match, value: Any) -> None:
        if match.definition.target_fixture is not None:
            adapter.inject_fixture(self._request, match.definition.target_fixture, value)

    def function(self, function: Callable[..., Any], arguments: dict[str, Any]) -> None:
        """Call a hook's function; an async one is waited for."""
        __tracebackhide__ = True
        if inspect.iscoroutinefunction(function):
            self._loop().run(function(**arguments))
        else:
            adapter.call_fixture_func(function, self._request, arguments)

    def _tell(self, name: str, told: dict[str, Any]) -> None:
        __tracebackhide__ = True
        hook = self._hooks.get(name)
        if hook:
            hook(**told)

    def _arguments(self, step: PickleStep, match: Match, signature: Signature) -> dict[str, Any]:
        """Collect what the function asks for: from the step's text, its table or doc string, and from fixtures."""
        __tracebackhide__ = True
        parsed = match.values(step.text)
        if _RESERVED & parsed.keys():
            raise adapter.StepImplementationError(
                f"“{step.text}” gives an argument the name {min(_RESERVED & parsed.keys())}, which is the step's own"
            )
        convert = match.definition.converters
        arguments = {
            name: convert[name](value) if name in convert else value
            for name, value in parsed.items()
            if name in signature.parameters
        }
        if step.data_table and "datatable" in signature.parameters:
            arguments["datatable"] = table_for(step.data_table, match.definition.step_func)
        if step.doc_string and "docstring" in signature.parameters:
            arguments["docstring"] = step.doc_string.content
        for name in signature.required:
            if name not in arguments:
                arguments[name] = self._request.getfixturevalue(name)
        return arguments

    def _value(self, function: Callable[..., Any], signature: Signature, arguments: dict[str, Any]) -> Any:
        __tracebackhide__ = True
        if signature.is_async:
            return self._loop().run(function(**arguments))
        if signature.is_generator:
            return adapter.call_fixture_func(function, self._request, arguments)
        if signature.is_unfit:
            refuse_async(function)
        return function(**arguments)

    def _loop(self) -> asyncio.Runner:
        if self._runner is None:
            import asyncio

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
