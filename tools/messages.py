"""Bring the catalogues of what the checks say up to date: `python -m tools.messages fr`."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from specbook.catalogues import updated_catalogue
from specbook.files import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "specbook"
CATALOGUES = SOURCE / "checks" / "catalogues"
HEADER = "# What the checks of Specbook say. Names in braces stay as they are."
# What makes a text that can be said in another language: its first argument is the English one.
SAYING = frozenset({"say", "tell"})


def templates() -> dict[str, str]:
    """Return every text that is given to `say`, in the order of the code, with its place.

    Raises ValueError for one that is not written there word for word: nobody could translate it.
    """
    found: dict[str, str] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for call in _calls(tree) if _imports_say(tree) else ():
            place = f"{path.relative_to(ROOT).as_posix()}:{call.lineno}"
            for text in _texts(call.args[0], place):
                found.setdefault(text, place)
    return found


def _imports_say(tree: ast.Module) -> bool:
    imports = (node for node in tree.body if isinstance(node, ast.ImportFrom))
    return any(alias.name == "say" for node in imports for alias in node.names)


def _calls(tree: ast.Module) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            if name in SAYING and not isinstance(node.args[0], ast.Starred):
                yield node


def _texts(argument: ast.expr, place: str) -> Iterator[str]:
    """Yield the text of an argument, or the two between which it chooses."""
    if isinstance(argument, ast.IfExp):
        yield from _texts(argument.body, place)
        yield from _texts(argument.orelse, place)
    elif isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value
    elif not (isinstance(argument, ast.Name) and argument.id == "template"):  # handed on from where it is written
        raise ValueError(f"{place}: say is given `{ast.unparse(argument)}`; write the text itself there.")


if __name__ == "__main__":
    for language in sys.argv[1:]:
        path = CATALOGUES / f"{language}.po"
        begun = (path.name, path.read_bytes()) if path.is_file() else None
        wanted = ((text, "") for text in templates())
        write_atomically(path, updated_catalogue(begun, wanted, language, HEADER, in_pages=False))
