"""How much holds of a capability that has others within: filled in by the pages' script.

Else an edit of one spec would rewrite the pages of all the folders around it. Without a script, a page leads to where
it is told, and claims nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.pages.badges import counted_states
from specbook.pages.places import STATUS

if TYPE_CHECKING:
    from specbook.pages.book import Book


def states_below(book: Book, page: str) -> str:
    """Return the line in which the script shows the states of all that is below the folder of a page."""
    told = f'<a href="{book.href(page, STATUS, "by-capability")}">{book.words.status}</a>'
    return f'<div class="sb-meta" data-sb-states="{page}">{told}</div>'


def share_below(book: Book, folder: str) -> str:
    """Return where the script adds how much of a folder is verified."""
    return f'<span data-sb-share="{book.places.folders[folder]}"></span>'


def nested_states(book: Book) -> dict[str, list[tuple[str, str]]]:
    """Return what the script shows: by the address of a folder's page, each state, as a class, with its words."""
    around = [path for path in book.folders if book.parts_of(path)]
    paths = sorted({*around, *(part.path for path in around for part in book.parts_of(path))})
    return {
        book.places.folders[path]: counted_states(
            book.words, book.entries_of(book.uris_below(path)), book.unread_below(path)
        )
        for path in paths
    }
