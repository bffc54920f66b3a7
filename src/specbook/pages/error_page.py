"""The page that stands where a spec would be that cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.finding import retold
from specbook.pages.escaping import md, page_text
from specbook.pages.places import file_name
from specbook.translated import translator

if TYPE_CHECKING:
    from specbook.pages.book import Book


def error_page(book: Book, uri: str) -> str:
    """Render every error of one file, and what to do."""
    errors = [error for error in book.specs.errors if error.uri == uri]
    translate = translator(book.words.language)
    lines = [
        f"- <strong>{book.words.place(line=error.line, column=error.column)}</strong>: "
        + md(retold(error.message, translate))
        for error in errors
    ]
    parts = [
        f"**{book.words.error_title}.** " + book.words.error_what_to_do(path=f"<code>{md(uri)}</code>"),
        "\n".join(lines),
    ]
    return page_text(file_name(uri), "", "\n\n".join(parts))
