"""The server itself: what the editor asks, answered from the desk."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from specbook import __version__
from specbook.errors import SpecbookError
from specbook.language_server.actions import FIX_ALL, actions
from specbook.language_server.completing import Completing
from specbook.language_server.desk import Desk
from specbook.language_server.diagnostics import diagnostics
from specbook.language_server.going import definitions, definitions_in, references, uses_of
from specbook.language_server.hovering import hover
from specbook.language_server.lenses import RUN, lenses
from specbook.language_server.outlines import foldings, symbols
from specbook.language_server.ranges import Ruler
from specbook.language_server.renaming import renamable, renamed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specbook.language_server.going import Spot
    from specbook.language_server.sheets import Sheet

# How long nobody types before all specs are compared.
_PAUSE_SECONDS = 0.7


class SpecbookServer(LanguageServer):
    """Holds a desk for the folder that the editor has open."""

    def __init__(self) -> None:
        super().__init__("specbook", __version__)
        self.desk: Desk | None = None
        self._comparing: asyncio.Task[None] | None = None

    def open_desk(self) -> None:
        """Open the project; without one, or with settings that make no sense, say so once and do nothing."""
        root = self.workspace.root_path
        try:
            self.desk = Desk(Path(root)) if root else None
        except SpecbookError as error:
            self.tell(str(error), lsp.MessageType.Error)

    def tell(self, message: str, kind: lsp.MessageType = lsp.MessageType.Info) -> None:
        self.window_show_message(lsp.ShowMessageParams(kind, message))

    def sheet(self, address: str) -> tuple[Desk, Sheet, Ruler] | None:
        """Return the spec at an address, and what measures it; None where it is no spec of the project."""
        desk = self.desk
        uri = desk.uri_of(Path(to_fs_path(address) or "")) if desk else ""
        if not desk or uri not in desk.sheets:
            return None
        return desk, desk.sheets[uri], self.ruler(desk.sheets[uri].lines)

    def ruler(self, lines: Iterable[str]) -> Ruler:
        return Ruler(tuple(lines), self.workspace.position_codec)

    def publish(self, address: str) -> None:
        """Underline what the checks find in a spec now."""
        found = self.sheet(address)
        if found:
            desk, sheet, ruler = found
            told = diagnostics(desk.findings(sheet), sheet, ruler)
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(address, told))

    def compare_soon(self) -> None:
        """Compare all specs once nobody types any more, and tell what that finds in those that are open."""
        if self._comparing:
            self._comparing.cancel()
        self._comparing = asyncio.ensure_future(self._compare())

    async def _compare(self) -> None:
        await asyncio.sleep(_PAUSE_SECONDS)
        if self.desk:
            await asyncio.to_thread(self.desk.compare)
            self.publish_open()

    def publish_open(self) -> None:
        for sheet in self.desk.open_specs if self.desk else ():
            self.publish(self.address(sheet.uri))

    def address(self, uri: str) -> str:
        root = self.desk.root if self.desk else Path()
        return from_fs_path(str(root / uri)) or ""

    def locations(self, spots: Iterable[Spot]) -> list[lsp.Location]:
        """Return places in files, measured in the text that the editor or the disk has of each."""
        return [lsp.Location(self.address(one.uri), self._measured(one)) for one in spots]

    def _measured(self, spot: Spot) -> lsp.Range:
        desk = self.desk
        if desk and spot.uri in desk.sheets:
            lines: Iterable[str] = desk.sheets[spot.uri].lines
        else:
            lines = self.workspace.get_text_document(self.address(spot.uri)).source.split("\n")
        return self.ruler(lines).range(spot.line, spot.column, spot.end)


server = SpecbookServer()


@server.feature(lsp.INITIALIZED)
def initialized(ls: SpecbookServer, _: lsp.InitializedParams) -> None:
    ls.open_desk()
    patterns = ["**/*.feature", "**/*.feature.md", "**/*.py", "**/product.yml", "**/pyproject.toml", "**/*.ndjson"]
    watchers = [lsp.FileSystemWatcher(glob_pattern=pattern) for pattern in patterns]
    watched = ls.client_capabilities.workspace
    if watched and watched.did_change_watched_files and watched.did_change_watched_files.dynamic_registration:
        options = lsp.DidChangeWatchedFilesRegistrationOptions(watchers)
        registration = lsp.Registration("specbook-files", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        ls.client_register_capability(lsp.RegistrationParams([registration]))


@server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
def opened(ls: SpecbookServer, params: lsp.DidOpenTextDocumentParams) -> None:
    _take(ls, params.text_document.uri)


@server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
def changed(ls: SpecbookServer, params: lsp.DidChangeTextDocumentParams) -> None:
    _take(ls, params.text_document.uri)


def _take(ls: SpecbookServer, address: str) -> None:
    desk = ls.desk
    uri = desk.uri_of(Path(to_fs_path(address) or "")) if desk else ""
    if desk and desk.is_spec(uri):
        desk.write(uri, ls.workspace.get_text_document(address).source)
        ls.publish(address)
        ls.compare_soon()


@server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
def saved(ls: SpecbookServer, params: lsp.DidSaveTextDocumentParams) -> None:
    _disk_changed(ls, [params.text_document.uri])


@server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
def closed(ls: SpecbookServer, params: lsp.DidCloseTextDocumentParams) -> None:
    desk, address = ls.desk, params.text_document.uri
    uri = desk.uri_of(Path(to_fs_path(address) or "")) if desk else ""
    if desk and desk.is_spec(uri):
        desk.put_away(uri)
        ls.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(address, []))


@server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
def changed_on_disk(ls: SpecbookServer, params: lsp.DidChangeWatchedFilesParams) -> None:
    _disk_changed(ls, [change.uri for change in params.changes])


def _disk_changed(ls: SpecbookServer, addresses: Iterable[str]) -> None:
    desk = ls.desk
    if not desk:
        return
    uris = {desk.uri_of(Path(to_fs_path(address) or "")) for address in addresses}
    try:
        if any(uri.endswith((".yml", ".toml")) for uri in uris):
            desk.read_again()
        if any(uri.endswith(".py") for uri in uris):
            desk.read_steps()
        for uri in filter(desk.is_spec, uris):
            desk.changed_on_disk(uri)
        if any(uri.endswith((".ndjson", *(".feature", ".feature.md"))) for uri in uris):
            desk.read_results()
    except SpecbookError as error:
        ls.tell(str(error), lsp.MessageType.Error)
    ls.publish_open()
    ls.compare_soon()


@server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=["@", "<", "|", " ", ":"]))
def complete(ls: SpecbookServer, params: lsp.CompletionParams) -> lsp.CompletionList | None:
    found = ls.sheet(params.text_document.uri)
    if not found:
        return None
    desk, sheet, ruler = found
    return Completing(desk, sheet, ruler, *ruler.place(params.position), snippets=_takes_snippets(ls)).items()


def _takes_snippets(ls: SpecbookServer) -> bool:
    known = ls.client_capabilities.text_document
    item = known.completion.completion_item if known and known.completion else None
    return bool(item and item.snippet_support)


@server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
def define(ls: SpecbookServer, params: lsp.DefinitionParams) -> list[lsp.Location] | None:
    found = ls.sheet(params.text_document.uri)
    if found:
        desk, sheet, ruler = found
        return ls.locations(definitions(desk, sheet, *ruler.place(params.position)))
    return _used_from_python(ls, params)


@server.feature(lsp.TEXT_DOCUMENT_REFERENCES)
def refer(ls: SpecbookServer, params: lsp.ReferenceParams) -> list[lsp.Location] | None:
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
def explain(ls: SpecbookServer, params: lsp.HoverParams) -> lsp.Hover | None:
    found = ls.sheet(params.text_document.uri)
    if not found:
        return None
    desk, sheet, ruler = found
    text = hover(desk, sheet, *ruler.place(params.position))
    return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, text)) if text else None


@server.feature(
    lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix, FIX_ALL])
)
def act(ls: SpecbookServer, params: lsp.CodeActionParams) -> list[lsp.CodeAction] | None:
    found = ls.sheet(params.text_document.uri)
    if not found:
        return None
    desk, sheet, ruler = found
    offered = actions(desk, sheet, ruler, params.text_document.uri, params.range)
    wanted = params.context.only
    return [one for one in offered if not wanted or any(str(one.kind or "").startswith(str(kind)) for kind in wanted)]


@server.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
def prepare_rename(ls: SpecbookServer, params: lsp.PrepareRenameParams) -> lsp.PrepareRenamePlaceholder | None:
    found = ls.sheet(params.text_document.uri)
    return renamable(found[1], found[2], *found[2].place(params.position)) if found else None


@server.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))
def rename(ls: SpecbookServer, params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
    found = ls.sheet(params.text_document.uri)
    if not found:
        return None
    _, sheet, ruler = found
    try:
        return renamed(sheet, ruler, params.text_document.uri, *ruler.place(params.position), params.new_name)
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


def _replaced(ls: SpecbookServer, sheet: Sheet, ruler: Ruler, formatted: Any) -> list[lsp.TextEdit] | None:
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


@server.feature(lsp.TEXT_DOCUMENT_CODE_LENS)
def show_lenses(ls: SpecbookServer, params: lsp.CodeLensParams) -> list[lsp.CodeLens] | None:
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
    desk.read_results()
    lines = [line for line in said.decode(errors="replace").splitlines() if line.strip()]
    for line in lines:
        ls.window_log_message(lsp.LogMessageParams(lsp.MessageType.Info, line))
    kind = lsp.MessageType.Info if process.returncode == 0 else lsp.MessageType.Warning
    ls.tell(f"{target}: {'as specified' if process.returncode == 0 else (lines or ['it did not run'])[-1]}", kind)
    refreshes = ls.client_capabilities.workspace
    if refreshes and refreshes.code_lens and refreshes.code_lens.refresh_support:
        ls.workspace_code_lens_refresh(None)


def serve() -> None:
    """Serve over standard input and output until the editor says that it ends."""
    server.start_io()
