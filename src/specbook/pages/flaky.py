"""Which examples are flaky: they came out both ways over the last runs, though nothing of them had changed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from specbook.history_line import Line, Told
    from specbook.ledger import Entry, State
    from specbook.pages.trend import Trend

# Broken, fixed and broken again. What an edit breaks and the next one mends has two changes, and is no more than that.
LEAST_CHANGES = 3


@dataclass(frozen=True, slots=True)
class Flaky:
    """An example that came out both ways, and what tells so; at least one of `retries`, `commit` and `changes`.

    `retries` counts the runs in which it passed only when it was tried again, `commit` is the newest one at which it
    was both verified and broken, and `changes` says how often it became the other in `runs` runs.
    """

    entry: Entry
    retries: int
    commit: str
    changes: int
    runs: int


def flaky(trend: Trend) -> Iterator[Flaky]:
    """Find the examples that came out both ways in runs of the text and the step definitions that they have now.

    Only a commit says what code a run has tried: of runs with changes that were not committed, or outside of git,
    nothing but a retry within one of them counts.
    """
    for row, entry in enumerate(trend.entries):
        tried = _tried(trend, row) if entry.state != "changed" else []
        committed = [(line.commit, told.state) for line, told in tried if line.commit and not line.dirty]
        outcomes = [(commit, state) for commit, state in committed if state in {"verified", "failing"}]
        retries, commit = sum(told.retried for _, told in tried), _both_ways(outcomes)
        changes = sum(one != other for (_, one), (_, other) in pairwise(outcomes))
        if retries or commit or changes >= LEAST_CHANGES:
            yield Flaky(entry, retries, commit, changes if changes >= LEAST_CHANGES else 0, len(outcomes))


def _tried(trend: Trend, row: int) -> list[tuple[Line, Told]]:
    """Return the runs that tried an example as it is now, and what came of it: by its text, and by its definitions."""
    lines = zip(trend.lines, trend.told, strict=True)
    found = [(line, told) for line, row_told in lines if (told := row_told[row]) and told.tried]
    same = [(line, told) for line, told in found if told.text == trend.texts[row]]
    return [(line, told) for line, told in same if told.definitions == same[-1][1].definitions]


def _both_ways(outcomes: Sequence[tuple[str, State]]) -> str:
    """Return the newest commit at which an example was both verified and broken; empty where there is none."""
    states: dict[str, set[State]] = defaultdict(set)
    for commit, state in outcomes:
        states[commit].add(state)
    return next((commit for commit, _ in reversed(outcomes) if len(states[commit]) > 1), "")
