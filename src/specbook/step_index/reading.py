"""The step definitions of one file of Python, with what else it brings to a suite."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from specbook.errors import ParseError
from specbook.step_index.bodies import is_empty, is_unwritten, may_object
from specbook.step_index.calls import call, mentioned
from specbook.step_index.constants import constant, part
from specbook.step_index.definitions import HOLE, OwnType, Pattern, StepDefinition, StepFunction, StepModule
from specbook.step_index.parsers import ANY, pattern_of
from specbook.step_index.paths import relative
from specbook.step_index.patterns import fields_of, mistake_in
from specbook.step_index.scopes import blocks
from specbook.step_index.sources import Function, column_of, first_line
from specbook.step_index.values import Applied, Code, Decorator, Items, Name, OneOf, Plain, Regex, Text, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specbook.step_index.definitions import Keyword
    from specbook.step_index.evaluating import Evaluator
    from specbook.step_index.scopes import Module, Scope
    from specbook.step_index.values import Value

# A definition as it is met: its decorator, the function, where the decorator stands, and whether it is in the open.
_Met = tuple[Decorator, "Function | ast.Call", ast.expr, bool, "Scope"]
_BINDING = {f"pytest_bdd{module}.{name}" for module in ("", ".scenario") for name in ("scenario", "scenarios")}
_TYPES = {"specbook.parameter_type", "specbook.pytest_plugin.expressions.parameter_type"}
_MOST_TURNS = 200
_VISITED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.For)
_GIVEN = {"datatable", "docstring", "request", "self"}


class ModuleReader:
    """Reads one module; `folder` is what its scenarios' paths are relative to."""

    def __init__(self, evaluator: Evaluator, module: Module, source: str, folder: str) -> None:
        self._evaluator, self._module, self._folder = evaluator, module, folder
        self._lines = source.removeprefix("\ufeff").split("\n")
        self._met: list[_Met] = []
        self._types: list[OwnType] = []
        self._binds: list[str] = []

    def read(self) -> StepModule:
        """Read it all; which other files were read is for the caller to add."""
        module = self._module
        self._visit(module.tree.body, module.scope, in_the_open=True)
        definitions = tuple(self._definitions())
        problems = tuple(self._problems(definitions))
        stars = tuple(dict.fromkeys(module.absolute(star) for star in module.stars))
        plugins, all_known = self._plugins()
        return StepModule(
            module.uri,
            definitions,
            tuple(self._types),
            problems,
            stars,
            plugins,
            not all_known,
            tuple(dict.fromkeys(self._binds)),
        )

    def _visit(self, body: Iterable[ast.stmt], scope: Scope, *, in_the_open: bool) -> None:
        for node in body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                self._function(node, scope, in_the_open=in_the_open)
            elif isinstance(node, ast.ClassDef):
                self._visit(node.body, scope.inner("class", node.body), in_the_open=False)
            else:
                self._statement(node, scope, in_the_open=in_the_open)

    def _function(self, node: Function, scope: Scope, *, in_the_open: bool) -> None:
        for decorator in node.decorator_list:
            value = self._evaluator.value(decorator, scope, decorator.lineno)
            self._decorated(value, node, decorator, scope, in_the_open=in_the_open)
        if _holds_functions(node.body):
            arguments = node.args
            named = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
            given: dict[str, Value] = {one.arg: Unknown() for one in named}
            given |= {one.arg: Unknown() for one in (arguments.vararg, arguments.kwarg) if one}
            self._visit(node.body, scope.inner("function", node.body, given), in_the_open=False)

    def _decorated(self, value: Value, node: Function, place: ast.expr, scope: Scope, *, in_the_open: bool) -> None:
        """Take in what a decorator, as far as it is known, does with a function."""
        if isinstance(value, OneOf):
            for one in value.values:
                self._decorated(one, node, place, scope, in_the_open=False)
        elif isinstance(value, Decorator):
            self._met.append((value, node, place, _is_seen(value, in_the_open=in_the_open), scope))
        elif isinstance(value, Code):
            found = call(self._evaluator, value, (Code(node, scope),), {})
            if isinstance(found, Applied):
                seen = in_the_open and found.decorator.stacklevel > 1
                self._met.append((found.decorator, node, place, seen, scope))
                others = mentioned(self._evaluator, value) - {found.decorator.keyword}
                self._unknown(Unknown(others), node, place, scope)
            elif isinstance(found, Unknown):
                self._unknown(found, node, place, scope)
        elif isinstance(value, Unknown):
            self._unknown(value, node, place, scope)
        if isinstance(place, ast.Call):
            self._other_call(place, node, scope)

    def _unknown(self, value: Unknown, node: Function, place: ast.expr, scope: Scope) -> None:
        """Take in a decorator of which no more is known than that decorators of steps have a part in it."""
        if value.keywords:
            first = self._evaluator.value(place.args[0], scope) if isinstance(place, ast.Call) and place.args else None
            text = pattern_of(first, certain=False).text if isinstance(first, Text) else HOLE
            pattern = Pattern("unknown", text, open=True, shape=ANY)
            self._met.append((Decorator(_keyword_of(value.keywords), pattern), node, place, False, scope))

    def _statement(self, node: ast.stmt, scope: Scope, *, in_the_open: bool) -> None:
        """Look for definitions in the blocks of a statement, and for calls that matter in the rest of it."""
        if isinstance(node, ast.For) and (turns := list(self._turns(node, scope))):
            for turn in turns:
                self._visit(node.body, turn, in_the_open=in_the_open)
            return
        todo: list[ast.AST] = [node]
        while todo:
            inner = todo.pop(0)
            if inner is not node and isinstance(inner, _VISITED):
                self._visit([inner], scope, in_the_open=in_the_open)
                continue
            if isinstance(inner, ast.Call):
                self._other_call(inner, inner, scope)
                if isinstance(inner.func, ast.Call):
                    self._applied(inner, scope, in_the_open=in_the_open)
            todo.extend(ast.iter_child_nodes(inner))

    def _turns(self, node: ast.For, scope: Scope) -> Iterator[Scope]:
        """Yield the scope of each turn of a loop over what is known; nothing where it is not."""
        value = self._evaluator.value(node.iter, scope, node.lineno)
        targets = node.target.elts if isinstance(node.target, ast.Tuple) else [node.target]
        names = [target.id for target in targets if isinstance(target, ast.Name)]
        if not isinstance(value, Items) or len(names) != len(targets) or len(value.values) > _MOST_TURNS:
            return
        for one in value.values:
            parts = [part(one, Plain(n)) for n in range(len(names))] if isinstance(node.target, ast.Tuple) else [one]
            yield scope.with_names(dict(zip(names, parts, strict=True)))

    def _applied(self, node: ast.Call, scope: Scope, *, in_the_open: bool) -> None:
        """Take in a decorator that is called, as in `given("…")(function)`."""
        value = self._evaluator.value(node, scope, node.lineno)
        if isinstance(value, Applied):
            code = value.function.node if isinstance(value.function, Code) else None
            function = code if isinstance(code, ast.FunctionDef | ast.AsyncFunctionDef) else node
            seen = _is_seen(value.decorator, in_the_open=in_the_open) and not value.inside
            self._met.append((value.decorator, function, node.func, seen, scope))

    def _other_call(self, node: ast.Call, function: Function | ast.Call, scope: Scope) -> None:
        """Take in a call that defines a parameter type, or binds scenarios."""
        inner = node.func if isinstance(node.func, ast.Call) else node
        target = self._evaluator.value(inner.func, scope, node.lineno)
        if not isinstance(target, Name):
            return
        if target.dotted in _TYPES and function is not inner:
            self._types.append(self._own_type(inner, scope, function.lineno))
        elif target.dotted in _BINDING:
            self._binds += self._bound(inner, scope, only_first=target.dotted.endswith("scenario"))

    def _bound(self, node: ast.Call, scope: Scope, *, only_first: bool) -> Iterator[str]:
        """Yield the paths of the specs that a call binds, from the project's root; empty where that is unknown."""
        named = {one.arg: constant(self._evaluator.value(one.value, scope, node.lineno)) for one in node.keywords}
        base = named.get("features_base_dir", (self._folder,))
        known = [constant(self._evaluator.value(one, scope, node.lineno)) for one in node.args]
        known += [named["feature_name"]] if "feature_name" in named else []
        for path in known[:1] if only_first else known:
            if path and base and isinstance(path[0], str) and isinstance(base[0], str):
                yield relative(path[0], relative(base[0], ""))
            else:
                yield ""

    def _own_type(self, node: ast.Call, scope: Scope, line: int) -> OwnType:
        values = [self._evaluator.value(one, scope, node.lineno) for one in node.args]
        named = {one.arg: self._evaluator.value(one.value, scope, node.lineno) for one in node.keywords if one.arg}
        given = {**dict(zip(("name", "pattern"), values, strict=False)), **named}
        pattern = given.get("pattern", Unknown())
        if isinstance(pattern, Regex):
            pattern = pattern.text
        flags = {name: constant(given[name]) for name in ("for_snippets", "preferred") if name in given}
        name, regex = constant(given.get("name", Unknown())), constant(pattern)
        if not name or not regex or None in flags.values():
            return OwnType(str(name[0]) if name else "", "", line)
        known = {key: bool(flag[0]) for key, flag in flags.items() if flag}
        return OwnType(str(name[0]), str(regex[0]), line, **known)

    def _definitions(self) -> Iterator[StepDefinition]:
        known: dict[int, StepFunction] = {}
        filled: dict[int, set[str]] = {}
        for decorator, node, _, _, _ in self._met:
            names = {name for name, _ in fields_of(decorator.pattern, _parameters(node))}
            filled.setdefault(id(node), set()).update(names)
        for decorator, node, place, seen, scope in self._met:
            if id(node) not in known:
                known[id(node)] = self._step_function(node, scope, filled[id(node)])
            function, pattern = known[id(node)], decorator.pattern
            column = max(column_of(self._lines, place.lineno, place.col_offset) - 1, 1)
            values = tuple(fields_of(pattern, function.parameters))
            at = (place.lineno, column, values, decorator.target_fixture)
            yield StepDefinition(function, decorator.keyword, pattern, *at, dynamic=pattern.open or not seen)

    def _step_function(self, node: Function | ast.Call, scope: Scope, filled: set[str]) -> StepFunction:
        end = node.end_lineno or node.lineno
        if isinstance(node, ast.Call):
            column = column_of(self._lines, node.lineno, node.col_offset)
            return StepFunction(self._module.uri, node.lineno, column, node.lineno, end, "")
        line = first_line(node)
        text = self._lines[line - 1] if line <= len(self._lines) else ""
        doc = " ".join((ast.get_docstring(node) or "").split("\n\n")[0].split())
        fixtures = set(_parameters(node)) - filled - _GIVEN
        return StepFunction(
            self._module.uri,
            line,
            len(text) - len(text.lstrip()) + 1,
            node.lineno,
            end,
            node.name,
            _parameters(node),
            doc,
            asserts=may_object(self._evaluator, node, scope),
            empty=is_empty(node) and not fixtures,
            unwritten=is_unwritten(self._evaluator, node, scope),
        )

    def _problems(self, definitions: Iterable[StepDefinition]) -> Iterator[ParseError]:
        for one in definitions:
            mistake = mistake_in(one.pattern)
            if mistake:
                message = f"this module cannot be loaded, its pattern “{one.text}” has a mistake: {mistake}"
                yield ParseError(one.uri, one.line, one.column, message)

    def _plugins(self) -> tuple[tuple[str, ...], bool]:
        """Return the modules that `pytest_plugins` names, and whether it is known which."""
        if "pytest_plugins" not in self._module.scope.bindings:
            return (), True
        value = self._evaluator.name("pytest_plugins", self._module.scope)
        known = constant(Items((value,)) if isinstance(value, Text) else value)
        if not known or not isinstance(known[0], tuple):
            return (), False
        return tuple(str(name) for name in known[0]), True


def _holds_functions(body: Iterable[ast.stmt]) -> bool:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return any(isinstance(node, kinds) or any(_holds_functions(block) for block, _ in blocks(node)) for node in body)


def _keyword_of(keywords: frozenset[Keyword]) -> Keyword:
    """Return the one keyword of several decorators, or that of any."""
    return next(iter(keywords)) if len(keywords) == 1 else "step"


def _is_seen(decorator: Decorator, *, in_the_open: bool) -> bool:
    """Tell whether pytest-bdd finds the module of a decorator: at its top, or where it is told to look further up."""
    return decorator.stacklevel == 1 if in_the_open else decorator.stacklevel > 1


def _parameters(node: Function | ast.Call) -> tuple[str, ...]:
    if isinstance(node, ast.Call):
        return ()
    arguments = node.args
    return tuple(one.arg for one in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs))
