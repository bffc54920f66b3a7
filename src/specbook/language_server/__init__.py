"""The language server: checks, completes, explains and formats specs in any editor that speaks its protocol."""

from __future__ import annotations

from specbook.language_server.server import serve

__all__ = ["serve"]
