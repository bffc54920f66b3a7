"""Our own built book, and a browser before it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from steps.books import Book
from steps.browsers import Visit, browser_path, chromium, served

__all__ = ["browser_path", "chromium"]

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="session")
def own_book() -> Book:
    site = ROOT / "site"
    if not (site / "index.html").is_file():
        pytest.fail("build the book first: make site")
    return Book(site)


@pytest.fixture
def visit_to(chromium: Any) -> Iterator[Callable[[Book], Visit]]:
    """Open a book in a browser, served from a door of its own."""
    with ExitStack() as opened:

        def visit(book: Book) -> Visit:
            one = Visit(book, chromium, opened.enter_context(served(book.site)))
            opened.callback(lambda: one.page.close())
            return one

        yield visit
