"""The front page: one honest line, then what can be done and for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.ledger import count_states
from specbook.pages.badges import count_badges, short_badges
from specbook.pages.capability_page import capability_cards, card, cards
from specbook.pages.escaping import md
from specbook.pages.places import HOME, STATUS, TAGS, link

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from specbook.ledger import Entry
    from specbook.pages.book import Book
    from specbook.pages.reading_paths import ReadingPath
    from specbook.pages.words import Words


def home_page(book: Book, own: str, paths: Sequence[ReadingPath] = ()) -> str:
    """Render the front page; what the user wrote for it comes first."""
    parts = [_lead(book, own), *_starts(book.words, paths), *_capabilities(book), *_personas(book, paths), _more(book)]
    body = "\n\n".join(filter(None, parts))
    return f"{own.rstrip()}\n\n{body}\n" if own else f"---\nhide: [toc]\n---\n\n# {md(book.product.title)}\n\n{body}\n"


def honest_line(words: Words, entries: tuple[Entry, ...], unread: int) -> str:
    """Say how much of the book was tried; the date is filled in by the page's script."""
    if not entries:
        return short_badges(words, (), unread) or words.nothing
    whole = count_states(entries)["verified"] == len(entries) and not unread
    tried = any(entry.result for entry in entries)
    opening = words.all_tried if whole else words.some_tried if tried else words.none_tried
    date = "<span data-sb-date hidden></span>" if tried else ""
    total = short_badges(words, entries, unread) if tried or unread else count_badges(words, entries)
    return words.tried(opening=f"{opening}{date}", counts=total)


def _lead(book: Book, own: str) -> str:
    """Say what it is, unless the user's own text does, and how much of it holds."""
    entries = book.entries_of(book.entries)
    summary = f"{md(book.product.summary)} " if book.product.summary and not own else ""
    return f"{summary}{honest_line(book.words, entries, len(book.specs.unparsable))}\n{{ .sb-lead }}"


def _capabilities(book: Book) -> Iterator[str]:
    root = book.folders[book.specs.path]
    shown = ((root,) if book.has_page(root.path) else ()) + book.parts_of(root.path)
    if shown:
        yield f"## {book.words.capabilities} {{ #what-you-can-do }}"
        yield capability_cards(book, HOME, shown)


def _starts(words: Words, paths: Sequence[ReadingPath]) -> Iterator[str]:
    if paths:
        yield f"## {words.start} {{ #where-to-start }}"
        yield cards(card(md(one.persona.title), one.line, md(one.persona.about), link(HOME, one.page)) for one in paths)


def _personas(book: Book, paths: Sequence[ReadingPath]) -> Iterator[str]:
    """Tell of the personas that no spec is for yet; the others are told where to start."""
    started = {path.persona.name for path in paths}
    others = [persona for persona in book.product.personas if persona.name not in started]
    if others:
        yield f"## {book.words.personas} {{ #who-it-is-for }}"
        lines = (
            f"- **{md(persona.title)}**" + (f" – {md(persona.about)}" if persona.about else "") for persona in others
        )
        yield "\n".join(lines)


def _more(book: Book) -> str:
    return f"[{book.words.status}]({link(HOME, STATUS)}) · [{book.words.tags}]({link(HOME, TAGS)})\n{{ .sb-foot }}"
