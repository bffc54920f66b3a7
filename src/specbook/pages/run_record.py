"""What the pages' script knows of the runs: when each example was tried, at which commit, and what that makes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from specbook.pages.nested_states import nested_states
from specbook.pages.places import ASSETS, example_key
from specbook.pages.step_record import step_record

if TYPE_CHECKING:
    from specbook.ledger import Entry, Ledger
    from specbook.matching import Mention
    from specbook.pages.book import Book
    from specbook.pages.words import Words
    from specbook.results.run import Run


@dataclass(frozen=True, slots=True)
class RunIndex:
    """The runs that some state rests on, oldest first; records refer to them by their number."""

    runs: tuple[Run, ...]
    numbers: dict[str, int]

    @classmethod
    def of(cls, ledger: Ledger) -> RunIndex:
        found = {entry.run.id: entry.run for entry in ledger.entries if entry.run and entry.result}
        runs = tuple(sorted(found.values(), key=lambda run: (run.started, run.id)))
        return cls(runs, {run.id: number for number, run in enumerate(runs)})

    def number(self, entry: Entry) -> int | None:
        """Return the number of the run that an example was tried in."""
        return self.numbers[entry.run.id] if entry.run and entry.result else None

    def as_json(self) -> list[dict[str, Any]]:
        return list(map(_run, self.runs))


def run_files(book: Book, ledger: Ledger) -> dict[str, str]:
    """Return the record as JSON, and as a script that works where a page is opened from disk."""
    record = _record(ledger, book.words) | (step_record(ledger) if book.audience.details else {})
    record["folders"] = nested_states(book)
    text = json.dumps(record, separators=(",", ":")).replace("<", "\\u003c")
    return {f"{ASSETS}/run.json": text + "\n", f"{ASSETS}/run.js": f"globalThis.specbookRun = {text};\n"}


def _record(ledger: Ledger, words: Words) -> dict[str, Any]:
    index = RunIndex.of(ledger)
    numbers = ((_key(entry), index.number(entry)) for entry in ledger.entries)
    examples = {key: number for key, number in numbers if number is not None}
    return {"words": words.scripted(), "runs": index.as_json(), "examples": examples, "taken": _taken(ledger)}


def _taken(ledger: Ledger) -> dict[str, str]:
    """Tell when the figures of an example were taken, where that was not in the run that tried it last."""
    green = ((entry, entry.green) for entry in ledger.entries if entry.green)
    return {
        _key(entry): _date(mention.run)
        for entry, mention in green
        if _has_figures(mention) and not (entry.result and entry.run is mention.run)
    }


def _key(entry: Entry) -> str:
    return example_key(entry.pickle.uri, entry.pickle.location.line)


def _has_figures(green: Mention) -> bool:
    return any(step.attachments for step in green.partner.steps)


def _run(run: Run) -> dict[str, Any]:
    return {"date": _date(run), "commit": run.commit, "dirty": run.dirty}


def _date(run: Run) -> str:
    date = datetime.fromtimestamp(run.started / 10**9, UTC).isoformat(timespec="milliseconds")
    return date.replace("+00:00", "Z")
