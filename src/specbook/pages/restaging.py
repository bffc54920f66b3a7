"""One feature's page staged again while its spec is written, the rest of the book left as it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from specbook.pages.error_page import error_page
from specbook.pages.opening import open_project, shown_images
from specbook.pages.places import text_page
from specbook.pages.reading_paths import path_feet
from specbook.pages.site import FILE_NAME
from specbook.pages.staging import Staged, finished_page, staged_config
from specbook.pages.text_page import feature_text
from specbook.pages.tree import write_tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.config import Project
    from specbook.ledger import Ledger
    from specbook.model import Specs
    from specbook.pages.opening import Opened
    from specbook.product import Audience, Product


def stage_page(
    project: Project, specs: Specs, ledger: Ledger, product: Product, audience: Audience, uri: str
) -> Staged:
    """Bring the page of one spec up to date, and the navigation; every other page waits for the next whole staging.

    Raises what `stage` raises.
    """
    entries = tuple(entry for entry in ledger.entries if entry.pickle.uri == uri)
    opened = open_project(project, specs, ledger, product, audience, replace(ledger, entries=entries))
    pages = dict(_pages(opened, uri))
    files: dict[str, str | bytes] = {**pages, **shown_images(opened, pages.values()), **opened.book.exhibits.files}
    tree = {f"docs/{path}": content for path, content in files.items()}
    tree |= {FILE_NAME: staged_config(project, opened)}
    problems = (*opened.book.dead.problems, *map(str, opened.book.exhibits.problems))
    return Staged(opened.folder, write_tree(opened.folder, tree), (), len(pages), problems)


def _pages(opened: Opened, uri: str) -> Iterator[tuple[str, str]]:
    """Yield the page of a spec and its clean text, or why it cannot be read."""
    book = opened.book
    if uri in book.specs.unparsable:
        yield book.places.features[uri], error_page(book, uri)
    for document in book.specs.documents:
        if document.uri == uri and document.feature:
            yield finished_page(book, document, document.feature, path_feet(book, opened.paths))
            yield text_page(book.places.features[uri]), feature_text(book, document, document.feature)
