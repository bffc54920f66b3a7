"""What the editor asks, and what it is answered."""

from __future__ import annotations

import asyncio
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcInvalidParams
from pygls.uris import to_fs_path

from specbook.errors import SpecbookError
from specbook.language_server.abilities import creates_files, resolves_edits, takes_snippets
from specbook.language_server.actions import FIX_ALL, actions
from specbook.language_server.colours import LEGEND, colours
from specbook.language_server.completing import Completing
from specbook.language_server.creating import check_current, creating_edit, drafted_for
from specbook.language_server.going import definitions, definitions_in, references, uses_of
from specbook.language_server.hovering import hover
from specbook.language_server.lenses import RUN, lenses
from specbook.language_server.outlines import foldings, symbols
from specbook.language_server.renaming import renamable, renamed
from specbook.language_server.server import SpecbookServer, server
from specbook.language_server.tables import typed_table

if TYPE_CHECKING:
    from specbook.formatter import Formatted
    from specbook.language_server.ranges import Ruler
    from specbook.language_server.sheets import Sheet


@server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=["@", "<", "|", " ", ":"]))
async def complete(ls: SpecbookServer, params: lsp.CompletionParams) -> lsp.CompletionList | None:
    await ls.ready()
    found = ls.sheet(params.text_document.uri)
    if not found:
        return None
    desk, sheet, ruler = found
    return Completing(
        desk, sheet, ruler, *ruler.place(params.position), snippets=takes_snippets(ls.client_capabilities)
    ).items()


@server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
async def define(ls: SpecbookServer, params: lsp.DefinitionParams) -> list[lsp.Location] | None:
    await ls.ready()
    found = ls.sheet(params.text_document.uri)
    if found:
        desk, sheet, ruler = found
        return ls.locations(definitions(desk, sheet, *ruler.place(params.position)))
    return _used_from_python(ls, params)


@server.feature(lsp.TEXT_DOCUMENT_REFERENCES)
async def refer(ls: SpecbookServer, params: lsp.ReferenceParams) -> list[lsp.Location] | None:
    await ls.ready()
    found = ls.sheet(params.text_document.uri)
    if found:
        desk, sheet, ruler = found
        return ls.locations(references(desk, sheet, *ruler.place(params.position)))
    return _used_from_python(ls, params)


def _used_from_python(
    ls: SpecbookServer, params: lsp.DefinitionParams | lsp.ReferenceParams
) -> list[lsp.Location] | None:
    """Return the steps that the definition around a place in Python takes."""
    desk = ls.desk
    if not desk:
        return None
    uri = desk.uri_of(Path(to_fs_path(params.text_document.uri) or ""))
    found = definitions_in(desk, uri, params.position.line + 1)
    return ls.locations(spot for one in found for spot in uses_of(desk, one)) if found else None


@server.feature(lsp.TEXT_DOCUMENT_HOVER)
async def explain(ls: SpecbookServer, params: lsp.HoverParams) -> lsp.Hover | None:
    await ls.results()
    found = ls.sheet(params.text_document.uri)
    if not found:
        return None
    desk, sheet, ruler = found
    text = hover(desk, sheet, *ruler.place(params.position))
    return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, text)) if text else None


@server.feature(
    lsp.TEXT_DOCUMENT_CODE_ACTION,
    lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix, FIX_ALL], resolve_provider=True),
)
async def act(ls: SpecbookServer, params: lsp.CodeActionParams) -> list[lsp.CodeAction] | None:
    found = ls.sheet(params.text_document.uri)
    if not found:
        return None
    desk, sheet, ruler = found
    offered = actions(desk, sheet, ruler, params.text_document.uri, params.range)
    wanted = params.context.only
    chosen = [one for one in offered if not wanted or any(str(one.kind or "").startswith(str(kind)) for kind in wanted)]
    if resolves_edits(ls.client_capabilities):
        return chosen
    await ls.ready()
    return [one for one in map(partial(_whole, ls), chosen) if one.edit]


def _whole(ls: SpecbookServer, action: lsp.CodeAction) -> lsp.CodeAction:
    """Give an action its edit; without one, where none can be made."""
    try:
        return _resolved(ls, action)
    except JsonRpcInvalidParams:
        return action


@server.feature(lsp.CODE_ACTION_RESOLVE)
async def resolve(ls: SpecbookServer, action: lsp.CodeAction) -> lsp.CodeAction:
    """Work out what an action writes, now that somebody chose it."""
    await ls.ready()
    return _resolved(ls, action)


def _resolved(ls: SpecbookServer, action: lsp.CodeAction) -> lsp.CodeAction:
    desk, asked = ls.desk, action.data
    if not desk or action.edit or not isinstance(asked, dict):
        return action
    try:
        drafted = drafted_for(desk, asked["spec"], asked["line"])
        address = ls.address(drafted.uri)
        check_current(drafted.uri, drafted.before, ls.unsaved(address))
    except SpecbookError as error:
        raise JsonRpcInvalidParams(str(error)) from None
    ruler, is_new = ls.ruler(drafted.before.split("\n")), not desk.steps.suite.exists(drafted.uri)
    creates = creates_files(ls.client_capabilities)
    action.edit = creating_edit(drafted, address, ruler, is_new=is_new, creates=creates)
    return action


