"""Digests of the functions in Python source: who rests on one can tell whether it has changed."""

from __future__ import annotations

import ast
import hashlib
import re
from typing import TYPE_CHECKING

from specbook.files import read_source
from specbook.step_index.sources import first_line, parsed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from specbook.results.run import Run


def function_digests(source: str) -> dict[int, str]:
    """Hash the source of every function in a file, by the line it begins at, its decorators included.

    A function that only moves keeps its digest. A file that is not valid Python has none.
    """
    source = source.removeprefix("\ufeff")
    tree = parsed(source)
    if not isinstance(tree, ast.Module):
        return {}
    lines = re.split(r"\r\n|\r|\n", source)  # as Python counts them; splitlines() knows more ends of line
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return {first_line(node): _digest(lines, node) for node in functions}


def current_digests(root: Path, uris: Iterable[str]) -> dict[str, frozenset[str]]:
    """Hash the functions that stand in some files now; a file that is gone has none."""
    return {uri: frozenset(function_digests(read_source(root / uri)).values()) for uri in set(uris)}


def digests_for(root: Path, runs: Iterable[Run]) -> dict[str, frozenset[str]]:
    """Hash what stands now in the files that the results of some runs rest on."""
    return current_digests(root, {use.uri for run in runs for result in run.results for use in result.definitions})


def _digest(lines: list[str], node: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    own = [line.rstrip() for line in lines[first_line(node) - 1 : node.end_lineno]]
    return hashlib.sha256("\n".join(own).encode()).hexdigest()[:16]
