"""How the examples of a spec stand, in a few words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from specbook.ledger import STATES
from specbook.pages.words import STATE_MARKS

if TYPE_CHECKING:
    from specbook.language_server.desk import Desk
    from specbook.language_server.sheets import Sheet
    from specbook.ledger import Entry
    from specbook.model import Scenario


def entries_of(desk: Desk, sheet: Sheet, line: int) -> tuple[Entry, ...]:
    """Return the states of the examples of the scenario that begins in a line, as far as they are known.

    States are those of what is on disk; where the editor has another text, they may be older than it.
    """
    found = sheet.scenario_at(line)
    if not found or found[1].location.line != line:
        return ()
    known = (desk.entries.get((sheet.uri, number)) for number in lines_of(found[1]))
    return tuple(entry for entry in known if entry)


def lines_of(scenario: Scenario) -> list[int]:
    """Return the lines of a scenario's examples: those of its rows, else its own."""
    rows = [row.location.line for block in scenario.examples for row in block.rows]
    return rows or [scenario.location.line]


def told(entries: tuple[Entry, ...]) -> str:
    """Return the state that all share, or how many are in each."""
    counts = Counter(entry.state for entry in entries)
    if len(counts) == 1:
        state = entries[0].state
        return f"{STATE_MARKS[state]} {state}" if len(entries) == 1 else f"{STATE_MARKS[state]} {len(entries)} {state}"
    return " · ".join(f"{STATE_MARKS[state]} {counts[state]} {state}" for state in STATES if counts[state])
