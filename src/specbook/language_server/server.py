"""The server itself: what the editor asks, answered from the desk."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from specbook import __version__
from specbook.errors import SpecbookError
from specbook.garbage import looked_for_rarely, pass_by
from specbook.language_server.abilities import refreshes_lenses, registers_watchers, shows_related
from specbook.language_server.creating import check_current
from specbook.language_server.desk import Desk, compared
from specbook.language_server.diagnostics import UNDEFINED, diagnostic
from specbook.language_server.going import Spot
from specbook.language_server.ranges import Ruler
from specbook.language_server.registering import SpecsFirst
from specbook.translated import ENGLISH, findings_in, is_spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from specbook.finding import Edit, Finding
    from specbook.language_server.sheets import Sheet

# How long nobody types before all specs are compared.
_PAUSE_SECONDS = 0.7
# How long specs are read before what the editor asks meanwhile is answered.
_SLICE_SECONDS = 0.02
_WATCHED = ("**/*.feature", "**/*.feature.md", "**/*.py", "**/product.yml", "**/pyproject.toml", "**/*.ndjson")


class SpecbookServer(LanguageServer):
    """Holds a desk for the folder that the editor has open."""

    def __init__(self) -> None:
        # Whole texts: what pygls takes for the end of a line, such as U+2028, is none for an editor.
        kind = lsp.TextDocumentSyncKind.Full
        super().__init__("specbook", __version__, text_document_sync_kind=kind, protocol_cls=SpecsFirst)
        self.desk: Desk | None = None
        self.language = ENGLISH
        self._change = 0
        self._opening: asyncio.Task[None] | None = None
        self._comparing: asyncio.Task[None] | None = None
        self._reading: asyncio.Task[None] | None = None
        self._are_results_old = False

    def open_desk(self) -> None:
        """Open the project; without one, or with settings that make no sense, say so once and do nothing."""
        root = self.workspace.root_path
        try:
            self.desk = Desk(Path(root), self.language) if root else None
        except SpecbookError as error:
            self.tell(str(error), lsp.MessageType.Error)
        self.read_all_soon()

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
            told = [diagnostic(one, sheet, ruler, self._near(desk, sheet, one)) for one in desk.findings(sheet)]
            self._underline(address, told)

    def _underline(self, address: str, told: list[lsp.Diagnostic]) -> None:
        document = self.workspace.text_documents.get(address)
        version = document.version if document else None
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(address, told, version))

    def _near(self, desk: Desk, sheet: Sheet, finding: Finding) -> list[lsp.DiagnosticRelatedInformation]:
        """Return the definitions that an undefined step may have meant; what it says, only its author changes."""
        placed = sheet.step_at(finding.line) if finding.check == UNDEFINED else None
        if not placed or not shows_related(self.client_capabilities):
            return []
        near = desk.steps.near(placed.type, placed.text, sheet.uri)
        places = self.locations(Spot(one.uri, one.line, one.column) for one in near)
        return [lsp.DiagnosticRelatedInformation(place, one.text) for place, one in zip(places, near, strict=True)]

    def compare_soon(self) -> None:
        """Compare all specs once nobody types any more, and tell what that finds in those that are open."""
        self._change += 1
        if self._comparing:
            self._comparing.cancel()
        self._comparing = asyncio.ensure_future(self._compare())

    async def _compare(self) -> None:
        await asyncio.sleep(_PAUSE_SECONDS)
        await self.ready()
        desk, now = self.desk, self._change
        if desk:
            with looked_for_rarely():
                found = await asyncio.to_thread(compared, desk.specs(), desk.known, lambda: self._change == now)
            if found is not None:
                desk.take_comparison(found)
                self.publish_open()
                self._publish_python(desk)

    def _publish_python(self, desk: Desk) -> None:
        """Underline what the checks found in the step definitions that are open."""
        for uri in desk.open_python:
            ruler = self.ruler(desk.steps.source(uri).split("\n"))
            found = findings_in(self.language, desk.across.get(uri, ()))
            self._underline(self.address(uri), [diagnostic(one, None, ruler) for one in found])

    def read_all_soon(self) -> None:
        """Read all specs, and then how their examples last ran, while the editor may ask about those that are open."""
        if self._opening:
            self._opening.cancel()
        self._opening = asyncio.ensure_future(self._read_all())

    async def ready(self) -> None:
        """Wait until all specs are read."""
        while self._opening and not self._opening.done():
            await asyncio.wait([self._opening])

    async def _read_all(self) -> None:
        since = time.monotonic()
        for uri in self.desk.unread() if self.desk else ():
            if self.desk:
                self.desk.changed_on_disk(uri)
            if time.monotonic() - since > _SLICE_SECONDS:
                await asyncio.sleep(0)
                since = time.monotonic()
        # Whoever types does not wait until the collector has looked through every spec once more.
        pass_by()
        self.read_results_soon()
        self.publish_open()
        self.compare_soon()

    def read_results_soon(self) -> None:
        """Read how every example last ran, while the editor may ask other things."""
        self._are_results_old = True
        if not self._reading or self._reading.done():
            self._reading = asyncio.ensure_future(self._read_results())

    async def results(self) -> None:
        """Wait until it is known how every example last ran."""
        await self.ready()
        if self._reading:
            await asyncio.shield(self._reading)

    async def _read_results(self) -> None:
        while self._are_results_old and self.desk:
            self._are_results_old = False
            with looked_for_rarely():
                await asyncio.to_thread(self.desk.read_results)
        pass_by()
        if refreshes_lenses(self.client_capabilities):
            self.workspace_code_lens_refresh(None)

    def publish_open(self) -> None:
        for sheet in self.desk.open_specs if self.desk else ():
            self.publish(self.address(sheet.uri))

    def address(self, uri: str) -> str:
        root = self.desk.root if self.desk else Path()
        return from_fs_path(str(root / uri)) or ""

    def text_edits(self, edits: Mapping[str, Iterable[Edit]]) -> Iterator[tuple[str, list[lsp.TextEdit]]]:
        """Yield edits as the editor takes them, by address; raises UsageError where it has Python that is none."""
        for uri, own in edits.items():
            desk, address = self.desk, self.address(uri)
            sheet = desk.sheets.get(uri) if desk else None
            source = desk.steps.source(uri) if desk and not sheet else ""
            check_current(uri, source, None if sheet else self.unsaved(address))
            ruler = self.ruler(sheet.lines if sheet else source.split("\n"))
            yield address, [ruler.edit(one) for one in own]

    def unsaved(self, address: str) -> str | None:
        """Return the text that the editor has of a file; None where it has not opened it."""
        document = self.workspace.text_documents.get(address)
        return document.source if document else None

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


@server.feature(lsp.INITIALIZE)
def initialize(ls: SpecbookServer, params: lsp.InitializeParams) -> None:
    """Note the language that the editor is in, if the checks speak it."""
    language = (params.locale or "").replace("_", "-").partition("-")[0]
    ls.language = language if is_spoken(language) else ENGLISH


@server.feature(lsp.INITIALIZED)
def initialized(ls: SpecbookServer, _: lsp.InitializedParams) -> None:
    ls.open_desk()
    registrations = list(ls.protocol.registrations) if isinstance(ls.protocol, SpecsFirst) else []
    if registers_watchers(ls.client_capabilities):
        watchers = [lsp.FileSystemWatcher(glob_pattern=pattern) for pattern in _WATCHED]
        options = lsp.DidChangeWatchedFilesRegistrationOptions(watchers)
        registrations.append(lsp.Registration("specbook-files", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options))
    if registrations:
        ls.client_register_capability(lsp.RegistrationParams(registrations))


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
    elif desk and desk.is_python(uri):
        desk.write_steps(uri, ls.workspace.get_text_document(address).source)
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
    elif desk and desk.is_python(uri):
        desk.write_steps(uri, None)
        ls.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(address, []))
        ls.compare_soon()


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
            ls.read_all_soon()
        if any(uri.endswith(".py") for uri in uris):
            desk.read_steps()
        for uri in filter(desk.is_spec, uris):
            desk.changed_on_disk(uri)
        if any(uri.endswith((".ndjson", ".feature", ".feature.md")) for uri in uris):
            ls.read_results_soon()
    except SpecbookError as error:
        ls.tell(str(error), lsp.MessageType.Error)
    ls.publish_open()
    ls.compare_soon()
