"""Python source as a tree, and where things stand in it."""

from __future__ import annotations

import ast
import warnings
from dataclasses import dataclass

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Mistake:
    """Why a file is no valid Python, and where."""

    line: int
    column: int
    message: str


def parsed(source: str) -> ast.Module | Mistake:
    """Parse a file, or say what keeps it from being parsed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about escapes such as "\d", which are the author's business
            return ast.parse(source.removeprefix("\ufeff"))
    except SyntaxError as error:
        return Mistake(error.lineno or 1, error.offset or 1, error.msg)
    except (ValueError, RecursionError, MemoryError) as error:
        return Mistake(1, 1, str(error) or type(error).__name__)


def first_line(node: Function) -> int:
    """Return where a function begins, its decorators included; there Python itself says that it does."""
    return min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])


def column_of(lines: list[str], line: int, offset: int) -> int:
    """Turn an offset of Python's tree, in bytes, into a column of characters, from 1."""
    text = lines[line - 1] if line <= len(lines) else ""
    return offset + 1 if text.isascii() else len(text.encode()[:offset].decode("utf-8", "ignore")) + 1
