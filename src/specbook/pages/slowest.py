"""The page of the slowest examples: where the time of a run goes, as the newest result of each example tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from specbook.pages.escaping import page_text
from specbook.pages.example_names import example_href, example_name
from specbook.pages.places import TEAM_SLOWEST
from specbook.pages.team_scripts import team_scripts

if TYPE_CHECKING:
    from specbook.ledger import Entry
    from specbook.pages.book import Book

# Whoever has made these faster looks again.
MOST_SHOWN = 50


def slowest_page(book: Book) -> str:
    """Render the frame; the script fills in the times, which each run changes."""
    body = f"{book.words.stands_on_newest}\n\n<div data-sb-times></div>\n\n{team_scripts(book, TEAM_SLOWEST)}"
    return page_text(book.words.slowest, "", body)


def slowest(book: Book) -> dict[str, Any]:
    """Return the slowest examples, in milliseconds, and how long all of them took."""
    timed = [(_took(entry), entry) for entry in book.entries_of(book.entries) if entry.result and entry.result.steps]
    first = sorted(timed, key=lambda pair: -pair[0])[:MOST_SHOWN]
    examples = [(example_name(book, entry), example_href(book, entry), round(took / 10**6)) for took, entry in first]
    return {"examples": examples, "total": round(sum(took for took, _ in timed) / 10**6)}


def _took(entry: Entry) -> int:
    """Return for how many nanoseconds it was under way; where nothing tells, how long its steps took."""
    return (entry.result.took or sum(step.duration for step in entry.result.steps)) if entry.result else 0
