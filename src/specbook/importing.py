"""Results of other tools taken into the ledger: read, matched with the specs, and kept as runs."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from specbook.document_cache import read_specs
from specbook.errors import ReportError, UsageError
from specbook.files import write_atomically
from specbook.matching import match_runs
from specbook.model import GherkinDocument, Specs
from specbook.reader import SUFFIXES, read_text
from specbook.results.cucumber_json import read_cucumber_json
from specbook.results.folder import MERGED, keep_out_of_git
from specbook.results.junit_names import outcomes_of
from specbook.results.junit_xml import read_junit_xml
from specbook.results.messages import read_messages
from specbook.results.translation import Report, translated
from specbook.revision import commit_of, files_at, text_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from specbook.config import Project
    from specbook.model import Pickle, PickleStep
    from specbook.results.run import Result, Run

_SHOWN_PROBLEMS = 5
_CLOCKS_DIFFER = 24 * 3600 * 10**9


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file: of how many examples it speaks, in exactly their text or in another, and of whom not."""

    name: str
    run_id: str
    same_text: int
    other_text: tuple[str, ...]
    unmatched: tuple[str, ...]
    already: bool = False

    @property
    def matches(self) -> bool:
        return bool(self.same_text or self.other_text)


@dataclass(frozen=True, slots=True)
class _Stream:
    """A file as Cucumber Messages, ready to be kept, and what of it could not be."""

    run: Run
    data: bytes
    left_out: tuple[str, ...]


def import_results(project: Project, files: Sequence[tuple[str, Path]], revision: str = "") -> tuple[Imported, ...]:
    """Import files, each with the name that it is told by; all of them, or none where one cannot be read.

    A file that speaks of no example is not kept. Raises ReportError, and UsageError where JUnit XML lacks a revision.
    """
    reading = _Reading(project, read_specs(project), revision)
    streams, troubles = [], []
    for name, path in files:
        try:
            streams.append(reading.stream(name, path))
        except ReportError as error:
            troubles.append(str(error))
    if troubles:
        raise ReportError("\n".join([*troubles, "Nothing was imported."]))
    return tuple(reading.keep(name, stream) for (name, _), stream in zip(files, streams, strict=True))


class _Reading:
    """Reads files for one project, whose specs and revision are the same for all of them."""

    def __init__(self, project: Project, specs: Specs, revision: str) -> None:
        self._project, self._specs = project, specs
        self._commit = commit_of(project.root, revision) if revision else ""
        self._old_documents: tuple[GherkinDocument, ...] | None = None

    def stream(self, name: str, path: Path) -> _Stream:
        """Read a file in whatever format its content is; raises ReportError, with the place of what is wrong."""
        try:
            data = path.read_bytes()
        except OSError as error:
            raise UsageError(f"{name}: the file cannot be read: {error.strerror}.") from None
        first = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
        digest, changed = hashlib.sha256(data).hexdigest()[:12], path.stat().st_mtime_ns
        if first == b"<":
            if not self._commit:
                raise UsageError(
                    f"{name}: JUnit XML holds no text of steps. Name the revision that was run: --revision REV"
                )
            report = self._junit(name, path, changed)
            digest = hashlib.sha256(f"{digest} {self._commit}".encode()).hexdigest()[:12]
        elif first == b"[":
            languages = {one.uri: one.feature.language for one in self._specs.documents if one.feature}
            report = _whole(read_cucumber_json(name, _decoded(name, data), changed, languages), self._specs)
        elif first == b"{":
            return _messages(name, _decoded(name, data), digest)
        else:
            what = "nothing" if not first else "neither Cucumber Messages, Cucumber JSON nor JUnit XML"
            raise ReportError(f"{name}: the file holds {what}.")
        return _translation(name, report, digest, self._commit)

    def keep(self, name: str, stream: _Stream) -> Imported:
        """Match a run with the specs, and write it down unless it is there already or matches nothing."""
        imported = _matched(name, stream, self._specs.pickles)
        folder = self._project.results
        known = next((path for path in folder.glob(f"*/{MERGED}") if _is_same(path, stream)), None)
        if known or not imported.matches:
            run_id = known.parent.name if known else ""
            return Imported(name, run_id, imported.same_text, imported.other_text, imported.unmatched, bool(known))
        keep_out_of_git(folder, self._project.root)
        write_atomically(folder / stream.run.id / MERGED, stream.data)
        return imported

    def _junit(self, name: str, path: Path, changed: int) -> Report:
        if self._old_documents is None:
            self._old_documents = tuple(self._documents_at_revision())
        endings = read_junit_xml(name, path)
        outcomes, left_out = outcomes_of(name, endings, self._old_documents)
        used = {outcome.pickle.uri for outcome in outcomes}
        documents = tuple(one for one in self._old_documents if one.uri in used)
        began = min((one.started for one in endings if one.started), default=changed)
        return Report("JUnit XML", began, documents, outcomes, left_out)

    def _documents_at_revision(self) -> Iterator[GherkinDocument]:
        root = self._project.root
        uris = files_at(root, self._commit, self._project.settings.specs)
        for uri in (one for one in uris if one.endswith(SUFFIXES)):
            document = read_text(uri, text_at(root, self._commit, uri) or "")
            if isinstance(document, GherkinDocument):
                yield document


