"""What an expression of Python is known to give without running it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterable, Iterator, Mapping

    from specbook.step_index.definitions import Keyword, Pattern
    from specbook.step_index.scopes import Module, Scope


@dataclass(frozen=True, slots=True)
class Text:
    """A string; a piece that is None may be anything."""

    pieces: tuple[str | None, ...]

    @property
    def known(self) -> str | None:
        return None if None in self.pieces else "".join(piece or "" for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Plain:
    """A number, a truth value, None, or bytes."""

    value: object


@dataclass(frozen=True, slots=True)
class Name:
    """Something from outside of the project, by its whole name, such as `pytest_bdd.given`."""

    dotted: str


@dataclass(frozen=True, slots=True, eq=False)
class Code:
    """A function of the project, and where the names in it are looked up."""

    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    scope: Scope


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """A class of the project, by the names in its body."""

    node: ast.ClassDef
    scope: Scope


@dataclass(frozen=True, slots=True, eq=False)
class ModuleValue:
    """A module of the project."""

    module: Module


@dataclass(frozen=True, slots=True)
class Items:
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    values: Mapping[Any, Value]


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an enumeration; one that `is_text` is its value, too, wherever it is not formatted."""

    name: str
    value: Value
    is_text: bool


@dataclass(frozen=True, slots=True, eq=False)
class Partial:
    """A call with some of its arguments."""

    target: Value
    arguments: tuple[Value, ...]
    keywords: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Method:
    """A method of a string."""

    text: Text
    name: str


@dataclass(frozen=True, slots=True)
class Converter:
    """A function that reads a field of the parse library's patterns, with the pattern of its texts."""

    regex: str
    groups: int


@dataclass(frozen=True, slots=True)
class Regex:
    text: Text
    flags: int


@dataclass(frozen=True, slots=True)
class ParserValue:
    """A step parser."""

    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Decorator:
    """What `given(…)` gives; `stacklevel` is how far up it looks for the module that it is for, from 1."""

    keyword: Keyword
    pattern: Pattern
    target_fixture: str = ""
    stacklevel: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class Applied:
    """A decorator of steps applied to a function; `inside` another one, where its module is not looked for."""

    decorator: Decorator
    function: Value
    inside: bool = False


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of several values, or all of them in turn."""

    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """What only running the code would tell; `keywords` are those of step decorators that have a part in it."""

    keywords: frozenset[Keyword] = field(default_factory=frozenset)


Value = (
    Text
    | Plain
    | Name
    | Code
    | Body
    | ModuleValue
    | Items
    | Table
    | Member
    | Partial
    | Method
    | Regex
    | Converter
    | ParserValue
    | Decorator
    | Applied
    | OneOf
    | Unknown
)
ANYTHING = Text((None,))


def one_of(values: Iterable[Value]) -> Value:
    """Put alternatives together, each once."""
    unique: list[Value] = []
    for value in _flat(values):
        if value not in unique:
            unique.append(value)
    return unique[0] if len(unique) == 1 else OneOf(tuple(unique)) if unique else Unknown()


def _flat(values: Iterable[Value]) -> Iterator[Value]:
    for value in values:
        yield from _flat(value.values) if isinstance(value, OneOf) else (value,)
