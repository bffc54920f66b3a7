"""Documents that were read before, read again from what was kept of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from specbook import model
from specbook.model_cache import ModelCache
from specbook.reader import MADE_BY, decoded, read, read_text, uri_of

if TYPE_CHECKING:
    from pathlib import Path

    from specbook.config import Project
    from specbook.errors import ParseError

Read = model.GherkinDocument | tuple["ParseError", ...]


class DocumentCache:
    """Reads Gherkin as `reader` does, and only once as long as nothing changes."""

    def __init__(self, folder: Path, root: Path) -> None:
        self._root = root
        self._known = ModelCache(folder, model.GherkinDocument, (model,), MADE_BY)

    def read_file(self, path: Path) -> Read:
        """Read one file: its document, or all its errors."""
        source = decoded(path, self._root)
        return self.read_text(uri_of(path, self._root), source) if isinstance(source, str) else (source,)

    def read_text(self, uri: str, source: str) -> Read:
        """Read a text, a byte order mark included: its document, or all its errors."""
        found: Read = self._known.part(uri, source, partial(read_text, uri, source))
        return found


def read_specs(project: Project) -> model.Specs:
    """Read every feature file of a project, as `reader.read` does."""
    return read(project.specs, project.root, DocumentCache(project.cache, project.root).read_text)
