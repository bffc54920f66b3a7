"""What the checks find while a spec is written: in its file at once, and among all files as they were last compared."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from specbook.checks import run_checks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specbook.checks import Known
    from specbook.finding import Finding
    from specbook.model import Specs


@dataclass(frozen=True, slots=True)
class _Compared:
    """What comparing a file with others adds to what is found in it alone, each with its line, and what it refutes."""

    added: tuple[tuple[Finding, str], ...]
    refuted: frozenset[tuple[str, str]]


class CurrentFindings:
    """The findings of each spec, brought up to date file by file; a whole look at the specs puts all of them right."""

    def __init__(self, findings: Iterable[Finding] = ()) -> None:
        by_uri: dict[str, list[Finding]] = defaultdict(list)
        for one in findings:
            by_uri[one.uri].append(one)
        self._found = {uri: tuple(found) for uri, found in by_uri.items()}
        self._compared: dict[str, _Compared] = {}

    def of(self, uri: str) -> tuple[Finding, ...]:
        return self._found.get(uri, ())

    def write(self, uri: str, before: Specs, after: Specs, known: Known) -> None:
        """Look at one file again that was written; both specs hold it alone, as it was and as it is.

        What comparing it with others had shown is kept where its line still reads the same, and the file can be read.
        """
        if uri not in self._compared:
            self._compared[uri] = _compared(self.of(uri), before, known, uri)
        compared = self._compared[uri]
        found = {one for one in _alone(after, known, uri) if (one.check, one.message) not in compared.refuted}
        self._found[uri] = tuple(sorted(found.union(_still_true(compared, _lines(after, uri)))))


def _compared(whole: Iterable[Finding], before: Specs, known: Known, uri: str) -> _Compared:
    alone, all_told = set(_alone(before, known, uri)), set(whole)
    lines = _lines(before, uri)
    added = tuple((one, lines[one.line - 1]) for one in sorted(all_told - alone) if one.line <= len(lines))
    return _Compared(added, frozenset((one.check, one.message) for one in alone - all_told))


def _alone(specs: Specs, known: Known, uri: str) -> tuple[Finding, ...]:
    return tuple(one for one in run_checks(specs, known) if one.uri == uri)


def _still_true(compared: _Compared, lines: list[str]) -> Iterable[Finding]:
    """Yield what was added, each at the nearest line that reads as its line did."""
    for one, text in compared.added:
        alike = [number for number, line in enumerate(lines, start=1) if line == text]
        if alike:
            yield replace(one, line=min(alike, key=lambda number: abs(number - one.line)))


def _lines(specs: Specs, uri: str) -> list[str]:
    return next((document.source.split("\n") for document in specs.documents if document.uri == uri), [])
