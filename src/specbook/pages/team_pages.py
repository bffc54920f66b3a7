"""The pages that only the team is shown: step definitions, slow scenarios and, where nothing is hidden, health."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.pages.catalogue_page import catalogue_page
from specbook.pages.health_page import health_page
from specbook.pages.places import TEAM_HEALTH, TEAM_SLOWEST, TEAM_STEPS
from specbook.pages.slowest import slowest_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.pages.book import Book
    from specbook.pages.team import Team


def team_pages(book: Book, team: Team) -> Iterator[tuple[str, str]]:
    """Yield the address and the text of each."""
    yield TEAM_STEPS, catalogue_page(book, team)
    yield TEAM_SLOWEST, slowest_page(book)
    if book.sees_all:
        yield TEAM_HEALTH, health_page(book, team)
