"""One line of the history: what a run left behind of each example, in a few characters and without a word of it."""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64encode
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

from specbook.ledger import STATES

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from specbook.ledger import Entry, State
    from specbook.model import Pickle
    from specbook.results.run import Result, Run


VERSION = 2
_IDENTITY, _TEXT, _DEFINITIONS = 6, 3, 3
_NAME, _WIDTH = 8, 16
# What stands in the place of the step definitions where the run did not try the example.
UNTRIED = "...."
_MARKS = re.compile(r"(?:[\w-]{12}(?:[\w-]{4}|\.{4}))*", re.ASCII)
_NAMES = re.compile(r"(?:[\w-]{8})*", re.ASCII)
# Lines of version 1 tell of no step definitions, nor of what was tried.
_OLD_WIDTH = 12
_OLD_MARKS = re.compile(r"(?:[\w-]{12})*", re.ASCII)


class Told(NamedTuple):
    """What a line tells of one example: what stands for its text and for the step definitions that it was tried with.

    `retried` tells that the run tried it more than once: it failed, and then passed.
    """

    text: str
    definitions: str
    state: State
    retried: bool

    @property
    def tried(self) -> bool:
        """Whether the run of the line itself tried it, and no state of an earlier run was still true."""
        return self.definitions != UNTRIED


@dataclass(frozen=True, slots=True)
class Line:
    """What was known when a run had ended; `marks` says of which examples, each in sixteen characters, by state.

    The first eight stand for the example, whatever is edited in it; four for its text; four for the step definitions
    that this run tried it with, UNTRIED where it did not. `retried` names, in eight characters each, the examples that
    failed in this run and passed when it tried them again.
    """

    run: str
    at: str
    commit: str
    dirty: bool
    marks: Mapping[State, str]
    retried: str = ""

    def examples(self) -> dict[str, Told]:
        """Return what is told of each example, by what stands for it."""
        again = set(_cut(self.retried, _NAME))
        cut = ((*_parts(mark), state) for state, marks in self.marks.items() for mark in _cut(marks))
        return {name: Told(text, definitions, state, name in again) for name, text, definitions, state in cut}

    def only(self, names: Container[str]) -> Line:
        """Return the line with some examples alone, by what stands for them."""
        kept = {state: "".join(m for m in _cut(marks) if m[:_NAME] in names) for state, marks in self.marks.items()}
        again = "".join(name for name in _cut(self.retried, _NAME) if name in names)
        return replace(self, marks={state: marks for state, marks in kept.items() if marks}, retried=again)

    def as_text(self) -> str:
        counts = {state: len(marks) // _WIDTH for state, marks in self.marks.items()}
        about = {"version": VERSION, "run": self.run, "at": self.at, "commit": self.commit, "dirty": self.dirty}
        told = {"counts": counts, "examples": self.marks, **({"retried": self.retried} if self.retried else {})}
        return json.dumps(about | told, separators=(",", ":")) + "\n"


def line_of(run: Run, entries: Sequence[Entry], now: datetime) -> Line:
    """Tell what is known of some examples now that a run has ended."""
    marks: dict[State, list[str]] = {state: [] for state in STATES}
    retried = []
    for entry, mark in zip(entries, marks_of([entry.pickle for entry in entries]), strict=True):
        tried = entry.result if entry.run and entry.run.id == run.id else None
        marks[entry.state].append(mark + (_definitions(tried) if tried else UNTRIED))
        if tried and tried.retried and entry.state == "verified":
            retried.append(mark[:_NAME])
    told = {state: "".join(some) for state, some in marks.items() if some}
    return Line(run.id, _shown(now), run.commit, run.dirty, told, "".join(retried))


def read_line(text: str) -> Line:
    """Read one line, of version 1, too; raises whatever there is to raise where it is none, or holds anything else."""
    node: dict[str, Any] = json.loads(text)
    marks, retried = dict(node["examples"]), str(node.get("retried", ""))
    if node["version"] == 1:
        marks = {state: _brought_up_to_date(some) for state, some in marks.items()}
    elif node["version"] != VERSION:
        raise ValueError(node["version"])
    if not set(marks) <= set(STATES) or not all(map(_MARKS.fullmatch, [*marks.values()])):
        raise ValueError(node["run"])
    if not _NAMES.fullmatch(retried):
        raise ValueError(node["run"])
    at = _shown(datetime.fromisoformat(node["at"]))
    told = (str(node["run"]), at, str(node["commit"]), bool(node["dirty"]))
    return Line(*told, marks, retried)


def marks_of(pickles: Sequence[Pickle]) -> list[str]:
    """Return what stands for each example and its text: the same wherever it stands in its file, and run by run."""
    names: Counter[tuple[str, ...]] = Counter()
    found = []
    for pickle in pickles:
        name = _name(pickle)
        names[name] += 1
        data = (_digest(repr((*name, names[name])), _IDENTITY), _digest(pickle.fingerprint, _TEXT))
        found.append(urlsafe_b64encode(b"".join(data)).decode())
    return found


def split_mark(mark: str) -> tuple[str, str]:
    """Return what stands for an example, and what for its text."""
    name, text, _ = _parts(mark)
    return name, text


def _name(pickle: Pickle) -> tuple[str, ...]:
    identity = next((tag.name for tag in pickle.scenario.tags if tag.name.startswith("@id:")), "")
    if identity:
        return identity, str(pickle.row_number)
    return pickle.uri, pickle.rule.name if pickle.rule else "", pickle.scenario.name, str(pickle.row_number)


def _digest(text: str, size: int) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).digest()


def _definitions(result: Result) -> str:
    """Return what stands for the step definitions that a result rests on, those that its run recorded."""
    uses = sorted((use.uri, use.digest) for use in result.definitions)
    return urlsafe_b64encode(_digest(repr(uses), _DEFINITIONS)).decode()


def _shown(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _brought_up_to_date(marks: str) -> str:
    """Return marks of version 1 as they are written today; raises ValueError where they are none."""
    if not _OLD_MARKS.fullmatch(marks):
        raise ValueError(marks)
    return "".join(mark + UNTRIED for mark in _cut(marks, _OLD_WIDTH))


def _parts(mark: str) -> tuple[str, str, str]:
    return mark[:_NAME], mark[_NAME:_OLD_WIDTH], mark[_OLD_WIDTH:]


def _cut(marks: str, width: int = _WIDTH) -> Iterator[str]:
    return (marks[start : start + width] for start in range(0, len(marks), width))
