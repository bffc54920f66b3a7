"""The command that an editor starts."""

from __future__ import annotations

import click

from specbook.errors import GOOD


@click.command()
def lsp() -> int:
    """Serve an editor over standard input and output, by the Language Server Protocol.

    \b
    Example: specbook lsp   (an editor starts it; see “Write in your editor” in the documentation)
    """
    from specbook.language_server import serve

    serve()
    return GOOD
