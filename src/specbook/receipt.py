"""What a staged tree was made of, kept beside it: while none of that has changed, it need not be made again."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from stat import S_ISLNK
from tempfile import TemporaryFile
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


@dataclass(frozen=True, slots=True)
class Look:
    """What a book would be made of at one time: a digest of it, and what tells whether any of it was written since.

    `days` are those on which specs last changed, as git knows them; the time is that of the file system.
    """

    content: str
    written: Mapping[str, tuple[int, ...]]
    days: Mapping[str, str]
    at: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a tree of some pages was made of, and what of the specs held then.

    `elsewhere` are the files and folders that are read, too, and that nobody knows of before: their paths, relative to
    the project. `tree` is the digest of the tree itself.
    """

    made_of: str
    elsewhere: tuple[str, ...]
    found_elsewhere: str
    tree: str
    pages: int
    tally: Tally


def look_at(project: Project, kind: str) -> Look | None:
    """Look at all that is read for a book of some kind, as far as it is known before it is staged.

    None where that cannot be told from the project's folders: where one is the project itself, or leads elsewhere.
    """
    at, days, paths = _time_in(project.book), last_changes(project), _known_paths(project)
    if paths is None:
        return None
    written = _written(paths)  # before anything is read, so that no later change is missed
    key = repr((kind, project.root.as_posix(), _MADE_BY, sorted(days.items())))
    return Look(_digest([key, *_contents(paths)]), written, days, at)


def valid_receipt(project: Project, folder: Path, look: Look) -> Receipt | None:
    """Return the receipt of the tree in a folder, if that is, to the byte, what staging would make of it now.

    Runs of which the history does not know make it due, too: staging adds them.
    """
    receipt = _read(folder / _FILE)
    if receipt is None or receipt.made_of != look.content or not project.history.is_file():
        return None
    elsewhere = _digest(_contents(_paths(project.root, receipt.elsewhere)))
    return receipt if elsewhere == receipt.found_elsewhere and _tree(folder) == receipt.tree else None


def keep_receipt(
    project: Project, folder: Path, look: Look, elsewhere: Iterable[Path], tree: str, pages: int, tally: Tally
) -> None:
    """Keep what a tree was made of, as the `look` before that found it; nothing where any of it was written since.

    What was written just when the look began may have been written after it, too, as far as the file system tells.
    Raises UnwritableError where a receipt from before cannot be removed.
    """
    known = _known_paths(project) or {}
    places = tuple(sorted({_name(path, project.root) for path in elsewhere} - known.keys()))
    found = _paths(project.root, places)
    gone = {place: _nearest(project.root / place) for place in places if kind_at(project.root / place) == ""}
    changed = _written(known) != look.written or _makers() != _MADE_BY
    if changed or any(_is_since(look.at, one) for one in (*look.written.values(), *_written(found | gone).values())):
        forget_receipt(folder)
    else:
        receipt = Receipt(look.content, places, _digest(_contents(found)), tree, pages, tally)
        with suppress(UnwritableError):  # then it is staged again the next time
            write_atomically(folder / _FILE, json.dumps(asdict(receipt), indent=1) + "\n")


def forget_receipt(folder: Path) -> None:
    """Have a tree staged again, whatever it is made of; raise UnwritableError where its receipt cannot be removed."""
    path = folder / _FILE
    try:
        path.unlink()
    except OSError as error:
        if path.exists():
            raise UnwritableError(path, error) from error


def tree_digest(files: Mapping[str, str | bytes]) -> str:
    """Digest a tree by its files' paths, as it is to be written."""
    return _digest(part for path in sorted(files) for part in (path, sha256(_encoded(files[path])).hexdigest()))


def _tree(folder: Path) -> str:
    """Digest a tree as it lies there; an empty folder is nothing to an engine."""
    files = {name: path for name, path in _paths(folder, _STAGED).items() if not name.endswith("/")}
    return _digest(part for name, path in files.items() for part in (name, _file_digest(Path(path))))


