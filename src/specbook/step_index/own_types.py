"""The parameter types of a project, as its source defines them, and the expressions that ask for others."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from specbook.errors import ParseError
from specbook.step_index.definitions import Pattern
from specbook.step_index.parsers import ANY, NONE
from specbook.step_index.patterns import finder_of
from specbook.step_patterns.expressions import ParameterTypes, UnknownTypeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specbook.step_index.definitions import StepDefinition, StepModule
    from specbook.step_patterns.finders import Finder


@dataclass(frozen=True)
class KnownTypes:
    """The types that some modules define; one of which no more is known than that it is there may be any."""

    modules: tuple[StepModule, ...]

    @property
    def types(self) -> ParameterTypes:
        return self._defined[0]

    @property
    def problems(self) -> tuple[ParseError, ...]:
        """What keeps a type from being defined, such as another one of its name."""
        return self._defined[1]

    def finder(self, pattern: Pattern) -> tuple[Finder, bool]:
        """Return what finds a pattern, and whether it finds just what a run does."""
        try:
            return finder_of(pattern, self.types), True
        except UnknownTypeError as error:
            shape = ANY if self._may_be_defined(str(error.args[0])) else NONE
            return finder_of(Pattern(pattern.parser, pattern.text, open=True, shape=shape), self.types), False

    def unknown(self, definitions: Iterable[StepDefinition]) -> Iterator[ParseError]:
        """Tell of each expression with a type that nobody defines, which a run leaves out."""
        for one in definitions:
            if one.pattern.parser == "expression" and not one.pattern.open:
                try:
                    finder_of(one.pattern, self.types)
                except UnknownTypeError as error:
                    if not self._may_be_defined(str(error.args[0])):
                        message = f"“{one.text}” is left out: no parameter type “{error.args[0]}” is defined"
                        yield ParseError(one.uri, one.line, one.column, message)

    def _may_be_defined(self, name: str) -> bool:
        return any(one.name in {"", name} for module in self.modules for one in module.types if not one.regex)

    @cached_property
    def _defined(self) -> tuple[ParameterTypes, tuple[ParseError, ...]]:
        types, problems = ParameterTypes(), []
        for module in self.modules:
            for one in module.types:
                try:
                    if one.regex:
                        flags = {"for_snippets": one.for_snippets, "preferred": one.preferred}
                        types.define(one.name, one.regex, lambda *values: values, **flags)
                except Exception as error:
                    problems.append(ParseError(module.uri, one.line, 1, " ".join(str(error).split())))
        return types, tuple(problems)
