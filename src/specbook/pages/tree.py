"""A tree of files written where it changed, and cleared of what is stale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.files import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


def write_tree(folder: Path, files: Mapping[str, str | bytes]) -> tuple[str, ...]:
    """Write files by their path below a folder; return the paths of those whose content changed."""
    return tuple(path for path, content in files.items() if write_atomically(folder / path, content))


def remove_stale(folder: Path, part: str, kept: frozenset[str]) -> tuple[str, ...]:
    """Remove every file in one part of a folder that is not kept, and the folders that this leaves empty.

    Paths, those returned too, are relative to the folder; what is beside that part is left alone.
    """
    stale = [path for path in _files(folder / part) if path.relative_to(folder).as_posix() not in kept]
    for path in stale:
        path.unlink()
        for parent in path.parents:
            if parent == folder or any(parent.iterdir()):
                break
            parent.rmdir()
    return tuple(path.relative_to(folder).as_posix() for path in stale)


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
