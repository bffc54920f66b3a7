"""What can be renamed: a column of an outline with every placeholder that it fills in, or a step wherever it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol.types import PrepareRenamePlaceholder

from specbook.errors import UsageError
from specbook.finding import Edit
from specbook.language_server.going import column_at, step_spot, uses_of_placeholder
from specbook.language_server.rewording import reworded, wording_at

if TYPE_CHECKING:
    from specbook.language_server.desk import Desk
    from specbook.language_server.ranges import Ruler
    from specbook.language_server.rewording import Edits
    from specbook.language_server.sheets import Sheet


def renamable(desk: Desk, sheet: Sheet, ruler: Ruler, line: int, column: int) -> PrepareRenamePlaceholder | None:
    """Return what stands at a place, where it can be renamed; raises UsageError for a step that cannot be."""
    name, placed = column_at(sheet, line, column), sheet.step_at(line)
    if name:
        spots = uses_of_placeholder(sheet, line, name)
        here = next((one for one in spots if one.line == line and one.column - 1 <= column <= one.end + 1), None)
        return PrepareRenamePlaceholder(ruler.range(line, here.column, here.end), name) if here else None
    if not placed:
        return None
    spot = step_spot(sheet, placed)
    return PrepareRenamePlaceholder(ruler.range(line, spot.column, spot.end), wording_at(desk, sheet, placed).shown)


def renamed(desk: Desk, sheet: Sheet, line: int, column: int, name: str) -> Edits:
    """Rename a column with its placeholders, or a step in its definition and in all specs; return the edits by file.

    Raises UsageError for a name that could not stand there, and where it would not be safe.
    """
    old, placed = column_at(sheet, line, column), sheet.step_at(line)
    if old:
        return {sheet.uri: _renamed_column(sheet, line, old, name)}
    return reworded(desk, sheet, placed, name) if placed else {}


def _renamed_column(sheet: Sheet, line: int, old: str, name: str) -> list[Edit]:
    found = sheet.scenario_at(line)
    headers = [block.header.values for block in found[1].examples if block.header] if found else []
    if not name.strip() or any(mark in name for mark in "<>|\n"):
        raise UsageError(f"“{name}” cannot be the name of a column: it may not be empty or hold <, > or |.")
    if name != old and any(name in values for values in headers):
        raise UsageError(f"There is a column “{name}” already.")
    spots = dict.fromkeys(uses_of_placeholder(sheet, line, old))
    return [Edit(one.line, one.column, one.line, one.end, name.strip()) for one in spots]
