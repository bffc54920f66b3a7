"""What the pages' script knows of the runs: when each example was tried, and at which commit."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from specbook.pages import words
from specbook.pages.places import ASSETS, example_key

if TYPE_CHECKING:
    from specbook.ledger import Ledger
    from specbook.results.run import Run


def run_files(ledger: Ledger) -> dict[str, str]:
    """Return the record as JSON, and as a script that works where a page is opened from disk."""
    text = json.dumps(_record(ledger), separators=(",", ":")).replace("<", "\\u003c")
    return {f"{ASSETS}/run.json": text + "\n", f"{ASSETS}/run.js": f"globalThis.specbookRun = {text};\n"}


def _record(ledger: Ledger) -> dict[str, Any]:
    tried = [entry for entry in ledger.entries if entry.run and entry.result]
    runs = sorted(
        {entry.run.id: entry.run for entry in tried if entry.run}.values(), key=lambda run: (run.started, run.id)
    )
    index = {run.id: number for number, run in enumerate(runs)}
    examples = {
        example_key(entry.pickle.uri, entry.pickle.location.line): index[entry.run.id] for entry in tried if entry.run
    }
    return {"words": words.SCRIPT, "runs": [_run(run) for run in runs], "examples": examples}


def _run(run: Run) -> dict[str, Any]:
    date = datetime.fromtimestamp(run.started / 10**9, UTC).isoformat(timespec="milliseconds")
    return {"date": date.replace("+00:00", "Z"), "commit": run.commit, "dirty": run.dirty}
