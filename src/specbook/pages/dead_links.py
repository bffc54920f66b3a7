"""Links and pictures that lead nowhere: named with their place, and marked on the team's pages where they stand."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from specbook.files import kind_at
from specbook.pages.escaping import raw
from specbook.pages.places import FIXED_ANCHORS, IMAGE_ENDINGS

if TYPE_CHECKING:
    from pathlib import Path

    from specbook.pages.places import Places

_SPEC = (".feature", ".feature.md", "README.md")
_PATH = re.compile(r"[^:]*[./#][^:]*")
_PLACE = re.compile(r"[?#]")


@dataclass(slots=True)
class DeadLinks:
    """Finds what links of one book mean nothing; `problems` tell of them, each once, with their places.

    `looked_out` tells whether anything was looked for that no book is made of.
    """

    root: Path
    specs: str
    places: Places
    details: bool
    problems: dict[str, None] = field(default_factory=dict)
    looked_out: bool = False

    def mark(self, uri: str, target: str, near: str = "") -> str:
        """Note a link of a file that leads nowhere, and return what the page says after it, for the team alone.

        What is there, but hidden from these readers or not to be read, is no mistake of the author. The advice is what
        is `near`, else the nearest file.
        """
        if not self.is_dead(uri, target):
            return ""
        path = self._path(uri, target)
        there = kind_at(self.root / path)
        why = f"“{target}” is not in the book" if there else f"there is no “{target}”"
        near = near or self._near(uri, path)
        advice = f" Did you mean “{near}”?" if near and not there else ""
        return self._told(uri, target, f"{why}.", advice)

    def is_dead(self, uri: str, target: str) -> bool:
        """Tell whether a link that has no page here is a mistake, as far as can be told from the files."""
        return bool(_PATH.fullmatch(target)) and not self._is_hidden(self._path(uri, target))

    def is_ours(self, uri: str, target: str) -> bool:
        """Tell whether an address that leads out of the book means a file of the project."""
        path = self._path(uri, target)
        self.looked_out = True
        return path.endswith((*_SPEC, ".md", *IMAGE_ENDINGS)) or kind_at(self.root / path) == "file"

    def fragment(self, uri: str, target: str, spec: str = "") -> str:
        """Do the same for a link to a place of a feature's page; empty where the place is there.

        The feature is that of a `spec`, where the link does not name the file itself.
        """
        path, _, fragment = target.partition("#")
        anchors = self.places.anchors.get(spec or (self._path(uri, path) if path else uri))
        if not fragment or not anchors or fragment in {*anchors.values(), *FIXED_ANCHORS}:
            return ""
        near = get_close_matches(fragment, anchors.values(), n=1, cutoff=0.6)
        advice = f" Did you mean “#{near[0]}”?" if near else ""
        return self._told(uri, target, f"“{target}” names no place of that page.", advice)

    def _told(self, uri: str, target: str, why: str, advice: str) -> str:
        """Keep the advice off the page: it may name a picture that its readers are not shown."""
        lines = self._lines(uri, target)
        self.problems |= dict.fromkeys(f"{uri}:{line}: {why}{advice}" for line in lines)
        return f' <span class="sb-dead">✖ {raw(f"{uri}:{lines[0]}: {why}")}</span>' if self.details else ""

    def _lines(self, uri: str, target: str) -> list[int]:
        """Look up where a link stands: only what is wrong costs a look at the file."""
        text = (self.root / uri).read_text("utf-8-sig", errors="replace")
        found = [number for number, line in enumerate(text.splitlines(), start=1) if target in line]
        return found or [1]

    def _path(self, uri: str, target: str) -> str:
        return posixpath.normpath(posixpath.join(posixpath.dirname(uri), unquote(_PLACE.split(unescape(target))[0])))

    def _is_hidden(self, path: str) -> bool:
        """Tell whether there is a spec, or a folder of specs."""
        there = kind_at(self.root / path)
        return f"{path}/".startswith(f"{self.specs}/") and (there == "folder" or bool(there and path.endswith(_SPEC)))

    def _near(self, uri: str, path: str) -> str:
        """Return the nearest file that a page could lead to, as it would be written; empty where none is near."""
        paths = (*self.places.features, *self.places.docs, *self.places.images)
        known = [one for one in paths if one.endswith(posixpath.splitext(path)[1])]
        near = get_close_matches(path, known, n=1, cutoff=0.7)
        return posixpath.relpath(near[0], posixpath.dirname(uri)) if near else ""
