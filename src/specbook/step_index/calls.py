"""Calls that are known without running them: pytest-bdd's decorators and parsers, strings, the project's own."""

from __future__ import annotations

import ast
import re
import textwrap
from functools import partial
from typing import TYPE_CHECKING, Any

from specbook.step_index import paths
from specbook.step_index.constants import KEYWORDS, constant, keywords_in
from specbook.step_index.parsers import PARSERS, converter, parser_value, pattern_of
from specbook.step_index.values import (
    ANYTHING,
    Applied,
    Code,
    Decorator,
    Items,
    Method,
    Name,
    OneOf,
    Partial,
    Plain,
    Regex,
    Table,
    Text,
    Unknown,
    one_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from specbook.step_index.evaluating import Evaluator
    from specbook.step_index.scopes import Scope
    from specbook.step_index.values import Value

_METHODS = {
    "capitalize", "casefold", "format", "format_map", "join", "lower", "lstrip", "removeprefix", "removesuffix",
    "replace", "rstrip", "strip", "title", "upper",
}  # fmt: skip
_DECORATOR_PARAMETERS = {
    "step": ("name", "type_", "converters", "target_fixture", "stacklevel"),
    "given": ("name", "converters", "target_fixture", "stacklevel"),
}
# Other tools' decorators of the same names define no steps of pytest-bdd.
_OTHER_TOOLS = {"hypothesis", "behave", "allure", "radish", "lettuce", "aloe", "robot", "schemathesis"}
_LONGEST = 10_000


def called(evaluator: Evaluator, node: ast.Call, scope: Scope, line: int) -> Value:
    """Evaluate a call."""
    target = evaluator.value(node.func, scope, line)
    arguments = [evaluator.value(one, scope, line) for one in node.args]
    keywords = {one.arg: evaluator.value(one.value, scope, line) for one in node.keywords if one.arg}
    starred = any(isinstance(one, ast.Starred) for one in node.args) or any(not one.arg for one in node.keywords)
    if starred:
        return Unknown(keywords_in(one_of([target, *arguments, *keywords.values()])))
    return call(evaluator, target, tuple(arguments), keywords)


def call(evaluator: Evaluator, target: Value, arguments: tuple[Value, ...], keywords: Mapping[str, Value]) -> Value:
    """Evaluate a call of a value."""
    if isinstance(target, OneOf):
        return one_of([call(evaluator, one, arguments, keywords) for one in target.values])
    if isinstance(target, Partial):
        return call(evaluator, target.target, (*target.arguments, *arguments), {**target.keywords, **keywords})
    if isinstance(target, Decorator):
        return Applied(target, arguments[0]) if arguments else Unknown(keywords_in(target))
    if isinstance(target, Name):
        return _outside(target.dotted, arguments, keywords)
    if isinstance(target, Method):
        return _method(target, arguments, keywords)
    if isinstance(target, Code):
        return _inlined(evaluator, target, arguments, keywords)
    involved = [keywords_in(one) for one in (target, *arguments, *keywords.values())]
    return Unknown(frozenset().union(*involved))


def _outside(dotted: str, arguments: tuple[Value, ...], keywords: Mapping[str, Value]) -> Value:
    """Evaluate a call of something that is not the project's."""
    if dotted in KEYWORDS:
        return _decorator(dotted, arguments, keywords)
    if dotted in PARSERS:
        return parser_value(PARSERS[dotted], arguments, keywords)
    known = _KNOWN.get(dotted)
    if known:
        return known(arguments, keywords)
    root, _, name = dotted.rpartition(".")
    if name in {"given", "when", "then", "step"} and root.partition(".")[0] not in _OTHER_TOOLS:
        # A library of steps around pytest-bdd's.
        pattern = pattern_of(arguments[0] if arguments else Unknown(), certain=False)
        return Decorator(name, pattern)  # type: ignore[arg-type]
    return Unknown(frozenset().union(*map(keywords_in, (*arguments, *keywords.values()))))


def _decorator(dotted: str, arguments: tuple[Value, ...], keywords: Mapping[str, Value]) -> Value:
    keyword = KEYWORDS[dotted]
    names = _DECORATOR_PARAMETERS["step" if keyword == "step" else "given"]
    given = {**dict(zip(names, arguments, strict=False)), **keywords}
    pattern = pattern_of(given.get("name", Unknown()))
    fixture, level = constant(given.get("target_fixture", Plain(None))), constant(given.get("stacklevel", Plain(1)))
    target = fixture[0] if fixture and isinstance(fixture[0], str) else ""
    stacklevel = level[0] if level and isinstance(level[0], int) else 2
    kind = constant(given.get("type_", Plain(None)))
    if kind is None:
        # One of the three, and only running the code would tell which.
        types = [Decorator(one, pattern, target, stacklevel) for one in ("given", "when", "then")]
        return one_of(types)
    if kind[0] in {"given", "when", "then"}:
        keyword = kind[0]
    return Decorator(keyword, pattern, target, stacklevel)


def _method(method: Method, arguments: tuple[Value, ...], keywords: Mapping[str, Value]) -> Value:
    """Call a method of a string, where all that it is given is known."""
    if method.name in {"resolve", "absolute", "as_posix", "joinpath"}:
        return paths.joined(method.text, *arguments)
    text, given = method.text.known, [constant(one) for one in arguments]
    named = {name: constant(one) for name, one in keywords.items()}
    if method.name not in _METHODS or text is None or None in given or None in named.values():
        return ANYTHING if method.name in _METHODS else Unknown()
    try:
        positional: list[Any] = [one[0] for one in given if one]
        found = getattr(text, method.name)(*positional, **{name: one[0] for name, one in named.items() if one})
    except (TypeError, ValueError, LookupError, AttributeError):
        return ANYTHING
    return Text((found,)) if isinstance(found, str) and len(found) <= _LONGEST else ANYTHING


def _inlined(evaluator: Evaluator, code: Code, arguments: tuple[Value, ...], keywords: Mapping[str, Value]) -> Value:
    """Evaluate what a function of the project returns, where it returns in one place."""
    returned = _returned(code.node)
    if returned is None:
        return Unknown(mentioned(evaluator, code))
    body = [] if isinstance(code.node, ast.Lambda) else code.node.body
    given = dict(_given(evaluator, code, arguments, keywords))
    found = evaluator.value(returned, code.scope.inner("function", body, given))
    if isinstance(found, Unknown):
        return Unknown(found.keywords | mentioned(evaluator, code))
    return Applied(found.decorator, found.function, inside=True) if isinstance(found, Applied) else found


def _returned(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> ast.expr | None:
    if isinstance(node, ast.Lambda):
        return node.body
    last = node.body[-1]
    returns = [one for one in _own_nodes(node.body) if isinstance(one, ast.Return)]
    return last.value if isinstance(last, ast.Return) and len(returns) == 1 else None


def _own_nodes(body: list[ast.stmt]) -> Iterator[ast.AST]:
    """Walk over code, but not into the functions and classes in it."""
    todo: list[ast.AST] = list(body)
    while todo:
        node = todo.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            todo.extend(ast.iter_child_nodes(node))


def _given(
    evaluator: Evaluator, code: Code, arguments: tuple[Value, ...], keywords: Mapping[str, Value]
) -> Iterator[tuple[str, Value]]:
    """Yield the parameters of a function with what a call gives them, or their defaults."""
    parameters = code.node.args
    positional = [one.arg for one in (*parameters.posonlyargs, *parameters.args)]
    defaults = dict(zip(reversed(positional), reversed(parameters.defaults), strict=False))
    defaults |= {
        one.arg: default for one, default in zip(parameters.kwonlyargs, parameters.kw_defaults, strict=True) if default
    }
    for name in (*positional, *(one.arg for one in parameters.kwonlyargs)):
        yield name, evaluator.value(defaults[name], code.scope) if name in defaults else Unknown()
    yield from ((one.arg, Unknown()) for one in (parameters.vararg, parameters.kwarg) if one)
    yield from zip(positional, arguments, strict=False)
    yield from keywords.items()


def mentioned(evaluator: Evaluator, code: Code) -> frozenset[Any]:
    """Return the keywords of step decorators that a function speaks of, whatever it does with them."""
    names = (node for node in ast.walk(code.node) if isinstance(node, ast.Name | ast.Attribute))
    return frozenset().union(*(keywords_in(evaluator.value(node, code.scope)) for node in names))


def _compile(arguments: tuple[Value, ...], keywords: Mapping[str, Value]) -> Value:
    given = {**dict(zip(("pattern", "flags"), arguments, strict=False)), **keywords}
    pattern, flags = given.get("pattern"), constant(given.get("flags", Plain(0)))
    if isinstance(pattern, Regex):
        return pattern
    if not isinstance(pattern, Text) or not flags or not isinstance(flags[0], int):
        return Unknown()
    return Regex(pattern, flags[0])


def _partial(arguments: tuple[Value, ...], keywords: Mapping[str, Value]) -> Value:
    return Partial(arguments[0], arguments[1:], keywords) if arguments else Unknown()


def _getattr(arguments: tuple[Value, ...], _: Mapping[str, Value]) -> Value:
    name = constant(arguments[1]) if len(arguments) > 1 else None
    if name and isinstance(arguments[0], Name) and isinstance(name[0], str):
        return Name(f"{arguments[0].dotted}.{name[0]}")
    module = arguments[0] if arguments else None
    return Unknown(frozenset(KEYWORDS.values()) if module == Name("pytest_bdd") else frozenset())


def _import(arguments: tuple[Value, ...], _: Mapping[str, Value]) -> Value:
    name = constant(arguments[0]) if arguments else None
    return Name(name[0]) if name and isinstance(name[0], str) else Unknown()


def _text(arguments: tuple[Value, ...], _: Mapping[str, Value]) -> Value:
    known = constant(arguments[0]) if len(arguments) == 1 else None
    return Text((str(known[0]),)) if known else ANYTHING


def _dedent(arguments: tuple[Value, ...], _: Mapping[str, Value]) -> Value:
    known = constant(arguments[0]) if arguments else None
    return Text((textwrap.dedent(known[0]),)) if known and isinstance(known[0], str) else ANYTHING


def _escape(arguments: tuple[Value, ...], _: Mapping[str, Value]) -> Value:
    known = constant(arguments[0]) if arguments else None
    return Text((re.escape(known[0]),)) if known and isinstance(known[0], str) else ANYTHING


def _dict(arguments: tuple[Value, ...], keywords: Mapping[str, Value]) -> Value:
    if not arguments:
        return Table(dict(keywords))
    return Table({**arguments[0].values, **keywords}) if isinstance(arguments[0], Table) else Unknown()


def _items(arguments: tuple[Value, ...], _: Mapping[str, Value]) -> Value:
    return arguments[0] if arguments and isinstance(arguments[0], Items) else Unknown()


_KNOWN: dict[str, Callable[[tuple[Value, ...], Mapping[str, Value]], Value]] = {
    "builtins.str": _text,
    "builtins.dict": _dict,
    "builtins.list": _items,
    "builtins.tuple": _items,
    "builtins.getattr": _getattr,
    "builtins.__import__": _import,
    "functools.partial": _partial,
    "importlib.import_module": _import,
    "parse.with_pattern": converter,
    **{f"pathlib.{name}": partial(paths.call, "join") for name in ("Path", "PurePath", "PurePosixPath")},
    **{f"os.path.{name}": partial(paths.call, name) for name in ("dirname", "join", "abspath", "realpath", "normpath")},
    "os.fspath": partial(paths.call, "join"),
    "re.compile": _compile,
    "re.escape": _escape,
    "textwrap.dedent": _dedent,
}
