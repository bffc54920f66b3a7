"""Expressions of Python evaluated as far as that needs no running: constants, imports, and calls that are known."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from specbook.step_index import paths
from specbook.step_index.calls import called
from specbook.step_index.constants import constant, formatted, keywords_in, operated, part, pieces_of
from specbook.step_index.values import (
    Body,
    Code,
    Converter,
    Items,
    Member,
    Method,
    ModuleValue,
    Name,
    Plain,
    Table,
    Text,
    Unknown,
    one_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from specbook.step_index.scopes import Binding, Module, Scope
    from specbook.step_index.values import Value

# What `from … import *` of these brings along.
_STARS = {
    "pytest_bdd": {"given", "when", "then", "step", "scenario", "scenarios"},
    "specbook": {"expression", "parameter_type"},
    "pytest_bdd.parsers": {"string", "parse", "cfparse", "re"},
}
_BUILTINS = {"__import__", "str", "int", "float", "dict", "getattr", "tuple", "list"}
_LAST = 10**9
_DEEPEST = 60


class Evaluator:
    """Evaluates what stands in the modules of a project, which `module` finds by their dotted names."""

    def __init__(self, module: Callable[[str], Module | None]) -> None:
        self._file = module
        self._depth = 0
        self._known: dict[tuple[Scope, str, Binding], Value] = {}

    def value(self, node: ast.expr | None, scope: Scope, line: int = _LAST) -> Value:
        """Evaluate an expression that stands on a line of a scope."""
        if node is None or self._depth > _DEEPEST:
            return Unknown()
        self._depth += 1
        try:
            return self._value(node, scope, line)
        finally:
            self._depth -= 1

    def name(self, name: str, scope: Scope, line: int = _LAST) -> Value:
        """Look a name up, as it is on a line of a scope."""
        current: Scope | None = scope
        while current:
            if name in current.given:
                return current.given[name]
            bindings = current.bindings.get(name)
            if bindings:
                return self._bound(bindings, current, name, line if current is scope else _LAST)
            current = current.outer
        return self._starred(name, scope.module)

    def attribute(self, value: Value, name: str, asking: Module) -> Value:
        """Look up an attribute, for code of a module."""
        if isinstance(value, ModuleValue):
            inner = value.module.scope.bindings.get(name)
            found = self.name(name, value.module.scope)
            known = inner or not isinstance(found, Unknown)
            return found if known else self._imported(f"{value.module.name}.{name}", value.module)
        if isinstance(value, Name):
            return self._imported(f"{value.dotted}.{name}", asking)
        if isinstance(value, Body):
            return self._class_attribute(value, name)
        if isinstance(value, Member) and name in {"value", "name"}:
            return value.value if name == "value" else Text((value.name,))
        if isinstance(value, Text):
            return paths.attribute(value, name) or Method(value, name)
        return Unknown(keywords_in(value))

    def _value(self, node: ast.expr, scope: Scope, line: int) -> Value:
        if isinstance(node, ast.Constant):
            return Text((node.value,)) if isinstance(node.value, str) else Plain(node.value)
        if isinstance(node, ast.Name):
            return self.name(node.id, scope, line)
        if isinstance(node, ast.Attribute):
            return self.attribute(self.value(node.value, scope, line), node.attr, scope.module)
        if isinstance(node, ast.Call):
            return called(self, node, scope, line)
        if isinstance(node, ast.JoinedStr):
            pieces = [piece for part in node.values for piece in self._formatted(part, scope, line)]
            return Text(tuple(pieces) or ("",))
        return self._composed(node, scope, line)

    def _composed(self, node: ast.expr, scope: Scope, line: int) -> Value:
        if isinstance(node, ast.BinOp):
            return operated(node.op, self.value(node.left, scope, line), self.value(node.right, scope, line))
        if isinstance(node, ast.Tuple | ast.List | ast.Set):
            return Items(tuple(self.value(element, scope, line) for element in node.elts))
        if isinstance(node, ast.Dict):
            return self._table(node, scope, line)
        if isinstance(node, ast.Subscript):
            return part(self.value(node.value, scope, line), self.value(node.slice, scope, line))
        if isinstance(node, ast.Lambda):
            return Code(node, scope)
        if isinstance(node, ast.IfExp):
            return one_of([self.value(node.body, scope, line), self.value(node.orelse, scope, line)])
        if isinstance(node, ast.NamedExpr | ast.Starred):
            return self.value(node.value, scope, line)
        inner = (self.value(part, scope, line) for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr))
        return Unknown(frozenset().union(*map(keywords_in, inner)))

    def _formatted(self, part: ast.expr, scope: Scope, line: int) -> Iterator[str | None]:
        """Yield the pieces of a part of an f-string."""
        if not isinstance(part, ast.FormattedValue):
            yield from pieces_of(self.value(part, scope, line))
            return
        value = self.value(part.value, scope, line)
        if part.format_spec is None and part.conversion in {-1, 115} and isinstance(value, Text):
            yield from value.pieces
            return
        spec = self.value(part.format_spec, scope, line) if part.format_spec else Text(("",))
        plain = constant(value)
        shown = spec.known if isinstance(spec, Text) else None
        yield None if plain is None or shown is None else formatted(plain[0], part.conversion, shown)

    def _class_attribute(self, body: Body, name: str) -> Value:
        bindings = body.scope.bindings.get(name)
        if not bindings:
            return Unknown()
        found = self._bound(bindings, body.scope, name, _LAST)
        bases = [self.value(base, body.scope.parent or body.scope) for base in body.node.bases]
        kinds = {base.dotted for base in bases if isinstance(base, Name)}
        if not any(kind.startswith("enum.") for kind in kinds) or isinstance(found, Code):
            return found
        return Member(name, found, is_text=bool(kinds & {"builtins.str", "enum.StrEnum"}))

    def _table(self, node: ast.Dict, scope: Scope, line: int) -> Value:
        values: dict[object, Value] = {}
        for key, value in zip(node.keys, node.values, strict=True):
            known = constant(self.value(key, scope, line)) if key else None
            if known is None:
                return Unknown()
            values[known[0]] = self.value(value, scope, line)
        return Table(values)

    def _bound(self, bindings: list[Binding], scope: Scope, name: str, line: int) -> Value:
        """Evaluate what a name is given before a line: by the last binding, or by several where it depends."""
        before = [binding for binding in bindings if binding.line < line] or bindings
        candidates: list[Value] = []
        for number, binding in reversed(list(enumerate(before))):
            value = self._binding(binding, scope, name)
            if binding.how == "added" and number:
                value = operated(ast.Add(), self._bound(before[:number], scope, name, line), value)
            candidates.append(value)
            if binding.certain:
                break
        known = [value for value in candidates if not isinstance(value, Unknown) and value != Plain(None)]
        return one_of(known or candidates)

    def _binding(self, binding: Binding, scope: Scope, name: str) -> Value:
        key = (scope, name, binding)
        if key not in self._known:
            self._known[key] = Unknown()  # where a name is made of itself
            self._known[key] = self._evaluated(binding, scope, name)
        return self._known[key]

    def _evaluated(self, binding: Binding, scope: Scope, name: str) -> Value:
        node = binding.node
        if isinstance(node, ast.ClassDef):
            return Body(node, scope.inner("class", node.body))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            made = (self.value(decorator, scope, node.lineno) for decorator in node.decorator_list)
            return next((one for one in made if isinstance(one, Converter)), Code(node, scope))
        if isinstance(node, ast.Import | ast.ImportFrom):
            return self._import(node, scope.module, name)
        if binding.how == "opaque" or not isinstance(node, ast.expr):
            involved = self.value(node, scope, binding.line) if isinstance(node, ast.expr) else Unknown()
            return Unknown(keywords_in(involved))
        value = self.value(node, scope, binding.line)
        if binding.how == "element":
            value = one_of(value.values) if isinstance(value, Items) else Unknown(keywords_in(value))
        for number in binding.path:
            value = part(value, Plain(number))
        return value

    def _import(self, node: ast.Import | ast.ImportFrom, module: Module, name: str) -> Value:
        for alias in node.names:
            if name != (alias.asname or alias.name.partition(".")[0]):
                continue
            if isinstance(node, ast.Import):
                return self._imported(alias.name if alias.asname else name, module)
            dotted = module.absolute(node)
            known = self._module(dotted, module)
            if known:
                return self.attribute(ModuleValue(known), alias.name, module)
            return self._imported(f"{dotted}.{alias.name}", module)
        return Unknown()

    def _module(self, dotted: str, asking: Module) -> Module | None:
        asking.asked[dotted] = None
        return self._file(dotted)

    def _imported(self, dotted: str, asking: Module) -> Value:
        known = self._module(dotted, asking)
        if known:
            return ModuleValue(known)
        head, _, name = dotted.rpartition(".")
        flag = getattr(re, name, None) if head == "re" else None
        return Plain(int(flag)) if isinstance(flag, re.RegexFlag) else Name(dotted)

    def _starred(self, name: str, module: Module) -> Value:
        """Look up a name that no code of a module gives a value to."""
        for star in module.stars:
            dotted = module.absolute(star)
            known = self._module(dotted, module)
            if known and known is not module:
                found = self.name(name, known.scope)
                if not isinstance(found, Unknown):
                    return found
            elif name in _STARS.get(dotted, ()):
                return Name(f"{dotted}.{name}")
        if name == "__file__":
            return paths.file_of(module.uri)
        return Name(f"builtins.{name}") if name in _BUILTINS else Unknown()
