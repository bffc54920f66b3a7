"""The order of the book: home, capabilities, the user's own pages, where it stands, tags."""

from __future__ import annotations

import html
import posixpath
from itertools import groupby
from typing import TYPE_CHECKING, Any

from specbook.pages.book import section_title
from specbook.pages.feature_page import feature_title
from specbook.pages.own_docs import own_pages, own_title
from specbook.pages.places import HOME, STATUS, TAGS, TEAM_HEALTH, TEAM_SLOWEST, TEAM_STEPS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from specbook.model import Capability
    from specbook.pages.book import Book
    from specbook.pages.reading_paths import ReadingPath
    from specbook.yaml_text import YamlNode

Nav = list[Any]


def navigation(book: Book, docs: Mapping[str, bytes], own: YamlNode | None, paths: Sequence[ReadingPath] = ()) -> Nav:
    """Return the `nav` of the book; what the user's own names is not repeated.

    Ours follows it, or stands where it has an entry that is the folder of specs.
    """
    named = set(_named(own)) if own else set()
    first, last = _around(own, book.specs.path, docs)
    home = [] if HOME in named else [{book.words.home: HOME}]
    pages = [] if own else list(_docs(docs, own_pages(docs)))
    starts = [{html.escape(path.persona.title): path.page} for path in paths]
    first_steps = [{book.words.paths: starts}] if starts else []
    for_team = [{book.words.step_definitions: TEAM_STEPS}, {book.words.slowest: TEAM_SLOWEST}]
    for_team += [{book.words.health: TEAM_HEALTH}] if book.sees_all else []
    team = [{book.words.for_the_team: for_team}] if book.audience.details else []
    ours = [*first_steps, *_specs(book), *pages, {book.words.status: STATUS}, {book.words.tags: TAGS}, *team]
    return [*home, *first, *_without(ours, named), *last]


def _around(own: YamlNode | None, specs: str, docs: Mapping[str, bytes]) -> tuple[Nav, Nav]:
    """Cut the user's navigation at the place that it keeps for the specs."""
    items = list(own.items) if own else []
    at = next((number for number, item in enumerate(items) if item.text.rstrip("/") == specs), len(items))
    titled = [_with_titles(item, docs) for item in items]
    return titled[:at], titled[at + 1 :]


def _with_titles(item: YamlNode, docs: Mapping[str, bytes]) -> Any:
    """Give each page that the user's navigation does not name its title, where that is plain."""
    if item.is_mapping:
        sections = ((key, _with_titles(value, docs) if value.is_list else value) for key, value in item.pairs)
        return dict(sections)
    if item.is_list:
        return [_with_titles(one, docs) for one in item.items]
    title = own_title(docs.get(item.text, b""))
    return {title: item.text} if title else item


def _named(node: YamlNode) -> Iterator[str]:
    if node.text:
        yield node.text
    for item in (*node.items, *(value for _, value in node.pairs)):
        yield from _named(item)


def _without(nav: Nav, named: set[str]) -> Nav:
    """Leave out pages that are named elsewhere, and sections that this empties."""
    kept: Nav = []
    for item in nav:
        page = item if isinstance(item, str) else next(iter(item.values()))
        if isinstance(page, str):
            kept += [] if page in named else [item]
        else:
            sections = {title: _without(children, named) for title, children in item.items()}
            kept += [{title: children} for title, children in sections.items() if children]
    return kept


def _specs(book: Book) -> Iterator[Any]:
    root = book.folders[book.specs.path]
    if book.has_page(root.path):
        own_only = [book.places.folders[root.path], *_features(book, root)]
        yield {html.escape(section_title(root)): own_only}
    yield from (_section(book, part) for part in book.parts_of(root.path))


def _section(book: Book, capability: Capability) -> dict[str, Nav]:
    parts = [_section(book, part) for part in book.parts_of(capability.path)]
    pages = [book.places.folders[capability.path], *_features(book, capability), *parts]
    return {html.escape(section_title(capability)): pages}


def _features(book: Book, capability: Capability) -> Iterator[Any]:
    """Yield a folder's feature pages in the product's order, in sections where there are very many."""
    titles = {document.uri: feature_title(document) for document in book.documents.get(capability.path, ())}
    uris = [*titles, *book.unread_in(capability.path)]
    uris = sorted(uris, key=lambda uri: (book.places.buckets[uri], book.rank(uri)))
    for bucket, group in groupby(uris, key=book.places.buckets.__getitem__):
        pages = [_titled(book, uri, titles.get(uri, "")) for uri in group]
        yield from [{html.escape(bucket.capitalize()): pages}] if bucket else pages


def _titled(book: Book, uri: str, title: str) -> Any:
    """Return a page with its title: an engine that builds only what changed does not read it from the page."""
    page = book.places.features[uri]
    return {html.escape(title): page} if title else page


def _docs(docs: Mapping[str, bytes], pages: Iterable[str], depth: int = 0) -> Iterator[Any]:
    """Yield pages in path order, an index first, grouped by folder, each with its title where that is plain."""
    ordered = sorted(pages, key=lambda path: (path.split("/")[:-1], posixpath.basename(path) != HOME, path))
    for path in ordered:
        if path.count("/") == depth:
            title = own_title(docs[path])
            yield {title: path} if title else path
    deeper = [path for path in ordered if path.count("/") > depth]
    for folder, group in groupby(deeper, key=lambda path: path.split("/")[depth]):
        title = folder.replace("-", " ").replace("_", " ").capitalize()
        yield {html.escape(title): list(_docs(docs, group, depth + 1))}
