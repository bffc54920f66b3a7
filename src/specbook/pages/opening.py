"""What a staging begins with: the user's own files and site, and the book opened on them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from specbook.errors import SettingsError
from specbook.last_changes import last_changes
from specbook.pages.book import open_book
from specbook.pages.dead_links import DeadLinks
from specbook.pages.diagrams import has_diagrams
from specbook.pages.exhibits import gather_exhibits
from specbook.pages.link_targets import LinkTargets
from specbook.pages.own_docs import own_files, page_uris
from specbook.pages.places import IMAGE_ENDINGS, IMAGES, find_places
from specbook.pages.published import NOTHING, Published
from specbook.pages.reading_paths import reading_paths
from specbook.pages.site import read_own_site
from specbook.pages.translations import find_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from specbook.config import Project
    from specbook.ledger import Ledger
    from specbook.model import Specs
    from specbook.pages.book import Book
    from specbook.pages.reading_paths import ReadingPath
    from specbook.pages.site import OwnSite
    from specbook.product import Audience, Product

_NO_FOLDER = (
    "pyproject.toml: [tool.specbook] specs: a book needs its specs in a folder of their own. Move them, and name that."
)
_SHOWN_IMAGE = re.compile(re.escape(IMAGES) + r"/[\w.-]+")


@dataclass(frozen=True, slots=True)
class Opened:
    """A book opened for staging into a folder.

    `own` are the user's files by their address, `images` those below the specs by their path; `unused` tells of
    translations of what the book does not say, and `has_diagrams` that something is to be drawn.
    """

    folder: Path
    book: Book
    site: OwnSite
    own: Mapping[str, bytes]
    images: Mapping[str, Path]
    paths: tuple[ReadingPath, ...]
    unused: tuple[str, ...]
    has_diagrams: bool


def open_project(
    project: Project,
    specs: Specs,
    ledger: Ledger,
    product: Product,
    audience: Audience,
    shown: Ledger,
    published: Published = NOTHING,
    *,
    offline: bool = False,
) -> Opened:
    """Read the user's files and open the book; what steps attached is read for those examples that are `shown`.

    Raises SettingsError where the specs are the whole project, or a page of the user stands at an address of ours.
    """
    if project.specs == project.root:
        raise SettingsError(_NO_FOLDER)
    own, images = own_files(project), dict(_images(project))
    site = read_own_site(project.root, offline=offline)
    places = find_places(specs, page_uris(own, project), images)
    words, unused = find_words(project, site.language)
    exhibits = gather_exhibits(shown, project.root, words, details=audience.details)
    dead = DeadLinks(project.root, specs.path, places, audience.details)
    targets = LinkTargets(places, dead, site.directory_urls)
    found = (site.directory_urls, exhibits, words, dead, targets, published, last_changes(project))
    book = open_book(specs, ledger, product, audience, project.settings, places, *found)
    folder = project.book / audience.book(offline=offline)
    drawn = has_diagrams(book, own)
    return Opened(folder, book, site, own, images, reading_paths(book), unused, drawn)


def shown_images(opened: Opened, pages: Iterable[str]) -> dict[str, bytes]:
    """Read those images below the specs that some page shows: another audience's stay away."""
    shown = {address for text in pages for address in _SHOWN_IMAGE.findall(text)}
    addresses = opened.book.places.images
    return {address: opened.images[path].read_bytes() for path, address in addresses.items() if address in shown}


def _images(project: Project) -> Iterator[tuple[str, Path]]:
    """Yield the images below the specs by their path in the project; none that a link leads to from elsewhere."""
    inside = project.specs.resolve()
    for path in sorted(project.specs.rglob("*")):
        if path.suffix.lower() in IMAGE_ENDINGS and path.is_file() and path.resolve().is_relative_to(inside):
            yield path.relative_to(project.root).as_posix(), path
