"""Where names are given their values in a file of Python: in its module, its classes and its functions."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from specbook.step_index.values import Value

Kind = Literal["module", "class", "function"]
How = Literal["value", "element", "added", "import", "code", "class", "opaque"]


@dataclass(frozen=True, slots=True)
class Binding:
    """One place where a name is given a value; `certain` tells that nothing decides whether it is.

    `path` leads to the part of a value that is meant where several names are given values at once. An `element` is one
    of a value, as in a loop; what is `added` comes after what the name was given before.
    """

    line: int
    how: How
    node: ast.AST
    certain: bool
    path: tuple[int, ...] = ()


@dataclass(slots=True, eq=False)
class Scope:
    """A body of code with the names in it; `given` are the arguments of a call that is looked into."""

    kind: Kind
    bindings: dict[str, list[Binding]]
    module: Module
    parent: Scope | None = None
    given: Mapping[str, Value] = field(default_factory=dict)

    def inner(self, kind: Kind, body: Iterable[ast.stmt], given: Mapping[str, Value] | None = None) -> Scope:
        """Make the scope of a class or a function in this one."""
        return Scope(kind, bindings_of(body), self.module, self, given or {})

    def with_names(self, given: Mapping[str, Value]) -> Scope:
        """Make the scope of a turn of a loop, in which some names have a value of their own."""
        bindings = {name: found for name, found in self.bindings.items() if name not in given}
        return Scope(self.kind, bindings, self.module, self.parent, {**self.given, **given})

    @property
    def outer(self) -> Scope | None:
        """The scope that a name is looked up in next; a class's own names are not seen in its functions."""
        scope = self.parent
        while scope and scope.kind == "class":
            scope = scope.parent
        return scope


@dataclass(slots=True, eq=False)
class Module:
    """A file of the project, by the dotted name that it is imported by; `stars` is what it imports all names of.

    `asked` are the modules that were looked for to understand it.
    """

    uri: str
    name: str
    tree: ast.Module
    scope: Scope = field(init=False)
    stars: tuple[ast.ImportFrom, ...] = ()
    asked: dict[str, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.scope = Scope("module", bindings_of(self.tree.body), self)
        self.stars = tuple(_stars(self.tree.body))

    @property
    def package(self) -> str:
        return self.name if self.uri.endswith("__init__.py") else self.name.rpartition(".")[0]

    def absolute(self, node: ast.ImportFrom) -> str:
        """Return the dotted name that an import means, relative ones included."""
        if not node.level:
            return node.module or ""
        package = self.package
        for _ in range(node.level - 1):
            package = package.rpartition(".")[0]
        return ".".join(filter(None, [package, node.module]))


def bindings_of(body: Iterable[ast.stmt]) -> dict[str, list[Binding]]:
    """Collect the names that some code gives values to, in its order, without those of functions and classes in it."""
    found: dict[str, list[Binding]] = {}
    for name, binding in _bindings(body, certain=True):
        found.setdefault(name, []).append(binding)
    return found


def _bindings(body: Iterable[ast.stmt], *, certain: bool) -> Iterator[tuple[str, Binding]]:
    for node in body:
        yield from _own(node, certain=certain)
        for block, is_certain in blocks(node):
            yield from _bindings(block, certain=certain and is_certain)


def _own(node: ast.stmt, *, certain: bool) -> Iterator[tuple[str, Binding]]:
    """Yield what a statement itself gives values to."""
    line = node.lineno
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        how: How = "class" if isinstance(node, ast.ClassDef) else "code"
        yield node.name, Binding(line, how, node, certain)
    elif isinstance(node, ast.Import | ast.ImportFrom):
        names = (alias.asname or alias.name.partition(".")[0] for alias in node.names)
        yield from ((name, Binding(line, "import", node, certain)) for name in names if name != "*")
    elif isinstance(node, ast.AugAssign):
        how = "added" if certain and isinstance(node.op, ast.Add) else "opaque"
        yield from _targets(node.target, node.value, how, line, certain=True)
    else:
        for target, value, kind in _assigned(node):
            yield from _targets(target, value, kind, line, certain=certain)


def _assigned(node: ast.stmt) -> Iterator[tuple[ast.expr, ast.expr, How]]:
    """Yield what a statement assigns to, with what it assigns, and how."""
    if isinstance(node, ast.Assign):
        yield from ((target, node.value, "value") for target in node.targets)
    elif isinstance(node, ast.AnnAssign) and node.value is not None:
        yield node.target, node.value, "value"
    elif isinstance(node, ast.For | ast.AsyncFor):
        yield node.target, node.iter, "element"
    elif isinstance(node, ast.With | ast.AsyncWith):
        named = ((item.optional_vars, item.context_expr) for item in node.items)
        yield from ((target, value, "opaque") for target, value in named if target is not None)


def _targets(
    target: ast.expr, value: ast.expr, how: How, line: int, *, certain: bool, path: tuple[int, ...] = ()
) -> Iterator[tuple[str, Binding]]:
    if isinstance(target, ast.Name):
        yield target.id, Binding(line, how, value, certain, path)
    elif isinstance(target, ast.Tuple | ast.List):
        starred = any(isinstance(element, ast.Starred) for element in target.elts)
        for number, element in enumerate(target.elts):
            inner: How = "opaque" if starred else how
            yield from _targets(element, value, inner, line, certain=certain, path=(*path, number))
    elif isinstance(target, ast.Starred):
        yield from _targets(target.value, value, "opaque", line, certain=certain, path=path)


def blocks(node: ast.stmt) -> Iterator[tuple[list[ast.stmt], bool]]:
    """Yield the blocks of a statement, each with whether it is run for certain."""
    if isinstance(node, ast.With | ast.AsyncWith):
        yield node.body, True
    elif isinstance(node, ast.If | ast.For | ast.AsyncFor | ast.While):
        yield node.body, False
        yield node.orelse, False
    elif isinstance(node, ast.Try | ast.TryStar):
        yield node.body, False
        yield from ((handler.body, False) for handler in node.handlers)
        yield node.orelse, False
        yield node.finalbody, True
    elif isinstance(node, ast.Match):
        yield from ((case.body, False) for case in node.cases)


def _stars(body: Iterable[ast.stmt]) -> Iterator[ast.ImportFrom]:
    for node in body:
        if isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
            yield node
        for block, _ in blocks(node):
            yield from _stars(block)
