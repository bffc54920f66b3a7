"""Shards of a run, from several machines: put together, and what none of them ran told."""

from __future__ import annotations

import hashlib
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from specbook.document_cache import read_specs
from specbook.errors import SpecbookError, UsageError
from specbook.files import write_atomically
from specbook.ledger import reconcile
from specbook.model import GherkinDocument, Specs
from specbook.reader import read_text
from specbook.results.evidence_files import FOLDER, EvidenceFiles
from specbook.results.folder import MERGED, keep_out_of_git, streams_of
from specbook.results.merging import merge_parts
from specbook.results.messages import NEWEST_PROTOCOL, OLDEST_PROTOCOL, read_messages
from specbook.results.ndjson import envelope_of, lines_of
from specbook.results.shards import merge_shards

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from specbook.config import Project
    from specbook.results.run import Run

_WHAT = "Name a file of Cucumber Messages (.ndjson), the folder of a run, or a folder that holds runs."


@dataclass(frozen=True, slots=True)
class Shard:
    """One input: its name as given, its streams, and what they say; `older` counts the runs that were passed by."""

    name: str
    streams: tuple[Path, ...]
    text: str
    run: Run
    older: int = 0

    @property
    def sources(self) -> dict[str, str]:
        """The text of each spec as this shard saw it, whatever its line endings."""
        return {str(node.get("uri")): str(node.get("data")).replace("\r\n", "\n") for node in _sources(self.text)}


@dataclass(frozen=True, slots=True)
class Merged:
    """Shards put together: where, how many examples ran, what is missing or wrong, and what is merely worth knowing."""

    path: Path
    examples: int
    findings: tuple[str, ...]
    notes: tuple[str, ...]


def merge_into(project: Project, names: Sequence[str], out: Path | None) -> Merged:
    """Merge shards into a file, or into a new run of the project; nothing is written where an input is of no use.

    Raises UsageError for inputs and outputs that make no sense, SpecbookError for a stream that cannot be read at all.
    """
    shards = [_shard(name) for name in names]
    _refuse_twins(shards)
    text = merge_shards([shard.text for shard in shards])
    path = out or project.results / _run_id(text) / MERGED
    _refuse_to_overwrite(path, text, shards)
    run = read_messages("merged", [(path.name, text)])
    findings = (*_broken(shards), *_differences(shards), *_not_run(project, run, shards))
    if out is None:
        keep_out_of_git(project.results, project.root)
    _copy_evidence(shards, path.parent)
    write_atomically(path, text)
    places = {(result.uri, result.line, result.fingerprint) for result in run.results}
    return Merged(path, len(places), findings, tuple(_notes(shards)))


def _shard(name: str) -> Shard:
    path = Path(name)
    streams, older = ([path], 0) if path.is_file() else _newest_run(path)
    texts = [(stream.as_posix(), stream.read_text("utf-8", errors="replace")) for stream in streams]
    text = texts[0][1] if len(texts) == 1 else merge_parts(text for _, text in texts)
    _refuse_unreadable(name, text)
    return Shard(name, tuple(streams), text, read_messages(name, texts), older)


def _newest_run(folder: Path) -> tuple[list[Path], int]:
    """Find the newest run in a folder, and how many older ones there are; runs are named so that they sort by time."""
    if not folder.exists():
        raise UsageError(f"{folder.as_posix()}: there is no such file or folder. {_WHAT}")
    streams = (path for path in folder.rglob("*.ndjson") if path.parent.name != FOLDER)
    runs = sorted({path.parent for path in streams}, key=lambda path: path.name)
    if not runs:
        raise UsageError(f"{folder.as_posix()}: no run is in this folder. {_WHAT}")
    places = sorted({run.parent.as_posix() for run in runs})
    if len(places) > 1:
        raise UsageError(f"{folder.as_posix()}: runs are in several folders of it. Name each: {', '.join(places)}")
    return streams_of(runs[-1]), len(runs) - 1


def _refuse_unreadable(name: str, text: str) -> None:
    envelopes = [envelope_of(line) for line in lines_of(text)]
    if not any(kind for kind, _ in envelopes):
        raise SpecbookError(f"{name}: there is no Cucumber Message in it. Nothing was merged.")
    for protocol in (str(node.get("protocolVersion")) for kind, node in envelopes if kind == "meta"):
        major = protocol.split(".")[0]
        if not major.isdigit() or not OLDEST_PROTOCOL <= int(major) <= NEWEST_PROTOCOL:
            known = f"{OLDEST_PROTOCOL} to {NEWEST_PROTOCOL}"
            raise SpecbookError(
                f"{name}: Cucumber Messages of protocol {protocol}; {known} can be read. Nothing was merged."
            )


