"""A project as it was last read whole, with those specs that were written since: for the page of the spec at hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from specbook.checks import Known
from specbook.current_findings import CurrentFindings
from specbook.document_cache import DocumentCache
from specbook.garbage import looked_for_rarely, sweep
from specbook.model import GherkinDocument
from specbook.pages.margin import Margins
from specbook.pages.restaging import stage_page
from specbook.standing import read_sources, stand_on
from specbook.step_index.index import read_step_index

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from specbook.config import Project
    from specbook.errors import ParseError
    from specbook.finding import Finding
    from specbook.ledger import Ledger
    from specbook.model import Specs
    from specbook.pages import Staged
    from specbook.results.run import Run


@dataclass(frozen=True, slots=True)
class Shown:
    """What came of a spec that was written: what cannot be read in it, its page, and whether anything differs."""

    errors: tuple[ParseError, ...]
    staged: Staged
    differs: bool


class Preview:
    """Stages the page of one spec at a time, without reading the rest of the project again.

    Who sees every spec is also told what the checks find, in the margin of the page.
    """

    def __init__(self, project: Project, audience: str, findings: CurrentFindings | None = None) -> None:
        """Read the project; `findings` are those of a preview before. Raises what `stand` and `stage` raise."""
        self._project, self._audience = project, audience
        with looked_for_rarely():
            self._sources = read_sources(project)
            self._standing = stand_on(project, self._sources, audience)
        self.findings = findings or CurrentFindings()
        self._margins = Margins(project, self._sources.specs)
        reader = self._standing.audience
        has_margins = reader and reader.details and self._sources.product.shows_all_to(reader)
        self._steps = read_step_index(project) if has_margins else None
        sweep()  # or each page would wait until the collector has looked at every spec

    def compare(self, findings: Iterable[Finding]) -> None:
        """Take what the checks find in all specs as they are now."""
        self.findings = CurrentFindings(findings)
        self._margins = Margins(self._project, self._sources.specs)

    def margin(self, file: str) -> str | None:
        """Write what the margin of a page shows, by the page's file in the built book; empty for what is no spec's.

        None where nothing is shown to the readers of this book.
        """
        if self._steps is None:
            return None
        uri = self._margins.uri(file)
        document = next((one for one in self._sources.specs.documents if one.uri == uri), None)
        return self._margins.json(document, self.findings.of(uri)) if uri else ""

    def knows(self, path: Path) -> bool:
        """Tell whether a file is a spec that was there when the project was read, and still is."""
        if not path.is_relative_to(self._project.root) or not path.is_file():
            return False
        uri, specs = path.relative_to(self._project.root).as_posix(), self._sources.specs
        return uri in specs.unparsable or any(document.uri == uri for document in specs.documents)

    def stage(self, path: Path) -> Shown:
        """Read a spec again, look for what the checks find in it, and stage its page.

        A result counts for this spec only where it was found in it before: what came from another file has to wait
        until the whole is reconciled. So nothing is greener here than it will be then.
        """
        uri = path.relative_to(self._project.root).as_posix()
        known, standing = self._sources, self._standing
        found = DocumentCache(self._project.cache, self._project.root).read_file(path)
        changed = _only(known.specs, uri, found, path)
        sources = replace(known, specs=changed, runs=tuple(_of_file(run, uri) for run in known.runs))
        part = stand_on(self._project, sources, self._audience)
        self._sources = replace(known, specs=_joined(known.specs, changed, uri))
        specs = _joined(standing.specs, part.specs, uri)
        self._standing = replace(standing, specs=specs, ledger=_ledger(specs, standing.ledger, part.ledger, uri))
        told = self.findings.of(uri)
        if self._steps is not None:
            ledger = self._standing.ledger if known.runs else None
            asked = Known(self._project.settings, known.product, steps=self._steps, read_ledger=lambda: ledger)
            self.findings.write(uri, _part(known.specs, uri), changed, asked)
        assert standing.audience  # as it was read for one
        staged = stage_page(self._project, specs, self._standing.ledger, standing.product, standing.audience, uri)
        # A spec that says nothing has no page any more: the whole sees to that.
        differs = bool(staged.pages) and (bool(staged.written) or self.findings.of(uri) != told)
        return Shown(part.errors, staged, differs)


def _part(specs: Specs, uri: str) -> Specs:
    """Return of some specs what is known of one file, with what all folders say."""
    return replace(
        specs,
        documents=tuple(one for one in specs.documents if one.uri == uri),
        errors=tuple(error for error in specs.errors if error.uri == uri),
        unparsed=tuple(one for one in specs.unparsed if one[0] == uri),
    )


def _only(specs: Specs, uri: str, found: GherkinDocument | tuple[ParseError, ...], path: Path) -> Specs:
    """Return specs of one file, with what all folders say."""
    if isinstance(found, GherkinDocument):
        return replace(specs, documents=(found,), errors=(), unparsed=())
    text = path.read_text("utf-8-sig", errors="replace")
    return replace(specs, documents=(), errors=found, unparsed=((uri, text),))


def _of_file(run: Run, uri: str) -> Run:
    return replace(run, results=tuple(result for result in run.results if result.uri == uri), problems=())


def _joined(specs: Specs, part: Specs, uri: str) -> Specs:
    """Put one file's part in the place of what was known of it."""
    documents = [*(one for one in specs.documents if one.uri != uri), *part.documents]
    return replace(
        specs,
        documents=tuple(sorted(documents, key=lambda document: document.uri.split("/"))),
        errors=(*(error for error in specs.errors if error.uri != uri), *part.errors),
        unparsed=(*(one for one in specs.unparsed if one[0] != uri), *part.unparsed),
    )


def _ledger(specs: Specs, ledger: Ledger, part: Ledger, uri: str) -> Ledger:
    kept: Iterable[tuple[str, int]] = ((pickle.uri, pickle.location.line) for pickle in specs.pickles)
    entries = {(one.pickle.uri, one.pickle.location.line): one for one in ledger.entries if one.pickle.uri != uri}
    entries |= {(one.pickle.uri, one.pickle.location.line): one for one in part.entries}
    return replace(ledger, entries=tuple(entries[place] for place in kept), unparsable=specs.unparsable)