@server.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
def prepare_rename(ls: SpecbookServer, params: lsp.PrepareRenameParams) -> lsp.PrepareRenamePlaceholder | None:
    found = ls.sheet(params.text_document.uri)
    if not found:
        return None
    desk, sheet, ruler = found
    try:
        return renamable(desk, sheet, ruler, *ruler.place(params.position))
    except SpecbookError as error:
        raise JsonRpcInvalidParams(str(error)) from None


@server.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))
async def rename(ls: SpecbookServer, params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
    await ls.ready()
    found = ls.sheet(params.text_document.uri)
    if not found:
        return None
    desk, sheet, ruler = found
    try:
        edits = renamed(desk, sheet, *ruler.place(params.position), params.new_name)
        return lsp.WorkspaceEdit(changes=dict(ls.text_edits(edits))) if edits else None
    except SpecbookError as error:
        raise JsonRpcInvalidParams(str(error)) from None


@server.feature(lsp.TEXT_DOCUMENT_FORMATTING)
def format_document(ls: SpecbookServer, params: lsp.DocumentFormattingParams) -> list[lsp.TextEdit] | None:
    found = ls.sheet(params.text_document.uri)
    if not found:
        return None
    from specbook.formatter import format_text

    _, sheet, ruler = found
    return _replaced(ls, sheet, ruler, format_text(sheet.uri, sheet.text))


@server.feature(lsp.TEXT_DOCUMENT_RANGE_FORMATTING)
def format_part(ls: SpecbookServer, params: lsp.DocumentRangeFormattingParams) -> list[lsp.TextEdit] | None:
    found = ls.sheet(params.text_document.uri)
    if not found:
        return None
    from specbook.formatter import format_range

    _, sheet, ruler = found
    first, last = params.range.start.line + 1, params.range.end.line + 1
    return _replaced(ls, sheet, ruler, format_range(sheet.uri, sheet.text, first, last))


@server.feature(
    lsp.TEXT_DOCUMENT_ON_TYPE_FORMATTING,
    lsp.DocumentOnTypeFormattingOptions(first_trigger_character="|", more_trigger_character=["\n"]),
)
def format_table(ls: SpecbookServer, params: lsp.DocumentOnTypeFormattingParams) -> list[lsp.TextEdit] | None:
    """Align the table in which a cell, or a row, was ended."""
    found = ls.sheet(params.text_document.uri)
    if not found:
        return None
    _, sheet, ruler = found
    number = params.position.line + (0 if params.ch == "\n" else 1)
    return [ruler.edit(edit) for edit in typed_table(sheet, number)]


def _replaced(ls: SpecbookServer, sheet: Sheet, ruler: Ruler, formatted: Formatted) -> list[lsp.TextEdit] | None:
    for problem in formatted.problems:
        ls.tell(str(problem), lsp.MessageType.Warning)
    return [lsp.TextEdit(ruler.whole(), formatted.text)] if formatted.text != sheet.text else []


@server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
def list_symbols(ls: SpecbookServer, params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol] | None:
    found = ls.sheet(params.text_document.uri)
    return symbols(found[1], found[2]) if found else None


@server.feature(lsp.TEXT_DOCUMENT_FOLDING_RANGE)
def fold(ls: SpecbookServer, params: lsp.FoldingRangeParams) -> list[lsp.FoldingRange] | None:
    found = ls.sheet(params.text_document.uri)
    return foldings(found[1]) if found else None


@server.feature(lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, LEGEND)
def colour(ls: SpecbookServer, params: lsp.SemanticTokensParams) -> lsp.SemanticTokens | None:
    found = ls.sheet(params.text_document.uri)
    return lsp.SemanticTokens(colours(*found)) if found else None


@server.feature(lsp.TEXT_DOCUMENT_CODE_LENS)
async def show_lenses(ls: SpecbookServer, params: lsp.CodeLensParams) -> list[lsp.CodeLens] | None:
    await ls.results()
    found = ls.sheet(params.text_document.uri)
    return lenses(*found) if found else None


@server.command(RUN)
async def run(ls: SpecbookServer, target: str) -> None:
    """Run a file or a scenario of it, and say how it ended."""
    desk = ls.desk
    if not desk:
        return
    command = [sys.executable, "-m", "specbook", "run", "--", "-q", target]
    process = await asyncio.create_subprocess_exec(
        *command, cwd=desk.root, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    said, _ = await process.communicate()
    ls.read_results_soon()
    lines = [line for line in said.decode(errors="replace").splitlines() if line.strip()]
    for line in lines:
        ls.window_log_message(lsp.LogMessageParams(lsp.MessageType.Info, line))
    kind = lsp.MessageType.Info if process.returncode == 0 else lsp.MessageType.Warning
    ls.tell(f"{target}: {'as specified' if process.returncode == 0 else (lines or ['it did not run'])[-1]}", kind)
    await ls.results()
