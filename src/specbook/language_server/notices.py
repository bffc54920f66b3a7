"""What the editor tells: that it begins, and what is opened, typed, saved and closed in it or changed elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types as lsp
from pygls.uris import to_fs_path

from specbook.errors import SpecbookError
from specbook.language_server.abilities import registers_watchers
from specbook.language_server.registering import SpecsFirst
from specbook.language_server.server import SpecbookServer, server
from specbook.translated import ENGLISH, is_spoken

if TYPE_CHECKING:
    from collections.abc import Iterable

_WATCHED = ("**/*.feature", "**/*.feature.md", "**/*.py", "**/product.yml", "**/pyproject.toml", "**/*.ndjson")


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
