"""Step definitions added to a file of Python: its imports completed, its functions left as they are."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from specbook.errors import SpecbookError
from specbook.step_index.sources import Mistake, parsed
from specbook.step_patterns.stubs import LINE, Stub, function_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from specbook.drafts.definitions import Draft

_MODULES = {"expression": "specbook"}


@dataclass(frozen=True, slots=True)
class Added:
    """The text of a file with definitions added to it, and the names of their functions."""

    text: str
    names: tuple[str, ...]


def with_definitions(uri: str, source: str, drafts: Sequence[Draft], about: str) -> Added:
    """Add definitions to the end of a file; an empty one begins by saying what they are `about`.

    Raises SpecbookError for a file that is no Python.
    """
    tree = parsed(source)
    if isinstance(tree, Mistake):
        raise SpecbookError(f"{uri}:{tree.line}:{tree.column}: this is no valid Python: {tree.message}. Mend it first.")
    needed = dict.fromkeys(name for draft in drafts for name in _needed(draft))
    local = {name: _local_name(tree, name) for name in needed}
    taken = {*_names(tree), *(one for one in local.values() if one), *needed}
    blocks, names = [], []
    for draft in drafts:
        name = function_name(draft.stub.pattern, taken)
        taken.add(name)
        names.append(name)
        blocks.append(_code(draft, name, {wanted: known or wanted for wanted, known in local.items()}))
    missing = [name for name, known in local.items() if not known]
    body = source.rstrip() if tree.body else f'"""Step definitions: {_said(about)}."""\n'
    text = _with_imports(body, missing)
    return Added("\n\n\n".join([text.rstrip("\n"), *blocks]) + "\n", tuple(names))


def _code(draft: Draft, name: str, local: dict[str, str]) -> str:
    root = draft.stub.parser.partition(".")[0]
    parser = draft.stub.parser.replace(root, local[root], 1) if root else ""
    stub = Stub(parser, draft.stub.pattern, draft.stub.parameters)  # type: ignore[arg-type]
    return stub.code([local[keyword] for keyword in draft.keywords], name, draft.more)


def _needed(draft: Draft) -> list[str]:
    root = draft.stub.parser.partition(".")[0]
    return [*draft.keywords, *([root] if root else [])]


def _local_name(tree: ast.Module, name: str) -> str:
    """Return what a file calls something that it imports; empty where it does not."""
    package = _MODULES.get(name, "pytest_bdd")
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and _is_import_of(node, package):
            for alias in node.names:
                if alias.name in {name, "*"}:
                    return alias.asname or name
    for node in tree.body:
        for alias in node.names if isinstance(node, ast.Import) else ():
            if alias.name == package:
                return f"{alias.asname or package}.{name}"
    return ""


def _names(tree: ast.Module) -> set[str]:
    """Return all names that a file uses, so that nothing new hides any of them."""
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    names |= {node.name for node in ast.walk(tree) if isinstance(node, kinds)}
    imports = (node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom))
    return names | {(alias.asname or alias.name).partition(".")[0] for node in imports for alias in node.names}


def _with_imports(source: str, names: Iterable[str]) -> str:
    """Import names at the top of a file, in the statement that imports others of the same package, if there is one."""
    text = source
    for package in ("pytest_bdd", "specbook"):
        missing = sorted(name for name in names if _MODULES.get(name, "pytest_bdd") == package)
        if missing:
            text = _with_import(text, package, missing)
    return text


def _with_import(source: str, package: str, names: list[str]) -> str:
    tree = parsed(source)
    body = tree.body if isinstance(tree, ast.Module) else []
    lines = source.split("\n")
    for node in body:
        if (
            isinstance(node, ast.ImportFrom)
            and node.module == package
            and not node.level
            and not _is_noted(lines, node)
        ):
            known = [f"{alias.name} as {alias.asname}" if alias.asname else alias.name for alias in node.names]
            lines[node.lineno - 1 : node.end_lineno] = _statement(package, [*known, *names]).split("\n")
            return "\n".join(lines)
    at = _place(body, package)
    before, after = lines[:at], lines[at:]
    statement = _statement(package, names).split("\n")
    first = body[0].lineno - 1 if body else 0
    is_import = bool(before) and bool(re.match(r"(from|import)\b|[ )]", before[-1])) and at > first
    gap = [] if is_import or not before or not before[-1] else [""]
    rest = [] if not after or not after[0] or re.match(r"(from|import)\b", after[0]) else ["", ""]
    return "\n".join([*before, *gap, *statement, *rest, *after])


def _is_import_of(node: ast.stmt, package: str) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == package and not node.level


def _is_noted(lines: list[str], node: ast.ImportFrom) -> bool:
    """Tell whether an import has a comment, which writing it anew would lose."""
    return any("#" in line for line in lines[node.lineno - 1 : node.end_lineno])


def _place(body: list[ast.stmt], package: str) -> int:
    """Return the line, from 0, before which an import of a package belongs."""
    is_doc = bool(body) and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)
    at = (body[0].end_lineno or 0) if is_doc else 0
    for node in body:
        if isinstance(node, ast.Import) or (isinstance(node, ast.ImportFrom) and (node.module or "") <= package):
            at = node.end_lineno or node.lineno
        elif not is_doc or node is not body[0]:
            break
    return at


def _statement(package: str, names: Iterable[str]) -> str:
    """Write an import as ruff sorts it: constants, classes, and then the rest."""
    ordered = sorted(dict.fromkeys(names), key=_import_order)
    line = f"from {package} import {', '.join(ordered)}"
    if len(line) <= LINE:
        return line
    return "\n".join([f"from {package} import (", *(f"    {name}," for name in ordered), ")"])


def _import_order(name: str) -> tuple[int, str]:
    own = name.partition(" ")[0]
    return (0 if own.isupper() and len(own) > 1 else 1 if own[:1].isupper() else 2), own


def _said(about: str) -> str:
    plain = about.replace("\\", "/").replace('"', "'")
    return plain if len(plain) <= 80 else plain[:79].rstrip() + "…"
