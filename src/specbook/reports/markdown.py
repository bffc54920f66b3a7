"""A summary in Markdown, for a pull request and for the page of a build."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specbook.pages.words import STATE_MARKS
from specbook.reports.telling import name, not_good, one_line, place, unread, why

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from specbook.errors import ParseError
    from specbook.ledger import Entry, Ledger
    from specbook.standing import Standing

# A comment on GitHub holds 65,536 characters.
MOST_LISTED = 40


def summary(standing: Standing, allowed: frozenset[str] = frozenset(), complaint: str = "") -> str:
    """Return the ledger as a sentence and a table, and then what is not good."""
    entries, errors = not_good(standing.ledger, allowed), unread(standing)
    parts = [
        f"### Specs: {_sentence(standing, len(entries))}",
        f"The run is not whole: {code(complaint)}" if complaint else "",
        _table(standing.ledger) if standing.ledger.entries else "",
        *_list("What is not good", [_entry(entry) for entry in entries]),
        *_list("What cannot be read", [_error(error) for error in errors]),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def code(text: str) -> str:
    """Return text of others as a span of code, fit for a paragraph or a list, but for no cell of a table.

    Entities do not suffice here: GitHub and GitLab look for @names, #numbers and :emoji: in what they have rendered,
    and only leave code alone.
    """
    line = one_line(text)
    fence = "`" * (max(map(len, re.findall("`+", line)), default=0) + 1)
    space = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{space}{line}{space}{fence}" if line else ""


def _sentence(standing: Standing, bad: int) -> str:
    total, verified = len(standing.ledger.entries), standing.ledger.counts()["verified"]
    told = f"{verified} of {total} examples verified" if total else "nothing is specified yet"
    told += f", {bad} not good" if bad else ""
    return told + (", and something cannot be read" if standing.errors else "")


def _table(ledger: Ledger) -> str:
    rows = (f"| {STATE_MARKS[state]} {state} | {count} |" for state, count in ledger.counts().items() if count)
    head = ["| state | examples |", "| --- | ---: |"]
    return "\n".join([*head, *rows, f"| **specified** | **{len(ledger.entries)}** |"])


def _list(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        more = [f"… and {len(lines) - MOST_LISTED} more"] if len(lines) > MOST_LISTED else []
        yield f"#### {title}"
        yield "\n".join(f"- {line}" for line in (*lines[:MOST_LISTED], *more))


def _entry(entry: Entry) -> str:
    told = f"{code(place(entry))} {STATE_MARKS[entry.state]} **{entry.state}** {code(name(entry))}"
    return f"{told}: {code(why(entry))}" if why(entry) else told


def _error(error: ParseError) -> str:
    return f"{code(f'{error.uri}:{error.line}:{error.column}')} {code(error.message)}"
