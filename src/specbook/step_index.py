"""Step definitions found in Python source, without running it."""

from __future__ import annotations

import ast
import hashlib
import re
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from specbook.files import read_source

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from specbook.results.run import Run


@dataclass(frozen=True, slots=True)
class StepFunction:
    """A function that defines steps: where it begins, the keywords it is for, the texts in its decorators, its doc.

    `computed` tells that code makes a pattern of it, which nobody knows without running that.
    """

    line: int
    name: str
    keywords: tuple[str, ...]
    patterns: frozenset[str]
    doc: str
    computed: bool = False


def function_digests(source: str) -> dict[int, str]:
    """Hash the source of every function in a file, by the line it begins at, its decorators included.

    A function that only moves keeps its digest. A file that is not valid Python has none.
    """
    source = source.removeprefix("\ufeff")
    tree = _parsed(source)
    lines = re.split(r"\r\n|\r|\n", source)  # as Python counts them; splitlines() knows more ends of line
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return {_first_line(node): _digest(lines, node) for node in functions}


def _parsed(source: str) -> ast.Module:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about escapes such as "\d", which are the author's business
            return ast.parse(source.removeprefix("\ufeff"))
    except (SyntaxError, ValueError, RecursionError):
        return ast.Module([], [])


def current_digests(root: Path, uris: Iterable[str]) -> dict[str, frozenset[str]]:
    """Hash the functions that stand in some files now; a file that is gone has none."""
    return {uri: frozenset(function_digests(read_source(root / uri)).values()) for uri in set(uris)}


def digests_for(root: Path, runs: Iterable[Run]) -> dict[str, frozenset[str]]:
    """Hash what stands now in the files that the results of some runs rest on."""
    return current_digests(root, {use.uri for run in runs for result in run.results for use in result.definitions})


def step_functions(source: str) -> tuple[StepFunction, ...]:
    """Find the functions of a file that define steps, in its order; a file that is not valid Python has none."""
    tree = _parsed(source)
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    found = (_step_function(node) for node in functions)
    return tuple(sorted((one for one in found if one.keywords), key=lambda one: one.line))


def _step_function(node: ast.FunctionDef | ast.AsyncFunctionDef) -> StepFunction:
    calls = [call for call in node.decorator_list if isinstance(call, ast.Call) and _keyword(call)]
    parts = (part for call in calls for given in call.args[:1] for part in ast.walk(given))
    texts = (part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str))
    doc = (ast.get_docstring(node) or "").split("\n\n")[0]
    keywords = tuple(dict.fromkeys(map(_keyword, calls)))
    known = (_first_line(node), node.name, keywords, frozenset(texts), " ".join(doc.split()))
    return StepFunction(*known, computed=not all(_is_literal(call.args) for call in calls))


def _is_literal(arguments: list[ast.expr]) -> bool:
    """Tell whether a pattern stands in a decorator as it is: `"…"`, or `parsers.parse("…")`."""
    given = arguments[0] if arguments else None
    return _is_literal(given.args) if isinstance(given, ast.Call) else isinstance(given, ast.Constant)


def _keyword(call: ast.Call) -> str:
    """Return which keyword a decorator defines a step for; empty for any other decorator."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return name if name in {"given", "when", "then", "step"} else ""


def _first_line(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])


def _digest(lines: list[str], node: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    own = [line.rstrip() for line in lines[_first_line(node) - 1 : node.end_lineno]]
    return hashlib.sha256("\n".join(own).encode()).hexdigest()[:16]
