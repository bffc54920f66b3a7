"""What a staged tree was made of, kept beside it: while none of that has changed, it need not be made again."""

from __future__ import annotations

import json
import os
import sys
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from specbook.errors import UnwritableError
from specbook.files import kind_at, read_pieces, write_atomically
from specbook.last_changes import last_changes
from specbook.ledger import STATES, Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from specbook.config import Project

# What a staged tree consists of; the receipt, and the site that is built of the tree, lie beside it.
_STAGED = ("docs", "theme", "mkdocs.yml")
_FILE = "receipt.json"
_SETTINGS = ("pyproject.toml", "mkdocs.yml")
# The libraries that decide what is read in specs, in settings and in catalogues of words.
_LIBRARIES = ("gherkin", "yaml", "babel")
# No file system tells the time of a change more roughly than this.
_ROUGHLY_NANOSECONDS = 2 * 10**9


@dataclass(frozen=True, slots=True)
class Look:
    """What a book would be made of at one time: its digest, and what tells whether any of it was written since."""

    content: str
    written: str
    at: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a tree of some pages was made of, and what of the specs held then.

    `elsewhere` are the files and folders, relative to the project, that are read, too, and that nobody knows of before.
    `tree` is the digest of the tree itself.
    """

    made_of: str
    elsewhere: tuple[str, ...]
    found_elsewhere: str
    tree: str
    pages: int
    tally: Tally


def look_at(project: Project, kind: str) -> Look:
    """Look at all that is read for a book of some kind, as far as it is known before it is staged."""
    at, paths, days = time.time_ns(), _known_paths(project), _days(project)
    state = _state(paths, days)  # before anything is read, so that no later change is missed
    return Look(_digest([_kind(project, kind), repr(days), *_contents(paths)]), state, at)


def valid_receipt(project: Project, folder: Path, look: Look) -> Receipt | None:
    """Return the receipt of the tree in a folder, if that is, to the byte, what staging would make of it now."""
    receipt = _read(folder / _FILE)
    if receipt is None or receipt.made_of != look.content:
        return None
    elsewhere = _digest(_contents(_paths(project.root, receipt.elsewhere)))
    return receipt if elsewhere == receipt.found_elsewhere and _tree(folder) == receipt.tree else None


def keep_receipt(
    project: Project, folder: Path, look: Look, elsewhere: Iterable[str], tree: str, pages: int, tally: Tally
) -> None:
    """Keep what a tree was made of, as the `look` before that found it; nothing where any of it was written since."""
    known = _known_paths(project)
    places = tuple(sorted(set(elsewhere) - known.keys()))
    found = _paths(project.root, places)
    newest = max((status[0] for path in found.values() if (status := _status(path))), default=0)
    if _state(known, _days(project)) != look.written or newest > look.at - _ROUGHLY_NANOSECONDS:
        forget_receipt(folder)
        return
    receipt = Receipt(look.content, places, _digest(_contents(found)), tree, pages, tally)
    with suppress(UnwritableError):  # then it is staged again the next time
        write_atomically(folder / _FILE, json.dumps(asdict(receipt), indent=1) + "\n")


def forget_receipt(folder: Path) -> None:
    """Have a tree staged again, whatever it is made of."""
    (folder / _FILE).unlink(missing_ok=True)


def tree_digest(files: Mapping[str, str | bytes]) -> str:
    """Digest a tree by its files' paths, as it is to be written."""
    return _digest(part for path in sorted(files) for part in (path, sha256(_encoded(files[path])).hexdigest()))


def _tree(folder: Path) -> str:
    """Digest a tree as it lies there; an empty folder is nothing to an engine."""
    return _digest(_contents({name: path for name, path in _paths(folder, _STAGED).items() if not name.endswith("/")}))


def _read(path: Path) -> Receipt | None:
    """Read a receipt; None where there is none, or it is none of this version."""
    try:
        kept = json.loads(path.read_text("utf-8"))
        tally = kept.pop("tally")
        counts = {state: int(tally["counts"][state]) for state in STATES}
        told = Tally(counts, tuple(tally["reasons"]), int(tally["unread"]))
        return Receipt(**kept | {"elsewhere": tuple(kept["elsewhere"]), "tally": told})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _state(paths: Mapping[str, str], days: object) -> str:
    return repr((_written(paths), days))


def _days(project: Project) -> list[tuple[str, str]]:
    return sorted(last_changes(project).items())


def _known_paths(project: Project) -> dict[str, str]:
    settings = project.settings
    folders = (settings.specs, settings.steps, settings.docs, settings.results, settings.words)
    return _paths(project.root, (*_SETTINGS, *filter(None, folders)))


def _kind(project: Project, kind: str) -> str:
    """Tell what is made, for which project, and by what: by which files of code, and libraries installed when."""
    own = Path(__file__).parent
    specs = filter(None, map(find_spec, _LIBRARIES))
    installed = [_status(str(Path(spec.origin).parent.parent)) for spec in specs if spec.origin]
    return repr((kind, project.root.as_posix(), sys.version, _written(_paths(own.parent, (own.name,))), installed))


def _paths(root: Path, names: Iterable[str]) -> dict[str, str]:
    """Return by name where everything is that is there: files, and at any depth folders, whose names end in a slash."""
    found: dict[str, str] = {}
    for name in names:
        path = root / name
        kind = kind_at(path)
        found |= _below(name, str(path)) if kind == "folder" else {name: str(path)} if kind else {}
    return dict(sorted(found.items()))


def _below(name: str, folder: str) -> Iterator[tuple[str, str]]:
    """Yield what is in a folder, links to folders followed, each once; what Python compiled there is no part of it."""
    seen: set[str] = set()
    for place, folders, files in os.walk(folder, followlinks=True):
        inside = f"{name}{place.removeprefix(folder)}".replace(os.sep, "/")
        real = os.path.realpath(place)
        folders[:] = [] if real in seen else [one for one in folders if one != "__pycache__"]
        seen.add(real)
        yield f"{inside}/", place
        yield from ((f"{inside}/{file}", f"{place}/{file}") for file in files)


def _contents(paths: Mapping[str, str]) -> Iterator[str]:
    for name, path in paths.items():
        yield name
        yield sha256(b"").hexdigest() if name.endswith("/") else _file_digest(Path(path))


def _file_digest(path: Path) -> str:
    if kind_at(path) != "file":
        return "no file"
    whole = sha256()
    try:
        for piece in read_pieces(path):
            whole.update(piece)
    except OSError:
        return "unreadable"
    return whole.hexdigest()


def _written(paths: Mapping[str, str]) -> str:
    return _digest(repr((name, _status(path))) for name, path in paths.items())


def _status(path: str) -> tuple[int, int, int] | None:
    """Return when a file or folder was written, how large it is, and what it is; None where it is gone."""
    try:
        status = os.stat(path)  # noqa: PTH116 - of a thousand files
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def _digest(parts: Iterable[str]) -> str:
    whole = sha256()
    for part in parts:
        whole.update(_encoded(part))
        whole.update(b"\0")
    return whole.hexdigest()


def _encoded(text: str | bytes) -> bytes:
    return text.encode("utf-8", "surrogateescape") if isinstance(text, str) else text
