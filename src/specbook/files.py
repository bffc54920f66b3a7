"""Files written whole or not at all, and only where their content changes."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from specbook.errors import UnwritableError


def write_atomically(path: Path, content: str | bytes) -> bool:
    """Write a file, text as UTF-8, unless it holds just that already; tell whether it was written.

    Raises UnwritableError where it cannot be; what was there is still there then, and nothing is left beside it.
    """
    data = content.encode() if isinstance(content, str) else content
    if path.is_file() and path.read_bytes() == data:
        return False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_beside(path, data)
    except OSError as error:
        raise UnwritableError(path, error) from error
    return True


def _write_beside(path: Path, data: bytes) -> None:
    """Write the whole content to a file beside it, and put that in its place."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
