"""What the editor says that it can do; what it does not say, it cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol.types import ResourceOperationKind

if TYPE_CHECKING:
    from lsprotocol.types import ClientCapabilities


def takes_snippets(editor: ClientCapabilities) -> bool:
    """Tell whether a completion may have places to type in."""
    known = editor.text_document
    item = known.completion.completion_item if known and known.completion else None
    return bool(item and item.snippet_support)


def resolves_edits(editor: ClientCapabilities) -> bool:
    """Tell whether it asks for the edit of an action once somebody chose that."""
    known = editor.text_document
    resolved = known.code_action.resolve_support if known and known.code_action else None
    return bool(resolved and "edit" in resolved.properties)


def shows_related(editor: ClientCapabilities) -> bool:
    """Tell whether what is underlined may lead to other places."""
    known = editor.text_document.publish_diagnostics if editor.text_document else None
    return bool(known and known.related_information)


def creates_files(editor: ClientCapabilities) -> bool:
    known = editor.workspace.workspace_edit if editor.workspace else None
    return bool(known and known.document_changes and ResourceOperationKind.Create in (known.resource_operations or ()))


def refreshes_lenses(editor: ClientCapabilities) -> bool:
    known = editor.workspace.code_lens if editor.workspace else None
    return bool(known and known.refresh_support)


def registers_watchers(editor: ClientCapabilities) -> bool:
    known = editor.workspace.did_change_watched_files if editor.workspace else None
    return bool(known and known.dynamic_registration)