def _decoded(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ReportError(f"{name}:{line}: the file is not UTF-8.") from None


def _messages(name: str, text: str, digest: str) -> _Stream:
    """Read a stream of Cucumber Messages, which is kept as it is, provided that it is whole."""
    run = read_messages("", [(name, text)])
    problems = [str(problem) for problem in run.problems]
    if not problems and not any('"meta"' in line[:20] for line in text.split("\n")):
        problems = [f"{name}: no line says of which protocol these Cucumber Messages are."]
    if not problems and not run.ended:
        problems = [f"{name}:{text.count(chr(10))}: the Cucumber Messages end before their run does; they are cut off."]
    if problems:
        rest = len(problems) - _SHOWN_PROBLEMS
        raise ReportError("\n".join(problems[:_SHOWN_PROBLEMS] + ([f"… and {rest} more."] if rest > 0 else [])))
    _not_empty(name, run.results)
    _check_dates(name, run.results)
    started = min(result.started for result in run.results)
    return _Stream(replace(run, id=_run_id(started, digest)), text.encode(), ())


def _translation(name: str, report: Report, digest: str, commit: str) -> _Stream:
    _not_empty(name, (*report.outcomes, *report.left_out))
    run_id = _run_id(report.started, digest)
    text = translated(report, run_id, commit)
    run = read_messages(run_id, [(name, text)])
    _check_dates(name, run.results)
    return _Stream(run, text.encode(), report.left_out)


def _not_empty(name: str, told: Sequence[object]) -> None:
    if not told:
        raise ReportError(f"{name}: the file tells of no example that was run.")


def _run_id(started: int, digest: str) -> str:
    """Name a run so that names sort by time, and that the same content has the same name."""
    return time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(started // 10**9)) + "-" + digest


def _check_dates(name: str, results: Sequence[Result]) -> None:
    """Refuse what claims to be newer than now: it would outrank every run to come."""
    starts = [result.started for result in results] or [0]
    if min(starts) < 0:
        raise ReportError(f"{name}: it says that it was run before 1970.")
    if (newest := max(starts)) > time.time_ns() + _CLOCKS_DIFFER:
        raise ReportError(f"{name}: it says that it was run in the future, {newest // 10**9} seconds after 1970.")


def _is_same(path: Path, stream: _Stream) -> bool:
    """Tell whether a run that is kept is this one: imported before, or recorded here and brought back."""
    if path.parent.name.rpartition("-")[2] == stream.run.id.rpartition("-")[2]:
        return True
    return path.stat().st_size == len(stream.data) and path.read_bytes() == stream.data


def _whole(report: Report, specs: Specs) -> Report:
    """Leave out what lacks a part of the scenario that it is: pytest-bdd's reports end before an undefined step.

    What is left of it could be the whole text of another example, of which it proves nothing.
    """
    by_uri: dict[str, list[Pickle]] = {}
    for pickle in specs.pickles:
        by_uri.setdefault(pickle.uri, []).append(pickle)
    kept, left_out = [], list(report.left_out)
    for one in report.outcomes:
        pickle = one.pickle
        if _is_torn(pickle, by_uri.get(pickle.uri, specs.pickles)):
            why = "the report lacks steps, tables or texts that the spec has here"
            left_out.append(f"{pickle.uri}:{pickle.location.line}  {pickle.name}: {why}")
        else:
            kept.append(one)
    return replace(report, outcomes=tuple(kept), left_out=tuple(left_out))


def _is_torn(pickle: Pickle, specified: Iterable[Pickle]) -> bool:
    """Tell whether an example of a report is only a part of the one at its place, or of its name."""
    places = [one for one in specified if _is_at(pickle, one)]
    return pickle.fingerprint not in {one.fingerprint for one in places} and any(_lacks(pickle, one) for one in places)


def _is_at(pickle: Pickle, specified: Pickle) -> bool:
    lines = {specified.location.line, specified.scenario.location.line}
    return pickle.name == specified.name or (pickle.uri == specified.uri and pickle.location.line in lines)


def _lacks(pickle: Pickle, specified: Pickle) -> bool:
    """Tell whether steps are missing at an end of an example, or the arguments of a step."""
    length = len(pickle.steps)
    for steps in (specified.steps[:length], specified.steps[len(specified.steps) - length :]):
        pairs = list(zip(pickle.steps, steps, strict=False))
        if length > len(specified.steps) or any(one.text != other.text for one, other in pairs):
            continue
        if length < len(specified.steps) or any(_argument(other) and not _argument(one) for one, other in pairs):
            return True
    return False


def _argument(step: PickleStep) -> bool:
    return bool(step.data_table or step.doc_string)


def _matched(name: str, stream: _Stream, pickles: Sequence[Pickle]) -> Imported:
    """Say of each result whether an example has its text, or only its place, or neither."""
    mentions = [mention for _, mention in match_runs(pickles, [stream.run])]
    theirs = {_key(mention.partner) for mention in mentions}
    other = tuple(_told(one.partner, "the spec says something else now") for one in mentions if not one.same_text)
    alone = [
        _told(one, "no example has its text or its place") for one in stream.run.results if _key(one) not in theirs
    ]
    same = sum(mention.same_text for mention in mentions)
    return Imported(name, stream.run.id, same, other, (*stream.left_out, *alone))


def _key(result: Result) -> tuple[str, int, str]:
    return result.uri, result.line, result.fingerprint


def _told(result: Result, why: str) -> str:
    return f"{result.uri}:{result.line}  {result.scenario}: {why}"
