"""Our own built book, and a browser before it."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from steps.books import Book
from steps.browsers import QuietHandler, Visit, browser_path, chromium

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
    opened: list[tuple[Visit, ThreadingHTTPServer]] = []

    def visit(book: Book) -> Visit:
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(book.site)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        opened.append((Visit(book, chromium, f"http://127.0.0.1:{server.server_port}"), server))
        return opened[-1][0]

    yield visit
    for one, server in opened:
        one.page.close()
        server.shutdown()
        server.server_close()
