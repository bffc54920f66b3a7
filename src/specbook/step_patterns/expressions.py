"""Cucumber expressions and the parameter types that they know."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cucumber_expressions.errors import UndefinedParameterTypeError
from cucumber_expressions.expression import CucumberExpression
from cucumber_expressions.expression_generator import CucumberExpressionGenerator
from cucumber_expressions.parameter_type import ParameterType
from cucumber_expressions.parameter_type_registry import ParameterTypeRegistry
from cucumber_expressions.regular_expression import RegularExpression

from specbook.step_patterns.finders import Finder, ascii_ending, longest_piece

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


_NOT_LITERAL = re.compile(r"\\.|\{[^}]*\}|\([^)]*\)")


class UnknownTypeError(LookupError):
    """A parameter type that an expression asks for and nobody has defined; its only argument is the name."""


class ParameterTypes:
    """The parameter types of a project, those that are there from the start among them."""

    def __init__(self) -> None:
        self._registry: Any = ParameterTypeRegistry()

    def define(
        self,
        name: str,
        pattern: str | re.Pattern[str],
        read: Callable[..., object],
        *,
        for_snippets: bool = True,
        preferred: bool = False,
    ) -> Any:
        """Define a type, whose values `read` makes; return it as Cucumber's library has it."""
        made = ParameterType(name, pattern, object, read, for_snippets, preferred)
        self._registry.define_parameter_type(made)
        return made

    def compiled(self, pattern: str | re.Pattern[str]) -> Any:
        """Compile an expression, or a regular expression whose groups are of these types.

        Raises UnknownTypeError; and what Cucumber's library raises for a mistake in an expression.
        """
        if isinstance(pattern, re.Pattern):
            return RegularExpression(pattern, self._registry)
        try:
            return CucumberExpression(pattern, self._registry)
        except UndefinedParameterTypeError as error:
            raise UnknownTypeError(str(re.findall(r"Undefined parameter type '(.*)'", str(error))[0])) from None

    def generated(self, text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield expressions that would match a text, most specific first, with the names of their types."""
        for generated in CucumberExpressionGenerator(self._registry).generate_expressions(text):
            yield generated.source, tuple(str(one.name) for one in generated.parameter_types)


class _EveryType:
    """Knows every parameter type, so that an expression can be checked before a project has defined its own."""

    def __init__(self) -> None:
        self._known: Any = ParameterTypeRegistry()

    def lookup_by_type_name(self, name: str) -> Any:
        """Return the type of a name, or one that stands in for it."""
        return self._known.lookup_by_type_name(name) or self._known.lookup_by_type_name("")


def check_expression(text: str) -> None:
    """Raise what Cucumber's library raises for a mistake in an expression, whichever types there may be."""
    CucumberExpression(text, _EVERY_TYPE)


def matched(compiled: Any, text: str) -> list[Any] | None:
    """Return the arguments of an expression in a text; None where it does not match."""
    # Asked first: several types that fit a group are a mistake, even with a text that is none of its own.
    if not compiled.tree_regexp.regexp.match(text):
        return None
    arguments: list[Any] | None = compiled.match(text)
    return arguments


def expression_finder(pattern: str | re.Pattern[str], find: Callable[[str], Any]) -> Finder:
    """Find what an expression matches, which `find` does; a word before a `/` or `(` is only one of several."""
    if isinstance(pattern, re.Pattern):
        return Finder(find)
    literal = re.split(r"[{(/\\]", pattern, maxsplit=1)[0]
    if "/" in pattern:
        return Finder(find, literal.rpartition(" ")[0])
    pieces = _NOT_LITERAL.split(pattern)
    # What an optional is attached to, or follows, may stand alone.
    beginning = literal if len(literal) == len(pattern) else literal.rpartition(" ")[0]
    return Finder(find, beginning, ending=ascii_ending(pieces[-1]), inner=longest_piece(pieces))


_EVERY_TYPE = _EveryType()
