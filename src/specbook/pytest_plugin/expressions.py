"""Cucumber expressions and regular expressions as step parsers, with parameter types of the project's own."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from specbook.errors import UsageError
from specbook.pytest_plugin import adapter
from specbook.step_patterns.expressions import (
    ParameterTypes,
    UnknownTypeError,
    check_expression,
    expression_finder,
    matched,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from specbook.results.events import Envelope
    from specbook.step_patterns.finders import Finder

_types = ParameterTypes()
_own_types: list[OwnType] = []
_GIVEN_BY_THE_STEP = {"datatable", "docstring"}
_NOT_IN_NAMES = re.compile(r"[][(){}$.|?*+/\\]")


@dataclass(frozen=True, slots=True)
class OwnType:
    """A parameter type that the project defines, with the function that makes its values."""

    type: Any
    function: Callable[..., object]


def parameter_type(
    name: str, pattern: str | re.Pattern[str], *, for_snippets: bool = True, preferred: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Define `{name}` for expressions; the decorated function makes the value from the groups of the pattern.

    Without groups it is given the whole text. `preferred` wins where several types fit a regular expression.
    """
    if _NOT_IN_NAMES.search(name):
        raise UsageError(f"a parameter type cannot be called “{name}”: no name holds any of [](){{}}$.|?*+/\\")
    try:
        re.compile(pattern)
    except re.error as error:
        raise UsageError(f"the pattern of the parameter type “{name}” has a mistake: {error}") from None

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        made = _types.define(name, pattern, function, for_snippets=for_snippets, preferred=preferred)
        _own_types.append(OwnType(made, function))
        return function

    return decorate


def known_types() -> ParameterTypes:
    """Return the parameter types that expressions know by now."""
    return _types


def own_types() -> tuple[OwnType, ...]:
    """Return the parameter types that were defined with `parameter_type`, in order."""
    return tuple(_own_types)


def expression(pattern: str | re.Pattern[str]) -> Expression:
    """Parse steps with a Cucumber expression, such as `I pay {int} euros`, or with a compiled regular expression.

    Its arguments go to the function's first parameters, in order; `datatable` and `docstring` are not counted.
    """
    return Expression(pattern)


@dataclass(frozen=True, slots=True)
class ExpressionMatch:
    """A match of an expression with its arguments."""

    arguments: tuple[Any, ...]

    def positions(self) -> list[Envelope]:
        """Say where the arguments stand, and of which parameter type they are, where they are of a named one."""
        return [_position(argument) for argument in self.arguments]


class Expression(adapter.StepParser):
    """A step parser of pytest-bdd's kind; compiled when it is first needed, when all parameter types are known."""

    def __init__(self, pattern: str | re.Pattern[str]) -> None:
        self.regular = isinstance(pattern, re.Pattern)
        super().__init__(pattern.pattern if isinstance(pattern, re.Pattern) else pattern)
        if not self.regular:
            check_expression(self.name)  # a mistake in it is told where it was made
        self._pattern = pattern
        self._names: tuple[str, ...] = ()

    @cached_property
    def _compiled(self) -> Any:
        return _types.compiled(self._pattern)

    @cached_property
    def unknown_type(self) -> str:
        """The parameter type that nobody has defined; empty where all are known."""
        try:
            self._compiled  # noqa: B018 - it is compiled when it is asked for
        except UnknownTypeError as error:
            return str(error.args[0])
        return ""

    @property
    def finder(self) -> Finder:
        """What finds it, and by which beginning."""
        return expression_finder(self._pattern, self.match_expression)

    def match_expression(self, text: str) -> ExpressionMatch | None:
        arguments = None if self.unknown_type else matched(self._compiled, text)
        return None if arguments is None else ExpressionMatch(tuple(arguments))

    def is_matching(self, name: str) -> bool:
        return self.match_expression(name) is not None

    def parse_arguments(self, name: str) -> dict[str, Any] | None:
        match = self.match_expression(name)
        if match is None:
            return None
        names = self._names or self._bind()
        if len(match.arguments) > len(names):
            raise TypeError(f"“{self.name}” gives {len(match.arguments)} arguments, its function takes {len(names)}")
        return {key: argument.value for key, argument in zip(names, match.arguments, strict=False)}

    def _bind(self) -> tuple[str, ...]:
        """Learn the parameters of the function that this parser was given for."""
        function = adapter.function_of(self)
        parameters = inspect.signature(function).parameters if function else ()
        self._names = tuple(name for name in parameters if name not in _GIVEN_BY_THE_STEP)
        return self._names


def _position(argument: Any) -> Envelope:
    node: Envelope = {"group": _group(argument.group)}
    if argument.parameter_type.name:
        node["parameterTypeName"] = argument.parameter_type.name
    return node


def _group(group: Any) -> Envelope:
    """Describe a group and those in it; one that took no part in the match is empty."""
    node: Envelope = {}
    if group.value is not None:
        node |= {"start": group.start, "value": group.value}
    if group.children:
        node["children"] = [_group(child) for child in group.children]
    return node