def _read(path: Path) -> Receipt | None:
    """Read a receipt; None where there is none, or it is none of this version."""
    try:
        kept = json.loads(path.read_text("utf-8"))
        tally = kept.pop("tally")
        counts = {state: int(tally["counts"][state]) for state in STATES}
        told = Tally(counts, tuple(map(str, tally["reasons"])), int(tally["unread"]))
        elsewhere = tuple(map(str, kept["elsewhere"]))
        return Receipt(**kept | {"elsewhere": elsewhere, "pages": int(kept["pages"]), "tally": told})
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _known_paths(project: Project) -> dict[str, str] | None:
    settings = project.settings
    folders = (settings.specs, settings.docs, settings.results, *filter(None, [settings.words]))
    if {"", "."} & {*folders, settings.steps}:
        return None
    found = _paths(project.root, (*_SETTINGS, *folders))
    linked = (path for name, path in found.items() if name.endswith("/") and name.rstrip("/") not in folders)
    if any(map(os.path.islink, linked)):
        return None
    code = _paths(project.root, (settings.steps,)).items()
    return found | {name: path for name, path in code if name.endswith(".py")}


def _makers() -> str:
    """Tell what makes a book: the files of code and when they were written, and when libraries were last installed."""
    own = Path(__file__).parent
    specs = filter(None, map(find_spec, _LIBRARIES))
    installed = [_status(str(Path(spec.origin).parent.parent)) for spec in specs if spec.origin]
    code = {name: path for name, path in _paths(own.parent, (own.name,)).items() if "/__pycache__/" not in name}
    return repr((sys.version, _digest(map(repr, _written(code).items())), installed))


def _name(path: Path, root: Path) -> str:
    """Return a path relative to a folder, as it is written: where a link leads may change."""
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def _paths(root: Path, names: Iterable[str]) -> dict[str, str]:
    """Return by name where everything is that is there: files, and at any depth folders, whose names end in a slash."""
    found: dict[str, str] = {}
    for name in names:
        path = root / name
        kind = kind_at(path)
        found |= _below(name, str(path)) if kind == "folder" else {name: str(path)} if kind else {}
    return dict(sorted(found.items()))


def _below(name: str, folder: str) -> Iterator[tuple[str, str]]:
    """Yield what is in a folder; as for who reads it, a link to another one is nothing but a link."""
    for place, folders, files in os.walk(folder):
        inside = f"{name}{place.removeprefix(folder)}".replace(os.sep, "/")
        yield f"{inside}/", place
        yield from ((f"{inside}/{one}/", f"{place}/{one}") for one in folders if Path(place, one).is_symlink())
        yield from ((f"{inside}/{one}", f"{place}/{one}") for one in files)


def _contents(paths: Mapping[str, str]) -> Iterator[str]:
    """Yield the name and the digest of everything, and where it is if a link leads there."""
    for name, path in paths.items():
        yield name
        yield "" if name.endswith("/") else _file_digest(Path(path))
        yield os.path.realpath(path) if os.path.islink(path) else ""  # noqa: PTH114 - of a thousand files


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


def _written(paths: Mapping[str, str]) -> dict[str, tuple[int, ...]]:
    return {name: _status(path) for name, path in paths.items()}


def _status(path: str) -> tuple[int, ...]:
    """Return when a file, folder or link was written and when it came there, its size, and which one it is.

    Of a link, the same of what it leads to comes after it; of what is gone, there is nothing.
    """
    try:
        found = [os.lstat(path)]
        found += [os.stat(path)] if S_ISLNK(found[0].st_mode) else []  # noqa: PTH116 - of a thousand files
    except (OSError, ValueError):
        return ()
    return tuple(part for one in found for part in (one.st_mtime_ns, one.st_ctime_ns, one.st_size, one.st_ino))


def _is_since(at: int, status: tuple[int, ...]) -> bool:
    return any(time >= at for time in (*status[0::4], *status[1::4]))


def _nearest(path: Path) -> str:
    """Return the folder that tells when something was taken away: the nearest one that is there."""
    return next(str(parent) for parent in path.parents if kind_at(parent) == "folder")


def _time_in(folder: Path) -> int:
    """Ask the file system what time it is: its clock may be another, or a rough one; 0 where nothing can be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder) as file:
            return os.fstat(file.fileno()).st_mtime_ns
    except OSError:
        return 0


def _digest(parts: Iterable[str]) -> str:
    whole = sha256()
    for part in parts:
        whole.update(_encoded(part))
        whole.update(b"\0")
    return whole.hexdigest()


def _encoded(text: str | bytes) -> bytes:
    return text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text


# As it is when this process begins: code that is changed on disk later on is not what it runs.
_MADE_BY = _makers()
