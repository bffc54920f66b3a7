"""The folder of runs: one folder a run, one part a process, merged when all have ended."""

from __future__ import annotations

import secrets
import shutil
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NoReturn

from specbook import errors, model
from specbook.errors import UnwritableError
from specbook.files import write_atomically
from specbook.model_cache import ModelCache
from specbook.results.merging import merge_parts
from specbook.results.ndjson import line_of

if TYPE_CHECKING:
    from pathlib import Path

    from specbook.results.run import Run

MERGED = "messages.ndjson"
RUN_ID_VARIABLE = "SPECBOOK_RUN_ID"
PARTS_KEPT = "What was recorded is kept in parts, and counts."


class Part:
    """What one process appends to a run; whatever has begun or ended is on disk before the next thing begins.

    Once something could not be written, nothing more is: a stream may end too early, but it has no holes.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._path = folder / f"{name}.ndjson"
        self._kept: list[str] = []
        self._given_up = False
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("ab", buffering=0)
        except OSError as error:
            self.refuse(UnwritableError(self._path, error))

    def append(self, *envelopes: dict[str, Any]) -> None:
        """Write envelopes, ASCII only, so that no text of a spec can break the stream."""
        self._kept.extend(map(line_of, envelopes))
        self._write()

    def begin(self, line: str) -> None:
        """Write the line of something that begins, or several, with what was kept."""
        self._kept.append(line)
        self._write()

    def keep(self, line: str) -> None:
        """Keep the line of something that ended until the next one is written: that follows at once."""
        self._kept.append(line)

    def close(self, *, whole: bool = False) -> None:
        """End the part; one that is `whole` is the run, written by one process in the order of its plan."""
        if self._kept:
            self._write()
        self._file.close()
        if whole and not self._given_up:
            self._path.replace(self._path.with_name(MERGED))

    def refuse(self, error: UnwritableError) -> NoReturn:
        """Say that something could not be written."""
        raise error

    def _write(self) -> None:
        data = "\n".join([*self._kept, ""]).encode("ascii")
        self._kept.clear()
        written = 0
        try:
            while written < len(data) and not self._given_up:
                written += self._file.write(data[written:]) or 0
        except OSError as error:
            self._give_up(data[:written], error)

    def _give_up(self, written: bytes, error: OSError) -> NoReturn:
        """Leave whole lines only."""
        self._given_up = True
        torn = len(written) - written.rfind(b"\n") - 1
        with suppress(OSError):
            self._file.truncate(self._path.stat().st_size - torn)
        self.refuse(UnwritableError(self._path, error))


def new_run_id() -> str:
    """Name a run so that names sort by time and two of one second differ."""
    return time.strftime("%Y%m%dT%H%M%SZ", time.gmtime()) + "-" + secrets.token_hex(3)


def keep_out_of_git(folder: Path, root: Path) -> None:
    """Let the folder of runs ignore itself in git, with what lies beside it in a hidden folder to itself."""
    parent = folder.parent
    ours = parent != root and parent.name.startswith(".")
    ignore = (parent if ours else folder) / ".gitignore"
    if not ignore.exists():
        write_atomically(ignore, "*\n")


def read_runs(folder: Path, root: Path, cache: Path | None = None) -> tuple[Run, ...]:
    """Read all runs, oldest first; none where the folder is missing. A folder without any stream is no run."""
    folders = sorted({stream.parent for stream in folder.glob("*/*.ndjson")})
    return tuple(read_run(path, root, cache) for path in folders)


def read_run(folder: Path, root: Path, cache: Path | None = None) -> Run:
    """Read one run from its merged file, and from whatever parts have not been merged into it."""
    from specbook.results import messages, run

    parts = [(path.relative_to(root).as_posix(), path.read_bytes()) for path in streams_of(folder)]

    def read() -> Run:
        return messages.read_messages(folder.name, [(uri, data.decode("utf-8", "replace")) for uri, data in parts])

    if cache is None:
        return read()
    known = ModelCache(cache, run.Run, (run, errors), (messages.__file__, model.__file__))
    found: Run = known.part(folder.name, b"\0".join(part for uri, data in parts for part in (uri.encode(), data)), read)
    return found


def merge(folder: Path) -> None:
    """Put the parts of a run together into one stream, and remove them.

    Raises UnwritableError where that cannot be written; the parts are kept then, and read as well as it.
    """
    paths = streams_of(folder)
    if not paths or [path.name for path in paths] == [MERGED]:
        return
    write_atomically(folder / MERGED, merge_parts(path.read_text("utf-8", errors="replace") for path in paths))
    for path in paths:
        if path.name != MERGED:
            path.unlink()


def cut_torn_line(path: Path) -> None:
    """Take off the end of a part that its process could not finish: half a line says nothing."""
    data = path.read_bytes()
    if data and not data.endswith(b"\n"):
        with path.open("r+b") as file:
            file.truncate(data.rfind(b"\n") + 1)


def streams_of(folder: Path) -> list[Path]:
    """Return the streams of a run: what has been merged, and then its parts."""
    return sorted(folder.glob("*.ndjson"), key=lambda path: (path.name != MERGED, path.name))


def remove_runs(folder: Path, names: list[str]) -> None:
    """Delete runs by their ids."""
    for name in names:
        shutil.rmtree(folder / name)
