"""Quick fixes: what the checks offer, a definition for a step that has none, and all safe fixes at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol.types import (
    CodeAction,
    CodeActionKind,
    Range,
    TextEdit,
    WorkspaceEdit,
)

from specbook.fixing import edited, fix_safely, keeps_steps, offered
from specbook.language_server.creating import creations
from specbook.language_server.diagnostics import diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.finding import Finding
    from specbook.language_server.desk import Desk
    from specbook.language_server.ranges import Ruler
    from specbook.language_server.sheets import Sheet

FIX_ALL = CodeActionKind.SourceFixAll


def actions(desk: Desk, sheet: Sheet, ruler: Ruler, address: str, chosen: Range) -> list[CodeAction]:
    """Return what could be done about the findings in a range, the safe fixes first."""
    touched = range(chosen.start.line + 1, chosen.end.line + 2)
    found = [one for one in desk.findings(sheet) if one.line in touched]
    fixes = [action for one in found for action in _fixes(sheet, ruler, address, one)]
    return [*fixes, *creations(desk, sheet, ruler, found, touched), *_all_safe(desk, sheet, ruler, address)]


def _fixes(sheet: Sheet, ruler: Ruler, address: str, finding: Finding) -> Iterator[CodeAction]:
    """Offer a finding's fixes, but none that would change what a step says."""
    for fix in offered(finding):
        if keeps_steps(sheet.uri, sheet.text, edited(sheet.text, fix.edits)):
            yield CodeAction(
                title=str(fix.title),
                kind=CodeActionKind.QuickFix,
                diagnostics=[diagnostic(finding, sheet, ruler)],
                is_preferred=fix.safe,
                edit=WorkspaceEdit(changes={address: [ruler.edit(edit) for edit in fix.edits]}),
            )


def _all_safe(desk: Desk, sheet: Sheet, ruler: Ruler, address: str) -> Iterator[CodeAction]:
    fixed = fix_safely(sheet.uri, sheet.text, desk.findings(sheet))
    if fixed.mended:
        text = fixed.text.removeprefix("\ufeff")
        edit = WorkspaceEdit(changes={address: [TextEdit(ruler.whole(), text)]})
        yield CodeAction(title="Make all safe fixes (Specbook)", kind=FIX_ALL, edit=edit)
