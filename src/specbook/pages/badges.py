"""States in the words and marks of a reader, never in colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.ledger import STATES, count_states
from specbook.pages.escaping import raw
from specbook.pages.places import example_key
from specbook.pages.words import STATE_MARKS, WORST_FIRST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specbook.ledger import Entry, State
    from specbook.pages.book import Book
    from specbook.pages.words import Words


def css(state: State) -> str:
    return state.replace(" ", "-")


def badge(words: Words, state: State, text: str = "") -> str:
    """Return a state as a mark and a word."""
    return _span(css(state), text or f"{STATE_MARKS[state]} {words.state_name(state)}")


def _span(kind: str, text: str) -> str:
    return f'<span class="sb-state sb-{kind}">{text}</span>'


def count_badges(words: Words, entries: Iterable[Entry], unread: int = 0) -> str:
    """Return a badge for each state that some example is in, and how many of all are verified.

    `unread` counts the files that cannot be read: nothing is worse, for nobody knows what they say.
    """
    return " ".join(_span(kind, text) for kind, text in counted_states(words, entries, unread))


def counted_states(words: Words, entries: Iterable[Entry], unread: int = 0) -> list[tuple[str, str]]:
    """Return what `count_badges` says, each as a class and a text; none of none."""
    counts = count_states(entries)
    total = sum(counts.values())
    shown = [("failing", words.unread(unread))] if unread else []
    shown += [_share(words, counts["verified"], total, whole=not unread)] if total else []
    others = [state for state in STATES if counts[state] and state != "verified"]
    return [*shown, *((css(state), words.counted(state, counts[state], total)) for state in others)]


def _share(words: Words, verified: int, total: int, *, whole: bool) -> tuple[str, str]:
    """Say how many are verified, with a class: the tick and the green are for where all are, of all that there is."""
    text = words.in_state("verified", verified, total=total)
    return ("verified", f"{STATE_MARKS['verified']} {text}") if whole and verified == total else ("part", text)


def count_line(words: Words, entries: Iterable[Entry]) -> str:
    """Return the counts as quiet words, the worst first, for where a badge each would be too loud."""
    counts = count_states(entries)
    total = sum(counts.values())
    shown = [state for state in WORST_FIRST if counts[state]]
    return " · ".join(words.counted(state, counts[state], total) for state in [*shown, "verified"])


def short_line(words: Words, entries: Iterable[Entry], unread: int = 0) -> str:
    """Return the worst that there is, and how many examples are verified, for where there is room for no more."""
    return " · ".join(text for _, text in _in_short(words, entries, unread))


def short_badges(words: Words, entries: Iterable[Entry], unread: int = 0) -> str:
    """Return what `short_line` says as badges."""
    return " ".join(_span(kind, text) for kind, text in _in_short(words, entries, unread))


def _in_short(words: Words, entries: Iterable[Entry], unread: int) -> Iterator[tuple[str, str]]:
    """Yield the worst and the share of what is verified, each as a class and a text."""
    counts = count_states(entries)
    total = sum(counts.values())
    worst = next((state for state in WORST_FIRST if counts[state]), None)
    if unread:
        yield "failing", words.unread(unread)
    elif worst:
        yield css(worst), words.counted(worst, counts[worst], total)
    if total:
        yield _share(words, counts["verified"], total, whole=not unread)


def summary_badge(words: Words, entries: Iterable[Entry]) -> str:
    """Return one badge for a folded group: its state where all share it, else the counts."""
    entries = tuple(entries)
    states = {entry.state for entry in entries}
    return badge(words, entries[0].state) if len(states) == 1 and len(entries) == 1 else count_badges(words, entries)


def bar(entries: Iterable[Entry], unread: int = 0) -> str:
    """Return the states as one bar of coloured parts; the words beside it say the same.

    A file that cannot be read takes the room of an example at least, so that no bar is green over it.
    """
    counts = count_states(entries)
    counts["failing"] += unread
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
