"""What every report says of an example that is not good: its place, its name, and why, each on one line."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from specbook.errors import ParseError
    from specbook.ledger import Entry, Ledger
    from specbook.standing import Standing

LONGEST = 300


def not_good(ledger: Ledger, allowed: frozenset[str]) -> tuple[Entry, ...]:
    """Return what keeps the ledger from being good, the worst first."""
    found = (entry for entry in ledger.entries if not ledger.is_good_entry(entry, allowed))
    worst = list(ledger.counts())
    return tuple(sorted(found, key=lambda entry: worst.index(entry.state)))


def unread(standing: Standing) -> tuple[ParseError, ...]:
    """Return what could not be read, as far as the audience may know; `standing.errors` holds all of it."""
    return (*standing.specs.errors, *standing.ledger.problems)


def place(entry: Entry) -> str:
    return f"{entry.pickle.uri}:{entry.pickle.location.line}"


def name(entry: Entry) -> str:
    row = f" (row {entry.pickle.row_number})" if entry.pickle.row else ""
    return one_line(entry.pickle.name or "unnamed") + row


def why(entry: Entry) -> str:
    """Return the first line of the reason."""
    return one_line(next(iter(entry.reason.strip().splitlines()), ""))


def one_line(text: str) -> str:
    """Fold white space, leave out what no screen shows, and cut what is too long."""
    line = "".join(filter(_is_shown, " ".join(text.split())))
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def printable(text: str) -> str:
    """Leave out of several lines what no screen shows."""
    return "\n".join("".join(filter(_is_shown, line.expandtabs())) for line in text.splitlines()).strip()


def _is_shown(char: str) -> bool:
    return unicodedata.category(char) not in {"Cc", "Cs"}
