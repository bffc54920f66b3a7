"""What became of the examples of today over the last runs: how many held, and which are new, fixed or broken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from specbook.history_line import marks_of, split_mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from specbook.history import History
    from specbook.history_line import Line, Told
    from specbook.ledger import Entry, State

# So many runs are shown; what flips is looked for in all that the history has.
SHOWN_RUNS = 12


@dataclass(frozen=True, slots=True)
class Trend:
    """What each run told of each of some examples, None where it was not there; runs are oldest first.

    `texts` stand for what the examples say today.
    """

    entries: tuple[Entry, ...]
    texts: tuple[str, ...]
    lines: tuple[Line, ...]
    told: tuple[tuple[Told | None, ...], ...]

    def counts(self, entries: Sequence[Entry], runs: int = SHOWN_RUNS) -> list[tuple[int, int]]:
        """Count, after each of the last runs, how many of some examples were verified, and how many were there."""
        wanted = {id(entry) for entry in entries}
        rows = [number for number, entry in enumerate(self.entries) if id(entry) in wanted]
        shown = [[_state(told[row]) for row in rows] for told in self.told[-runs:]]
        return [(states.count("verified"), len(states) - states.count(None)) for states in shown]

    def news(self, run: int = -1) -> dict[str, list[Entry]]:
        """Tell what a run made new, fixed and broken, compared with the run before; nothing for the first."""
        found: dict[str, list[Entry]] = {"broken": [], "fixed": [], "new": []}
        if len(self.told) + run < 1:
            return found
        for entry, before, after in zip(self.entries, self.told[run - 1], self.told[run], strict=True):
            what = _change(_state(before), _state(after))
            if what:
                found[what].append(entry)
        return found


def trend_of(entries: Sequence[Entry], history: History) -> Trend:
    """Look up the examples of today in each line of the history."""
    marks = [split_mark(mark) for mark in marks_of([entry.pickle for entry in entries])]
    today = {identity for identity, _ in marks}
    told = tuple(tuple(_looked_up(marks, today, line)) for line in history.lines)
    return Trend(tuple(entries), tuple(text for _, text in marks), history.lines, told)


def narrowed(history: History, entries: Sequence[Entry]) -> Iterator[str]:
    """Yield the lines of a history with nothing in them but some examples: those that a reader may know of."""
    today = {split_mark(mark)[0] for mark in marks_of([entry.pickle for entry in entries])}
    return (line.only(today).as_text() for line in history.lines)


def run_json(line: Line) -> dict[str, Any]:
    return {"date": line.at, "commit": line.commit, "dirty": line.dirty}


def _change(before: State | None, after: State | None) -> str:
    if after == "failing" and before not in {"failing", None}:
        return "broken"
    if before in {"failing", "undefined"} and after == "verified":
        return "fixed"
    return "new" if before is None and after else ""


def _state(told: Told | None) -> State | None:
    return told.state if told else None


def _looked_up(marks: Sequence[tuple[str, str]], today: set[str], line: Line) -> Iterator[Told | None]:
    """Find examples in a line: as themselves, else by their text, where that was of one that is gone."""
    known: Mapping[str, Told] = line.examples()
    gone = {told.text: told for identity, told in known.items() if identity not in today}
    return (known.get(identity) or gone.get(text) for identity, text in marks)
