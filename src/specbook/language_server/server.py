"""The server itself: the desk of the folder that is open, and what is done with it while nobody waits."""

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
from specbook.language_server.abilities import refreshes_lenses, shows_related
from specbook.language_server.creating import check_current
from specbook.language_server.desk import Desk, compared
from specbook.language_server.diagnostics import UNDEFINED, diagnostic
from specbook.language_server.going import Spot
from specbook.language_server.ranges import Ruler
from specbook.language_server.registering import SpecsFirst
from specbook.translated import ENGLISH, findings_in

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterable, Iterator, Mapping

    from specbook.finding import Edit, Finding
    from specbook.language_server.sheets import Sheet

# How long nobody types before all specs are compared.
_PAUSE_SECONDS = 0.7
# How long specs are read before what the editor asks meanwhile is answered.
_SLICE_SECONDS = 0.02


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
        self._comparing = self._in_background(self._compare())

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
        self._opening = self._in_background(self._read_all())

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
            self._reading = self._in_background(self._read_results())

    async def results(self) -> None:
        """Wait until it is known how every example last ran."""
        await self.ready()
        if self._reading:
            await asyncio.wait([self._reading])

    async def _read_results(self) -> None:
        while self._are_results_old and self.desk:
            self._are_results_old = False
            with looked_for_rarely():
                await asyncio.to_thread(self.desk.read_results)
        pass_by()
        if refreshes_lenses(self.client_capabilities):
            self.workspace_code_lens_refresh(None)

    def _in_background(self, work: Coroutine[object, object, None]) -> asyncio.Task[None]:
        """Start something that nobody waits for, and tell who writes where it fails."""
        task: asyncio.Task[None] = asyncio.ensure_future(work)
        task.add_done_callback(self._tell_failure)
        return task

    def _tell_failure(self, task: asyncio.Task[None]) -> None:
        error = None if task.cancelled() else task.exception()
        if error:
            mistake = f"{type(error).__name__}: {error}"
            self.tell(f"Specbook made a mistake; please report it. {mistake}", lsp.MessageType.Error)

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
