"""The files that somebody asks about, and the specs to look at for that: theirs are among all others, and come last."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from specbook.document_cache import DocumentCache, read_specs
from specbook.errors import UsageError
from specbook.files import kind_at
from specbook.model import GherkinDocument, Specs
from specbook.reader import SUFFIXES, decode, feature_files, uri_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specbook.config import Project


@dataclass(frozen=True, slots=True)
class Chosen:
    """All specs, and which files are asked about, by file or folder; everything where `paths` is None.

    The specs that are asked about come last, so that of two that are too much alike it is theirs that is told of.
    """

    specs: Specs
    paths: tuple[str, ...] | None = None

    def holds(self, uri: str) -> bool:
        """Tell whether a file is asked about."""
        return self.paths is None or any(path in {uri, "."} or uri.startswith(f"{path}/") for path in self.paths)

    @property
    def files(self) -> int:
        """Count the specs that are asked about."""
        uris = {document.uri for document in self.specs.documents} | set(self.specs.unparsable)
        return sum(map(self.holds, uris))


def choose_files(project: Project, paths: Iterable[Path]) -> Chosen:
    """Read the specs of a project, and those among some files and folders that lie elsewhere.

    Raises UsageError for a path where nothing is.
    """
    given = [_absolute(project, path) for path in paths]
    if not given:
        return Chosen(read_specs(project))
    specs = read_specs(project) if project.specs.is_dir() else Specs(project.settings.specs, ())
    known = {document.uri for document in specs.documents} | set(specs.unparsable)
    for file in dict.fromkeys(file for path in given for file in _feature_files(path)):
        if uri_of(file, project.root) not in known:
            specs = _with_file(project, specs, file)
    return _ordered(Chosen(specs, tuple(uri_of(path, project.root) for path in given)))


def choose_text(project: Project, name: Path, text: str | bytes) -> Chosen:
    """Read the specs of a project with one file that holds some text, whatever there is on disk."""
    uri = uri_of(_absolute(project, name, must_exist=False), project.root)
    specs = read_specs(project) if project.specs.is_dir() else Specs(project.settings.specs, ())
    return _ordered(Chosen(with_text(project, specs, uri, text), (uri,)))


def with_text(project: Project, specs: Specs, uri: str, text: str | bytes) -> Specs:
    """Return specs in which one file holds another text."""
    source = text if isinstance(text, str) else decode(text, uri)
    read = DocumentCache(project.cache, project.root).read_text(uri, source) if isinstance(source, str) else (source,)
    others = {document.uri: document for document in specs.documents}
    errors = tuple(one for one in specs.errors if one.uri != uri)
    unparsed = tuple(one for one in specs.unparsed if one[0] != uri)
    if isinstance(read, GherkinDocument):
        documents = tuple((others | {uri: read}).values())
        return replace(specs, documents=documents, errors=errors, unparsed=unparsed)
    texts = ((uri, source),) if isinstance(source, str) else ()
    documents = tuple(one for one in specs.documents if one.uri != uri)
    return replace(specs, documents=documents, errors=(*errors, *read), unparsed=(*unparsed, *texts))


def _with_file(project: Project, specs: Specs, path: Path) -> Specs:
    try:
        return with_text(project, specs, uri_of(path, project.root), path.read_bytes())
    except OSError as error:
        raise UsageError(f"{uri_of(path, project.root)}: the file cannot be read: {error.strerror}") from None


def _ordered(chosen: Chosen) -> Chosen:
    documents = sorted(chosen.specs.documents, key=lambda one: (chosen.holds(one.uri), one.uri))
    return replace(chosen, specs=replace(chosen.specs, documents=tuple(documents)))


def _absolute(project: Project, path: Path, *, must_exist: bool = True) -> Path:
    """Return a path below the project's root where it leads there, else the one that it really is."""
    if must_exist and not kind_at(path):
        raise UsageError(f"{path.as_posix()}: there is no such file or folder.")
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 (resolve would follow a link out of the project)
    return absolute if absolute.is_relative_to(project.root) else absolute.resolve()


def _feature_files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from feature_files(path)
    elif path.name.endswith(SUFFIXES):
        yield path
