"""The user's own pages and files, which the book takes over as they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specbook.errors import SettingsError
from specbook.pages.places import (
    ASSETS,
    HOME,
    IMAGES,
    PATHS,
    SPECS,
    STATUS,
    TAGS,
    TEAM_STEPS,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from specbook.config import Project

_TAKEN_FILES = {
    STATUS,
    TAGS,
    TEAM_STEPS,
    "specs.json",
    *(f"s/{digit}.html" for digit in "0123456789abcdef"),
}
_TAKEN = (f"{SPECS}/", f"{PATHS}/", f"{ASSETS}/", f"{IMAGES}/")
_README = "README.md"
# A heading in which no Markdown is left to MkDocs; what stands before it may name another title.
_PLAIN_HEADING = re.compile(r"\ufeff?\s*#[^\S\n]+(?P<title>[^\n#`*_\[\]<>&{}\\!:]+?)[^\S\n]*(?:\n|\Z)")
_IGNORED = {".git", ".DS_Store", "__pycache__"}


def own_files(project: Project) -> dict[str, bytes]:
    """Read every file below the user's docs; raise SettingsError where one stands at an address of ours."""
    found: dict[str, bytes] = {}
    for path in sorted(project.docs.rglob("*")) if project.docs.is_dir() else ():
        if path.is_file() and not _IGNORED & set(path.relative_to(project.docs).parts):
            name = path.relative_to(project.docs).as_posix()
            if name in _TAKEN_FILES or name.startswith(_TAKEN):
                raise SettingsError(_collision(name, project.settings.docs))
            found[name] = path.read_bytes()
    if HOME not in found and _README in found:
        found[HOME] = found.pop(_README)
    return found


def own_pages(files: Iterable[str]) -> tuple[str, ...]:
    """Return the user's pages, the home page aside, that belong in a navigation."""
    pages = (path for path in files if path.endswith(".md") and path != HOME)
    return tuple(path for path in pages if not any(part.startswith(".") for part in path.split("/")))


def own_title(page: bytes) -> str:
    """Return the title that a page begins with; empty where only MkDocs can tell it."""
    heading = _PLAIN_HEADING.match(page.decode("utf-8", "replace"))
    return heading["title"] if heading else ""


def page_uris(files: Iterable[str], project: Project) -> Mapping[str, str]:
    """Return the address of each of the user's files by its path in the project."""
    home = HOME if (project.docs / HOME).is_file() else _README
    return {f"{project.settings.docs}/{home if path == HOME else path}": path for path in files}


def _collision(path: str, docs: str) -> str:
    """Say which page of the user stands where Specbook writes one."""
    return (
        f"{docs}/{path}: Specbook writes a page of its own at this address. "
        f"Rename yours, or move it to another folder of {docs}/."
    )
