"""What the pages' script knows of the runs: when each example was tried, and at which commit."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from specbook.pages import words
from specbook.pages.places import ASSETS, example_key

if TYPE_CHECKING:
    from specbook.ledger import Entry, Ledger
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


def run_files(ledger: Ledger) -> dict[str, str]:
    """Return the record as JSON, and as a script that works where a page is opened from disk."""
    text = json.dumps(_record(ledger), separators=(",", ":")).replace("<", "\\u003c")
    return {f"{ASSETS}/run.json": text + "\n", f"{ASSETS}/run.js": f"globalThis.specbookRun = {text};\n"}


def _record(ledger: Ledger) -> dict[str, Any]:
    index = RunIndex.of(ledger)
    numbers = ((entry.pickle, index.number(entry)) for entry in ledger.entries)
    examples = {
        example_key(pickle.uri, pickle.location.line): number for pickle, number in numbers if number is not None
    }
    return {"words": words.SCRIPT, "runs": index.as_json(), "examples": examples}


def _run(run: Run) -> dict[str, Any]:
    date = datetime.fromtimestamp(run.started / 10**9, UTC).isoformat(timespec="milliseconds")
    return {"date": date.replace("+00:00", "Z"), "commit": run.commit, "dirty": run.dirty}
