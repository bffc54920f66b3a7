"""Step definitions created from a step that lacks one: where that is offered, and what it would write."""

from __future__ import annotations

import difflib
import re
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

from specbook.drafts.definitions import is_blank
from specbook.drafts.writing import draft, undefined_in
from specbook.errors import UsageError
from specbook.language_server.diagnostics import UNDEFINED, diagnostic
from specbook.step_index.usage import usage_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from specbook.drafts.writing import Drafted
    from specbook.finding import Finding
    from specbook.language_server.desk import Desk
    from specbook.language_server.ranges import Ruler
    from specbook.language_server.sheets import Sheet

ONE, ALL = "Create its step definition", "Create every step definition that this file lacks"
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def creations(desk: Desk, sheet: Sheet, ruler: Ruler, found: Collection[Finding], lines: range) -> Iterator[CodeAction]:
    """Offer definitions for the steps in some lines, and for all steps of the spec; what they write is still to come.

    Of a spec that cannot be read as a whole, nothing is offered.
    """
    lacking = _lacking(desk, sheet)
    here = [line for line in lacking if line in lines]
    for line in here:
        told = [diagnostic(one, sheet, ruler) for one in found if one.line == line and one.check == UNDEFINED]
        yield CodeAction(ONE, CodeActionKind.QuickFix, told, data={"spec": sheet.uri, "line": line})
    if here and len(lacking) > 1:
        yield CodeAction(ALL, CodeActionKind.QuickFix, data={"spec": sheet.uri, "line": 0})


def _lacking(desk: Desk, sheet: Sheet) -> list[int]:
    """Return the lines of the steps that a definition could be created for."""
    settings = desk.project.settings
    undefined = undefined_in(usage_of(desk.steps, desk.specs_of((sheet,)), settings), settings, sheet.uri)
    return sorted({one.use.line for one in undefined if not one.of_other_types and not is_blank(one.use.step.text)})


def drafted_for(desk: Desk, spec: str, line: int) -> Drafted:
    """Draft what was offered; raises SpecbookError where nothing can be added, or nothing is lacking any more."""
    drafted = draft(desk.project, desk.specs(), desk.steps, spec, line=line)
    if not drafted.names:
        raise UsageError("\n".join((*drafted.problems, *drafted.notes)) or f"{spec}: there is a definition by now.")
    return drafted


def check_current(uri: str, known: str, unsaved: str | None) -> None:
    """Raise UsageError where the editor has another text of a file than is `known`: one that is no Python."""
    if unsaved is not None and unsaved.removeprefix("\ufeff").replace("\r\n", "\n") != known.replace("\r\n", "\n"):
        raise UsageError(f"{uri}: as it is in your editor, this is no valid Python. Mend it first.")


def creating_edit(drafted: Drafted, address: str, ruler: Ruler, *, is_new: bool, creates: bool) -> WorkspaceEdit:
    """Write what was drafted: a file that is new is created first, where the editor says that it can."""
    edits = _edits(drafted.before, drafted.after, ruler)
    if not creates:
        return WorkspaceEdit(changes={address: edits})
    file = [CreateFile(address, options=CreateFileOptions(ignore_if_exists=True))] if is_new else []
    return WorkspaceEdit(
        document_changes=[*file, TextDocumentEdit(OptionalVersionedTextDocumentIdentifier(address), edits)]
    )


def _edits(before: str, after: str, ruler: Ruler) -> list[TextEdit]:
    """Return the lines that differ, and only those, so that a cursor and marks in the file stay where they are."""
    old, new = _LINE.findall(before), _LINE.findall(after)
    changes = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [
        TextEdit(Range(_start(old, first, ruler), _start(old, last, ruler)), "".join(new[begin:end]))
        for kind, first, last, begin, end in changes
        if kind != "equal"
    ]


def _start(lines: list[str], number: int, ruler: Ruler) -> Position:
    """Return where a line begins, from 0; behind the last one, where the text ends."""
    if number == len(lines) and lines and not lines[-1].endswith("\n"):
        return ruler.position(number, len(lines[-1]) + 1)
    return ruler.position(number + 1, 1)
