"""The scripts that fill in the pages of the team, so that a new run rewrites none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.pages.places import ASSETS, HOME

if TYPE_CHECKING:
    from specbook.pages.book import Book

RECORD = f"{ASSETS}/history.js"
SCRIPT = "team.js"


def team_scripts(book: Book, page: str) -> str:
    """Return what fills in a page of the team, and tells a reader without scripts that something is missing."""
    root = book.href(page, HOME).removesuffix("index.html")
    sources = (book.href(page, address) for address in (RECORD, f"{ASSETS}/{SCRIPT}"))
    scripts = "".join(f'<script src="{source}"></script>' for source in sources)
    return f'<div data-sb-root="{root}"></div>\n<noscript>{book.words.needs_script}</noscript>\n{scripts}'
