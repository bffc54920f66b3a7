"""How each step ran when it was last tried, for the reading as evidence: how long, how it ended, and by what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from specbook.pages.places import example_key

if TYPE_CHECKING:
    from specbook.ledger import Ledger


def step_record(ledger: Ledger) -> dict[str, Any]:
    """Return the step definitions in use, and for each example its steps: milliseconds, definition and status."""
    numbers: dict[str, int] = {}
    steps = {}
    for entry in ledger.entries:
        ran = [step for step in entry.result.steps if step.line] if entry.result else []
        if ran:
            steps[example_key(entry.pickle.uri, entry.pickle.location.line)] = [
                [round(step.duration / 10**6, 1), numbers.setdefault(step.definition, len(numbers)), step.status]
                for step in ran
            ]
    return {"definitions": list(numbers), "steps": steps}
