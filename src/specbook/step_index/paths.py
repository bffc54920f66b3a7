"""Paths as suites write them: from `__file__`, with `os.path` or `pathlib`, as far as that needs no disk."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from specbook.step_index.values import ANYTHING, Items, Text, Unknown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specbook.step_index.values import Value

# Where a project's root is, which no path that is written anywhere begins with.
ROOT = "\ue001/"


def file_of(uri: str) -> Text:
    """Return what `__file__` is in a file of the project."""
    return Text((ROOT + uri,))


def relative(path: str, folder: str) -> str:
    """Return a path from the root; one that is not whole counts from a folder."""
    whole = path if path.startswith(ROOT) else posixpath.join(folder, path)
    return posixpath.normpath(whole.removeprefix(ROOT))


def joined(first: Value, *others: Value) -> Value:
    """Join paths, as `os.path.join` and `/` do."""
    parts = [one.known if isinstance(one, Text) else None for one in (first, *others)]
    return ANYTHING if None in parts else Text((posixpath.join(*(part or "" for part in parts)),))


def attribute(path: Text, name: str) -> Value | None:
    """Return an attribute that paths have and no other string; None for any other."""
    if name not in {"parent", "parents"}:
        return None
    known = path.known
    if known is None:
        return Unknown()
    folders = []
    while (folder := posixpath.dirname(known)) not in {known, ""}:
        folders.append(Text((folder,)))
        known = folder
    return Items(tuple(folders)) if name == "parents" else folders[0] if folders else Unknown()


def call(name: str, arguments: tuple[Value, ...], _: Mapping[str, Value]) -> Value:
    """Evaluate a call of a function of `os.path`, or of a path's class or method."""
    if name == "dirname":
        first = arguments[0] if arguments else Unknown()
        return attribute(first, "parent") or Unknown() if isinstance(first, Text) else Unknown()
    return joined(*arguments) if arguments else Unknown()
