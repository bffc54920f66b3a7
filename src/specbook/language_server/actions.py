"""Quick fixes: what the checks offer, a definition for a step that has none, and all safe fixes at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol.types import (
    CodeAction,
    CodeActionKind,
    CreateFile,
    CreateFileOptions,
    OptionalVersionedTextDocumentIdentifier,
    Position,
    Range,
    TextDocumentEdit,
    TextEdit,
    WorkspaceEdit,
)

from specbook.fixing import edited, fix_safely, keeps_steps, offered
from specbook.language_server.diagnostics import diagnostic
from specbook.new_steps import proposed_definitions

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
    return [*fixes, *_definitions(desk, sheet, touched), *_all_safe(desk, sheet, ruler, address)]


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


def _definitions(desk: Desk, sheet: Sheet, lines: range) -> Iterator[CodeAction]:
    """Offer to write definitions for the steps of some lines that have none."""
    placed = [one for one in sheet.steps() if one.step.location.line in lines]
    missing = [one for one in placed if desk.steps.is_undefined(one.type, one.step.text)]
    proposed = proposed_definitions(desk.project, desk.steps, sheet.uri, [(one.type, one.step) for one in missing])
    if proposed:
        path = desk.root / proposed.uri
        edits = [TextEdit(Range(_end(path_text := proposed.before), _end(path_text)), proposed.added)]
        document = OptionalVersionedTextDocumentIdentifier(uri=path.as_uri(), version=None)
        create = [] if path.is_file() else [CreateFile(uri=path.as_uri(), options=CreateFileOptions(overwrite=False))]
        edit = WorkspaceEdit(document_changes=[*create, TextDocumentEdit(document, list(edits))])
        count = "a definition" if len(missing) == 1 else f"{len(missing)} definitions"
        yield CodeAction(title=f"Write {count} in {proposed.uri}", kind=CodeActionKind.QuickFix, edit=edit)


def _end(text: str) -> Position:
    return Position(text.count("\n"), len(text.rpartition("\n")[2]))
