"""The language server: checks, completes, explains and formats specs in any editor that speaks its protocol."""

from __future__ import annotations

import sys

_SWITCH_SECONDS = 0.0005


def serve() -> None:
    """Serve over standard input and output until the editor says that it ends."""
    from specbook.language_server import notices, requests  # noqa: F401  # their functions answer
    from specbook.language_server.server import server

    # Whoever types waits for no thread that compares specs or reads results.
    sys.setswitchinterval(_SWITCH_SECONDS)
    server.start_io()
