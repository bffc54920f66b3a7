"""The server itself: what the editor asks, answered from the desk."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from specbook import __version__
from specbook.errors import SpecbookError
from specbook.language_server.desk import Desk
from specbook.language_server.diagnostics import diagnostics
from specbook.language_server.ranges import Ruler

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
