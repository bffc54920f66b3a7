"""Files written whole or not at all, and only where their content changes."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_IMODE, S_ISDIR, S_ISREG
from typing import TYPE_CHECKING, Literal

from specbook.errors import UnwritableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_PIECE = 1024 * 1024
_READABLE = 0o644


def write_atomically(path: Path, content: str | bytes) -> bool:
    """Write a file, text as UTF-8, unless it holds just that already; tell whether it was written.

    A file that is there keeps its permissions.
    Raises UnwritableError where it cannot be; what was there is still there then, and nothing is left beside it.
    """
    data = content.encode() if isinstance(content, str) else content
    if path.is_file() and path.read_bytes() == data:
        return False
    mode = S_IMODE(path.stat().st_mode) if path.is_file() else _READABLE
    _write(path, path.parent, [data], lambda: path.name, mode)
    return True


def write_pieces(folder: Path, pieces: Iterable[bytes], name: Callable[[], str]) -> Path:
    """Write a file piece by piece, whole or not at all; it is given its name once its content is known.

    Raises UnwritableError as `write_atomically` does; what goes wrong where the pieces come from is no such error.
    """
    return _write(folder, folder, pieces, name)


def kind_at(path: Path) -> Literal["file", "folder", "other", ""]:
    """Tell what is at a path, links followed; nothing where nothing is, or no file can be called so.

    A pipe or a device is another thing: who reads it may wait for ever.
    """
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return ""
    return "folder" if S_ISDIR(mode) else "file" if S_ISREG(mode) else "other"


def read_source(path: Path) -> str:
    """Read a file of code; one that is not there, or not UTF-8, says nothing."""
    try:
        return path.read_text("utf-8")
    except (OSError, ValueError):  # no UTF-8, or no name of a file
        return ""


def read_pieces(path: Path) -> Iterator[bytes]:
    """Read a file piece by piece, so that its size does not matter."""
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def _write(told: Path, folder: Path, pieces: Iterable[bytes], name: Callable[[], str], mode: int = _READABLE) -> Path:
    with _writing(told):
        folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=".", suffix=".part")
    part, file = Path(temporary), os.fdopen(handle, "wb")
    try:
        for piece in pieces:
            with _writing(told):
                file.write(piece)
        with _writing(told):
            file.close()
            part.chmod(mode)
            return part.replace(folder / name())
    except BaseException:
        with suppress(OSError):  # what is still to be written finds no room either
            file.close()
        part.unlink(missing_ok=True)
        raise


@contextmanager
def _writing(told: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UnwritableError(told, error) from error
