"""The folders that group specs, and the story that each one's README tells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specbook.errors import SettingsError, nearest
from specbook.model import Capability
from specbook.yaml_text import load_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

README = "README.md"
_KNOWN = {"audience": "the name of one audience", "owner": "the name of who answers for it"}
_FRONT_MATTER = re.compile(r"---[^\S\n]*\n(?P<yaml>.*?)(?:(?<=\n)|\n)---[^\S\n]*(?:\n|\Z)", re.DOTALL)
_HEADING = re.compile(r"\s*#[^\S\n]+(?P<title>\S.*?)(?:[^\S\n]+#+)?[^\S\n]*(?:\n|\Z)")


def read_capabilities(folder: Path, root: Path, feature_files: Iterable[Path]) -> Iterator[Capability]:
    """Yield the folders that hold a README or a spec, or lead to one, parents first, hidden ones left out.

    Raises SettingsError for a README that is not UTF-8, and for what is wrong between its `---` lines.
    """
    readmes = (path for path in folder.rglob(README) if not is_hidden(path, folder))
    holding = {path.parent for path in (*feature_files, *readmes)}
    leading = {parent for path in holding for parent in (path, *path.parents) if parent.is_relative_to(folder)}
    for path in sorted(leading | {folder}):
        yield _capability(path, root)


def is_hidden(path: Path, folder: Path) -> bool:
    """Tell whether a path below a folder leads through a name that begins with a dot."""
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _capability(path: Path, root: Path) -> Capability:
    text = _readme(path / README, root)
    uri = path.relative_to(root).as_posix()
    matter, body = _front_matter(text, f"{uri}/{README}")
    heading = _HEADING.match(body)
    title = heading["title"] if heading else path.name.replace("-", " ").replace("_", " ").capitalize()
    story = body[heading.end() :] if heading else body
    line = text.count("\n", 0, len(text) - len(story)) + 1
    return Capability(uri, title, story, matter.get("audience", ""), line, matter.get("owner", ""))


def _readme(path: Path, root: Path) -> str:
    if not path.is_file():
        return ""
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        uri = path.relative_to(root).as_posix()
        raise SettingsError(f"{uri}:1: the file is not UTF-8; save it as UTF-8 in your editor.") from None


def _front_matter(text: str, uri: str) -> tuple[dict[str, str], str]:
    """Split off the YAML between `---` lines at the head of a README; return what it names, and the rest."""
    match = _FRONT_MATTER.match(text)
    if not match:
        return {}, text
    # Line 1 is the `---` itself, so that mistakes are told at their line of the file.
    matter = load_yaml(f"\n{match['yaml']}", uri)
    for key, value in matter.items():
        if key not in _KNOWN:
            raise SettingsError(f"{uri}:1: “{key}” is not known between the `---` lines. {nearest(key, _KNOWN)}")
        if not isinstance(value, str) or not value:
            raise SettingsError(f"{uri}:1: {key}: {_KNOWN[key]} is expected.")
    return matter, text[match.end() :]
