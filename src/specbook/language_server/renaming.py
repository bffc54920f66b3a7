"""A column of an outline renamed, with every placeholder that it fills in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol.types import PrepareRenamePlaceholder, TextEdit, WorkspaceEdit

from specbook.errors import UsageError
from specbook.language_server.going import column_at, uses_of_placeholder

if TYPE_CHECKING:
    from specbook.language_server.ranges import Ruler
    from specbook.language_server.sheets import Sheet


def renamable(sheet: Sheet, ruler: Ruler, line: int, column: int) -> PrepareRenamePlaceholder | None:
    """Return what stands at a place, where it can be renamed."""
    name = column_at(sheet, line, column)
    spots = uses_of_placeholder(sheet, line, name) if name else ()
    here = next((one for one in spots if one.line == line and one.column - 1 <= column <= one.end + 1), None)
    return PrepareRenamePlaceholder(ruler.range(line, here.column, here.end), name) if here else None


def renamed(sheet: Sheet, ruler: Ruler, address: str, line: int, column: int, name: str) -> WorkspaceEdit | None:
    """Rename a column and its placeholders; raises UsageError for a name that could not stand there."""
    old = column_at(sheet, line, column)
    if not old:
        return None
    found = sheet.scenario_at(line)
    headers = [block.header.values for block in found[1].examples if block.header] if found else []
    if not name.strip() or any(mark in name for mark in "<>|\n"):
        raise UsageError(f"“{name}” cannot be the name of a column: it may not be empty or hold <, > or |.")
    if name != old and any(name in values for values in headers):
        raise UsageError(f"There is a column “{name}” already.")
    spots = dict.fromkeys(uses_of_placeholder(sheet, line, old))
    edits = [TextEdit(ruler.range(one.line, one.column, one.end), name.strip()) for one in spots]
    return WorkspaceEdit(changes={address: edits})