def _refuse_twins(shards: Sequence[Shard]) -> None:
    named: dict[Path, Shard] = {}
    for shard in shards:
        twin = named.setdefault(shard.streams[0].resolve(), shard)
        if twin is not shard:
            raise UsageError(f"{shard.name}: this is the same run as {twin.name}. Name each shard once.")


def _refuse_to_overwrite(path: Path, text: str, shards: Sequence[Shard]) -> None:
    if any(path.resolve() == stream.resolve() for shard in shards for stream in shard.streams):
        raise UsageError(f"{path.as_posix()}: this is one of the shards. Name another file with -o.")
    if path.is_dir():
        raise UsageError(f"{path.as_posix()}: this is a folder. Name a file with -o.")
    if path.is_file() and path.read_bytes() != text.encode():
        raise UsageError(f"{path.as_posix()}: another file is there already. Remove it, or name another with -o.")


def _copy_evidence(shards: Sequence[Shard], folder: Path) -> None:
    """Copy the files that the shards refer to; they are named by their content, so none can mean another."""
    for shard in shards:
        for kind, node in map(envelope_of, lines_of(shard.text)):
            place, _, name = str(node.get("url")).partition("/") if kind == "attachment" else ("", "", "")
            source = shard.streams[0].parent / FOLDER / Path(name).name
            if place == FOLDER and source.is_file():
                EvidenceFiles(folder).take(source)


def _run_id(text: str) -> str:
    """Name a merged run by when it began and what it says, so that the same shards are never two runs."""
    began = read_messages("", [("", text)]).started // 10**9
    return time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(began)) + "-" + hashlib.sha256(text.encode()).hexdigest()[:6]


def _broken(shards: Sequence[Shard]) -> Iterator[str]:
    for shard in shards:
        yield from map(str, shard.run.problems)
        if not shard.run.ended:
            yield f"{shard.name}: its run did not end. What had finished is kept."


def _differences(shards: Sequence[Shard]) -> Iterator[str]:
    """Tell of each spec that two shards ran different texts of it."""
    seen: dict[str, tuple[str, str]] = {}
    for shard in shards:
        for uri, source in shard.sources.items():
            known, first = seen.setdefault(uri, (source, shard.name))
            if known != source:
                yield f"{uri}: {first} and {shard.name} ran different texts of it. Each result counts for its own text."


def _not_run(project: Project, run: Run, shards: Sequence[Shard]) -> Iterator[str]:
    """Name the examples of the project, or where it has no specs those of the shards, without a result of their own."""
    specs = read_specs(project) if project.specs.is_dir() else _specs_of(shards)
    yield from (f"{error}" for error in specs.errors)
    for entry in reconcile(specs, [run], project.settings).entries:
        place = f"{entry.pickle.uri}:{entry.pickle.location.line}"
        name = entry.pickle.name or "unnamed"
        if entry.result and not entry.result.finished:
            yield f"{place}  begun, but not finished  {name}"
        elif not entry.result and entry.state in {"not run", "changed"}:
            other = ", only another text of it" if entry.state == "changed" else ""
            yield f"{place}  no shard ran it{other}  {name}"


def _specs_of(shards: Sequence[Shard]) -> Specs:
    """Read the specs that the shards themselves hold, each text once."""
    texts = dict.fromkeys(one for shard in shards for one in shard.sources.items())
    documents = [read_text(uri, text) for uri, text in sorted(texts)]
    return Specs("", tuple(document for document in documents if isinstance(document, GherkinDocument)))


def _sources(text: str) -> Iterator[dict[str, object]]:
    return (node for kind, node in map(envelope_of, lines_of(text)) if kind == "source")


def _notes(shards: Sequence[Shard]) -> Iterator[str]:
    for shard in shards:
        if shard.older:
            yield f"{shard.name}: the newest of {shard.older + 1} runs was taken, {shard.streams[0].parent.name}."
    tried = {shard.name: shard.run.commit for shard in shards if shard.run.commit}
    if len(set(tried.values())) > 1:
        yield "The shards ran different commits: " + ", ".join(f"{name} {commit}" for name, commit in tried.items())
    by_place: dict[tuple[str, int, str], dict[str, str]] = defaultdict(dict)
    for shard in shards:
        for result in shard.run.results:
            by_place[result.uri, result.line, result.fingerprint][shard.name] = result.scenario
    for (uri, line, _), names in by_place.items():
        if len(names) > 1:
            scenario = next(iter(names.values())) or "unnamed"
            yield f"{uri}:{line}  run by {' and '.join(names)}; the worse result counts  {scenario}"
