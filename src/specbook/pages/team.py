"""What only the book of the team shows, and the record of it that the pages' script reads."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from specbook.checks import Finding
from specbook.history import History
from specbook.pages.example_names import example_href, example_name
from specbook.pages.flaky import Flaky, flaky
from specbook.pages.places import ASSETS
from specbook.pages.slowest import slowest
from specbook.pages.team_scripts import RECORD
from specbook.pages.trend import SHOWN_RUNS, Trend, narrowed, run_json, trend_of
from specbook.step_catalogue import Catalogue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specbook.ledger import Entry
    from specbook.pages.book import Book

HISTORY = f"{ASSETS}/history.jsonl"
# Longer lists are cut, and say so: what matters then is that there are so many.
MOST_NAMED = 50


@dataclass(frozen=True, slots=True)
class Team:
    """What is known beside the specs and their states; `sees_all` tells that the book leaves out no spec.

    `findings` of the checks are for who sees every spec alone.
    """

    history: History = field(default_factory=History)
    catalogue: Catalogue = field(default_factory=Catalogue)
    sees_all: bool = True
    findings: tuple[Finding, ...] = ()


def team_files(book: Book, team: Team) -> dict[str, str]:
    """Return the history as this book's readers may know it, and the record that the script shows."""
    entries = book.entries_of(book.entries)
    text = json.dumps(_record(book, trend_of(entries, team.history)), separators=(",", ":")).replace("<", "\\u003c")
    history = "".join(narrowed(team.history, entries))
    return {RECORD: f"globalThis.specbookTeam = {text};\n", HISTORY: history}


def _record(book: Book, trend: Trend) -> dict[str, Any]:
    lines = trend.lines[-SHOWN_RUNS:]
    counts = trend.counts(trend.entries)
    news = [trend.news(number - len(lines)) for number in range(len(lines))]
    runs = [
        run_json(line) | {"counts": count, "news": {word: len(entries) for word, entries in one.items()}}
        for line, count, one in zip(lines, counts, news, strict=True)
    ]
    return {
        "words": book.words.scripted_for_the_team(),
        "runs": runs,
        "trend": _trends(book, trend),
        "slowest": slowest(book),
        "news": {word: _named(book, entries) for word, entries in trend.news().items()},
        "flaky": _flaky(book, list(flaky(trend))),
    }


def _trends(book: Book, trend: Trend) -> dict[str, list[tuple[int, int]]]:
    """Count by the page of a capability."""
    shown = ((page, book.entries_of(book.uris_below(folder))) for folder, page in book.places.folders.items())
    return {page: trend.counts(entries) for page, entries in shown if entries}


def _named(book: Book, entries: Sequence[Entry]) -> list[tuple[str, str]]:
    return [(example_name(book, entry), example_href(book, entry)) for entry in entries[:MOST_NAMED]]


def _flaky(book: Book, found: Sequence[Flaky]) -> dict[str, Any]:
    named = _named(book, [one.entry for one in found])
    told = [(*name, _why(book, one)) for name, one in zip(named, found, strict=False)]
    return {"count": len(found), "examples": told}


def _why(book: Book, one: Flaky) -> str:
    words = book.words
    found = [words.retried(one.retries)] if one.retries else []
    found += [words.both_ways(commit=one.commit[:7])] if one.commit else []
    found += [words.by_turns(changes=one.changes, runs=one.runs)] if one.changes and not one.commit else []
    return ", ".join(found)
