"""What a function does, as far as reading tells: whether it may object to something, does nothing, or is unwritten."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from specbook.step_index.values import Code, Name

if TYPE_CHECKING:
    from specbook.step_index.evaluating import Evaluator
    from specbook.step_index.scopes import Scope
    from specbook.step_index.sources import Function

# What is called by these names never objects to what it is given.
_HARMLESS = {
    "print", "len", "str", "int", "float", "bool", "list", "dict", "tuple", "set", "sorted", "sum", "min", "max",
    "range", "enumerate", "zip", "repr", "isinstance", "any", "all", "abs", "round",
    "debug", "info", "warning", "log", "append", "extend", "add", "update", "strip", "split", "join", "lower",
    "upper", "format", "replace", "startswith", "endswith", "keys", "values", "items", "copy", "sleep",
    "click", "fill", "goto", "visit", "press", "type",
}  # fmt: skip
_DEEPEST = 4


def is_empty(node: Function) -> bool:
    """Tell whether all that a function does is to be there: a docstring, `pass`, `...`, `return`."""
    return all(_does_nothing(statement) for statement in node.body)


def is_unwritten(evaluator: Evaluator, node: Function, scope: Scope) -> bool:
    """Tell whether all that a function does is to raise NotImplementedError, or to call `pending()`."""
    done = [statement for statement in node.body if not _does_nothing(statement)]
    if len(done) != 1:
        return False
    (only,) = done
    if isinstance(only, ast.Raise):
        raised = only.exc.func if isinstance(only.exc, ast.Call) else only.exc
        return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"
    called = only.value.func if isinstance(only, ast.Expr) and isinstance(only.value, ast.Call) else None
    return evaluator.value(called, scope, node.lineno) == Name("specbook.pending") if called else False


def may_object(evaluator: Evaluator, node: Function, scope: Scope, depth: int = 0) -> bool:
    """Tell whether anything in a function can fail on purpose; what nobody knows may."""
    for part in (part for statement in node.body for part in ast.walk(statement)):
        if isinstance(part, ast.Assert | ast.Raise | ast.With | ast.AsyncWith | ast.Yield | ast.YieldFrom | ast.Await):
            return True
        if isinstance(part, ast.Call) and _may_object(evaluator, part, scope, depth):
            return True
    return False


def _may_object(evaluator: Evaluator, call: ast.Call, scope: Scope, depth: int) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if re.match(r"_?(assert|expect|should|must|check|verify|ensure|fail|raise)", name):
        return True
    target = evaluator.value(call.func, scope)
    if isinstance(target, Code) and not isinstance(target.node, ast.Lambda):
        return depth >= _DEEPEST or may_object(evaluator, target.node, target.scope, depth + 1)
    return name not in _HARMLESS


def _does_nothing(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Expr):
        return isinstance(statement.value, ast.Constant)
    if isinstance(statement, ast.Return):
        return statement.value is None or (isinstance(statement.value, ast.Constant) and statement.value.value is None)
    return isinstance(statement, ast.Pass)
