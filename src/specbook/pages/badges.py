"""States in the words and marks of a reader, never in colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.ledger import count_states
from specbook.pages.escaping import raw
from specbook.pages.places import example_key
from specbook.pages.words import STATE_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specbook.ledger import Entry, State
    from specbook.pages.book import Book
    from specbook.pages.words import Words


def css(state: State) -> str:
    return state.replace(" ", "-")


def badge(words: Words, state: State, text: str = "") -> str:
    """Return a state as a mark and a word."""
    shown = text or f"{STATE_MARKS[state]} {words.state_name(state)}"
    return f'<span class="sb-state sb-{css(state)}">{shown}</span>'


def count_badges(words: Words, entries: Iterable[Entry]) -> str:
    """Return a badge for each state that some example is in, and how many of all are verified, in quiet if none is."""
    counts = count_states(entries)
    total = sum(counts.values())
    none = f'<span class="sb-state">{words.counted("verified", 0, total)}</span>'
    shown = [badge(words, state, words.counted(state, count, total)) for state, count in counts.items() if count]
    return " ".join(shown if counts["verified"] or not total else (none, *shown))


def counted_states(words: Words, entries: Iterable[Entry]) -> list[tuple[State, str]]:
    """Return each state that some example is in, and first how many of all are verified, in words; none of none."""
    counts = count_states(entries)
    total = sum(counts.values())
    shown = [state for state, count in counts.items() if count or (state == "verified" and total)]
    return [(state, words.counted(state, counts[state], total)) for state in shown]


def count_line(words: Words, entries: Iterable[Entry]) -> str:
    """Return the counts as quiet words, for where a badge each would be too loud."""
    counts = count_states(entries)
    total = sum(counts.values())
    return " · ".join(
        words.counted(state, count, total) for state, count in counts.items() if count or state == "verified"
    )


def summary_badge(words: Words, entries: Iterable[Entry]) -> str:
    """Return one badge for a folded group: its state where all share it, else the counts."""
    entries = tuple(entries)
    states = {entry.state for entry in entries}
    return badge(words, entries[0].state) if len(states) == 1 and len(entries) == 1 else count_badges(words, entries)


def bar(entries: Iterable[Entry]) -> str:
    """Return the states as one bar of coloured parts; the words beside it say the same."""
    counts = count_states(entries)
    parts = (f'<i class="sb-{css(state)}" style="flex:{count}"></i>' for state, count in counts.items() if count)
    return f'<span class="sb-bar" aria-hidden="true">{"".join(parts)}</span>'


def example_attributes(entry: Entry) -> str:
    """Return what marks an element as the one place of an example."""
    key = example_key(entry.pickle.uri, entry.pickle.location.line)
    return f'data-sb-example="{key}" data-sb-state="{css(entry.state)}"'


def reason(book: Book, entry: Entry) -> str:
    """Return why an example is not verified, as HTML; what a run said in full is folded, and only for the team."""
    if short_reason(entry):
        return f'<span class="sb-reason">{raw(book.words.reason(entry.reason))}</span>'
    if entry.reason and entry.result and entry.state != "verified" and book.audience.details:
        pre = f"<pre>{raw(entry.reason)}</pre>"
        return f'<details class="sb-message"><summary>{book.words.message}</summary>{pre}</details>'
    return ""


def short_reason(entry: Entry) -> bool:
    """Tell whether a reason is short, and of use to every reader: not what a failed step said, nor a bare tag."""
    said_by_step = entry.result is not None and entry.state != "not run"
    plain = not said_by_step and entry.state not in {"manual", "planned"}
    return bool(entry.reason) and plain and "\n" not in entry.reason
