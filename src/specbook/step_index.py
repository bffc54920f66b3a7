"""Step definitions found in Python source, without running it."""

from __future__ import annotations

import ast
import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def function_digests(source: str) -> dict[int, str]:
    """Hash the source of every function in a file, by the line it begins at, its decorators included.

    A function that only moves keeps its digest. A file that is not valid Python has none.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return {}
    lines = source.splitlines()
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return {_first_line(node): _digest(lines, node) for node in functions}


def current_digests(root: Path, uris: Iterable[str]) -> dict[str, frozenset[str]]:
    """Hash the functions that stand in some files now; a file that is gone has none."""
    return {uri: frozenset(function_digests(_source(root / uri)).values()) for uri in set(uris)}


def _source(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _first_line(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])


def _digest(lines: list[str], node: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    own = [line.rstrip() for line in lines[_first_line(node) - 1 : node.end_lineno]]
    return hashlib.sha256("\n".join(own).encode()).hexdigest()[:16]
