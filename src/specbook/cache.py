"""What was made of a text, kept on disk for the next time; losing it costs time and nothing else."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from specbook.errors import UnwritableError
from specbook.files import write_atomically

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_SIZE = 16


class Cache:
    """A folder of things of one kind, each by a name, valid for just one text and as long as their makers stay."""

    def __init__(self, folder: Path, kind: str, made_by: Iterable[str]) -> None:
        """Keep a kind below a folder; `made_by` are the files of code that decide what is made of a text."""
        self._folder, self._kind = folder, kind
        stats = [Path(path).stat() for path in made_by]
        self._makers = repr([(stat.st_mtime_ns, stat.st_size) for stat in stats]).encode()

    def get(self, name: str, text: str | bytes) -> bytes | None:
        """Return what is kept, if it is whole and of just this text."""
        try:
            data = self._path(name).read_bytes()
        except OSError:
            return None
        made = data[2 * _SIZE :]
        return made if data[: 2 * _SIZE] == self._key(name, text) + _digest(made) else None

    def put(self, name: str, text: str | bytes, made: bytes) -> None:
        """Keep something; where that cannot be, it is made again the next time."""
        ignore = self._folder / ".gitignore"
        try:
            if not ignore.exists():
                write_atomically(ignore, "*\n")
            write_atomically(self._path(name), self._key(name, text) + _digest(made) + made)
        except (OSError, UnwritableError):
            return

    def text(self, name: str, text: str, make: Callable[[], str]) -> str:
        """Return the ASCII text that is kept, or make it and keep it."""
        known = self.get(name, text)
        if known is not None:
            return known.decode("ascii")
        made = make()
        self.put(name, text, made.encode("ascii"))
        return made

    def _path(self, name: str) -> Path:
        return self._folder / self._kind / _digest(_encoded(name)).hex()

    def _key(self, name: str, text: str | bytes) -> bytes:
        return _digest(self._makers, b"\0", _encoded(name), b"\0", _encoded(text))


def _digest(*parts: bytes) -> bytes:
    whole = blake2b(digest_size=_SIZE)
    for part in parts:  # a stream can be large, and joining it would copy it
        whole.update(part)
    return whole.digest()


def _encoded(text: str | bytes) -> bytes:
    return text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
