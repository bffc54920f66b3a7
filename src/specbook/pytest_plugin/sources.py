"""Where step definitions stand in a project's files, and digests of their source."""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import TYPE_CHECKING

from specbook.cache import Cache
from specbook.results.events import Source

if TYPE_CHECKING:
    from specbook.pytest_plugin.adapter import Definition


class Sources:
    """Where step definitions stand, and digests of their source, relative to the root."""

    def __init__(self, root: Path, cache: Path | None = None) -> None:
        self._root, self._cache = root, cache
        self._uris: dict[str, str] = {}
        self._digests: dict[str, dict[str, str]] = {}

    def place(self, definition: Definition) -> Source:
        """Return the place of a definition; without a file where it is not of this project."""
        return self.relative(*place_of(definition))

    def relative(self, filename: str, line: int) -> Source:
        """Return a place relative to the root; without a file where it is not of this project."""
        uri = self._uris.get(filename)
        if uri is None:
            uri = self._uris[filename] = self._uri(filename)
        return Source(uri, line if uri else 0)

    def use(self, filename: str, line: int) -> dict[str, str]:
        """Return what a result that rests on a definition must remember of it: its file, and a digest; or nothing."""
        source = self.relative(filename, line)
        if not source.uri:
            return {}
        if source.uri not in self._digests:
            self._digests[source.uri] = self._function_digests(source.uri)
        digest = self._digests[source.uri].get(str(source.line))
        return {"uri": source.uri, "digest": digest} if digest else {}

    def _uri(self, filename: str) -> str:
        path = Path(filename)
        if not filename or not path.is_relative_to(self._root) or "site-packages" in path.parts:
            return ""
        return path.relative_to(self._root).as_posix()

    def _function_digests(self, uri: str) -> dict[str, str]:
        """Hash the functions of a file, by the lines they begin at as JSON has them."""
        from specbook.step_index import digests, sources

        text = _text(self._root / uri)

        def made() -> str:
            return json.dumps(digests.function_digests(text))

        known = Cache(self._cache, "functions", (digests.__file__, sources.__file__)) if self._cache else None
        found: dict[str, str] = json.loads(known.text(uri, text, made) if known else made())
        return found


def place_of(definition: Definition) -> tuple[str, int]:
    """Return the file and first line of a definition's function; an empty file where it has no code."""
    function = inspect.unwrap(definition.step_func)
    code = getattr(getattr(function, "func", function), "__code__", None)
    return (code.co_filename, code.co_firstlineno) if code else ("", 0)


def _text(path: Path) -> str:
    """Read a file of step definitions; one that is not there, or not UTF-8, vouches for nothing."""
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
