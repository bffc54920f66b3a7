"""What lies on the desk: the project, its specs as the editor has them, its step definitions, and how they last ran."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from specbook.checks import Known, every_check, heeded
from specbook.config import find_project
from specbook.document_cache import DocumentCache
from specbook.errors import SpecbookError
from specbook.language_server.sheets import Sheet, read_sheet
from specbook.model import GherkinDocument, Specs
from specbook.product import load_product
from specbook.reader import SUFFIXES, decoded, feature_files
from specbook.standing import stand
from specbook.step_index.index import StepIndex, read_step_index
from specbook.step_index.sources import Mistake, parsed
from specbook.translated import ENGLISH, findings_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from specbook.finding import Finding
    from specbook.ledger import Entry

# What these find is never in a spec.
_OF_PYTHON = frozenset({"step-definitions-are-used", "step-definitions-do-something", "then-steps-assert"})


class Desk:
    """A project while it is written; everything is read once, and a file again when it changes."""

    def __init__(self, root: Path, language: str = ENGLISH) -> None:
        """Read a project, but its specs, and how their examples last ran; findings are told in `language`.

        Raises SettingsError for settings that make no sense.
        """
        self._language = language
        self.project = find_project(root)
        self.root = self.project.root
        self.sheets: dict[str, Sheet] = {}
        self.entries: Mapping[tuple[str, int], Entry] = {}
        self.across: Mapping[str, tuple[Finding, ...]] = {}
        self._only_across: dict[str, tuple[Finding, ...]] = {}
        self._open: set[str] = set()
        self._python: dict[str, str] = {}
        self._changed: set[str] = set()
        self.read_again()

    def read_again(self) -> None:
        """Read settings, product and definitions; no spec, which `unread` names."""
        self.project = find_project(self.root)
        self._known = Known(self.project.settings, load_product(self.project))
        self._documents = DocumentCache(self.project.cache, self.root)
        self.read_steps()

    def unread(self) -> list[str]:
        """Return the specs on disk that are not open in the editor, and forget those that are not there any more."""
        paths = feature_files(self.project.specs) if self.project.specs.is_dir() else []
        found = {path.relative_to(self.root).as_posix() for path in paths}
        for uri in self.sheets.keys() - found - self._open:
            del self.sheets[uri]
        return sorted(found - self._open)

    def read_steps(self) -> None:
        """Read the step definitions as they are on disk, and in the Python files that the editor has."""
        self._steps = read_step_index(self.project)
        self._changed = set(self._python)

    def write_steps(self, uri: str, text: str | None) -> None:
        """Take what the editor has of a Python file, or for None what the disk has, for its step definitions.

        Until a text is valid Python again, the definitions stay that there were before.
        """
        if text is None:
            self._python.pop(uri, None)
        elif isinstance(parsed(text), Mistake):
            return
        else:
            self._python[uri] = text
        self._changed.add(uri)

    @property
    def steps(self) -> StepIndex:
        """The step definitions; a file of Python that changes while nobody asks is read once somebody does."""
        while self._changed:
            uri = self._changed.pop()
            self._steps = self._steps.updated(uri, self._python.get(uri))
        return self._steps

    @property
    def known(self) -> Known:
        return replace(self._known, steps=self.steps)

    def read_results(self) -> None:
        """Read how every example stands; without results, or with a spec that stops it, nothing is known."""
        try:
            entries: Iterable[Entry] = stand(self.project).ledger.entries
        except SpecbookError:
            entries = ()
        self.entries = {(entry.pickle.uri, entry.pickle.location.line): entry for entry in entries}

    def uri_of(self, path: Path) -> str:
        """Return a file's path from the project's root, or its whole path where it lies elsewhere."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.as_posix()

    def is_spec(self, uri: str) -> bool:
        return uri.endswith(SUFFIXES)

    def is_python(self, uri: str) -> bool:
        """Tell whether a file is Python of the project, and not of a library that somebody looks at."""
        hidden = any(part.startswith(".") or part == "site-packages" for part in uri.split("/"))
        return uri.endswith(".py") and not uri.startswith("/") and not hidden

    def write(self, uri: str, text: str) -> Sheet:
        """Take what the editor has of a spec."""
        self._open.add(uri)
        self.sheets[uri] = read_sheet(uri, text)
        return self.sheets[uri]

    def put_away(self, uri: str) -> None:
        """Go by what is on disk again."""
        self._open.discard(uri)
        self.changed_on_disk(uri)

    def changed_on_disk(self, uri: str) -> None:
        """Read a spec again, unless the editor has it; what lies elsewhere than the specs is none of the project's."""
        if uri not in self._open and self._is_ours(uri):
            self._from_disk(uri)
        elif uri not in self._open:
            self.sheets.pop(uri, None)

    def _is_ours(self, uri: str) -> bool:
        hidden = any(part.startswith(".") for part in uri.split("/"))
        return uri.startswith(f"{self.project.settings.specs}/") and not hidden

    @property
    def open_specs(self) -> tuple[Sheet, ...]:
        return tuple(self.sheets[uri] for uri in sorted(self._open) if uri in self.sheets)

    @property
    def open_python(self) -> tuple[str, ...]:
        return tuple(sorted(self._python))

    def specs(self) -> Specs:
        """Return all specs as they are now."""
        return self.specs_of(self.sheets[uri] for uri in sorted(self.sheets) if self._is_ours(uri))

    def findings(self, sheet: Sheet) -> tuple[Finding, ...]:
        """Return at once what the checks find in one spec, and what only comparing it with others has told."""
        now = self._found_in(sheet)
        if sheet.uri not in self._only_across:
            known = {(one.check, one.message) for one in now}
            told = self.across.get(sheet.uri, ())
            self._only_across[sheet.uri] = tuple(one for one in told if (one.check, one.message) not in known)
        language = self.project.settings.check.language or self._language
        return findings_in(language, sorted({*now, *self._only_across[sheet.uri]}))

    def take_comparison(self, across: Mapping[str, tuple[Finding, ...]]) -> None:
        """Tell from now on what comparing all specs, as they are, has found."""
        self.across = across
        self._only_across.clear()

    def _found_in(self, sheet: Sheet) -> tuple[Finding, ...]:
        specs = self.specs_of((sheet,))
        known, checks = self.known, [check for check in every_check() if check.name not in _OF_PYTHON]
        found = {one for check in checks if check.family != "suppressions" for one in check.find(specs, known)}
        if sheet.errors:
            # What is left of a torn file is not what its author means: only what is written in it counts.
            partly = replace(specs, documents=(sheet.document,), errors=(), unparsed=())
            told = (check for check in checks if check.family in {"tags", "step definitions"})
            found |= {one for check in told for one in check.find(partly, known)}
        return tuple(one for one in heeded(specs, known, found, checks) if one.uri == sheet.uri)

    def specs_with(self, texts: Mapping[str, str]) -> Specs:
        """Return all specs as they would be with other texts of some."""
        others = {uri: read_sheet(uri, text) for uri, text in texts.items()}
        return self.specs_of(others.get(uri, self.sheets[uri]) for uri in sorted(self.sheets) if self._is_ours(uri))

    def specs_of(self, sheets: Iterable[Sheet]) -> Specs:
        """Return some of the specs, as if there were no others."""
        sheets = tuple(sheets)
        whole = tuple(sheet.document for sheet in sheets if not sheet.errors)
        errors = tuple(error for sheet in sheets for error in sheet.errors)
        torn = tuple((sheet.uri, sheet.text) for sheet in sheets if sheet.errors)
        return Specs(self.project.settings.specs, whole, errors, (), torn)

    def _from_disk(self, uri: str) -> None:
        path = self.root / uri
        source = decoded(path, self.root) if path.is_file() else None
        if isinstance(source, str):
            document = self._documents.read_text(uri, source)
            whole = document if isinstance(document, GherkinDocument) else None
            self.sheets[uri] = read_sheet(uri, source, whole)
        else:
            self.sheets.pop(uri, None)


def compared(
    specs: Specs, known: Known, is_wanted: Callable[[], bool] = lambda: True
) -> Mapping[str, tuple[Finding, ...]] | None:
    """Return by file what the checks find that look at all specs together, for `findings` to tell until the next time.

    It takes its time, and touches nothing: another thread may do it while somebody types. Where it is no longer wanted
    then, it gives up, and returns None.
    """
    found: set[Finding] = set()
    for check in every_check():
        if not is_wanted():
            return None
        if not check.alone and check.family != "suppressions":
            found.update(check.find(specs, known))
    across: dict[str, tuple[Finding, ...]] = {}
    for one in heeded(specs, known, found, ()):
        across[one.uri] = (*across.get(one.uri, ()), one)
    return across
