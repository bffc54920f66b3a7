"""The foot of a feature's page: who owns it, when it last changed, where it is, and how to mend or report it."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from specbook.pages.escaping import raw
from specbook.pages.places import HOME, TAGS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specbook.model import Rule, Tag
    from specbook.pages.book import Book
    from specbook.pages.flow_blocks import FlowBlocks

_OWNER = "@owner:"


def page_foot(blocks: FlowBlocks, title: str) -> str:
    """Render the foot as raw HTML: no glossary term is to be found in a path."""
    book, uri, line = blocks.book, blocks.uri, blocks.feature.location.line
    owned = _owned(book, blocks.page, _tagged(blocks.feature.tags) or _of_folder(book, uri))
    tags = [blocks.tag(tag) for tag in book.shown_tags(blocks.feature.tags) if not tag.startswith(_OWNER)]
    shown = [owned, _changed(book, uri), _report(book, blocks.page, uri, title)]
    if book.audience.details:
        shown += [_source(book, uri, line), _edit(book, uri, line)]
    shown = list(filter(None, [*shown, *tags]))
    return f'<p class="sb-foot">{" · ".join(shown)}</p>' if shown else ""


def owner_line(blocks: FlowBlocks, rule: Rule) -> str:
    """Render who owns a Rule, where that is said of the Rule itself."""
    owned = _owned(blocks.book, blocks.page, _tagged(rule.tags))
    return f'<p class="sb-because" data-search-exclude>{owned}</p>' if owned else ""


def _tagged(tags: Iterable[Tag]) -> tuple[str, ...]:
    names = (tag.name.removeprefix(_OWNER) for tag in tags if tag.name.startswith(_OWNER))
    return tuple(dict.fromkeys(filter(None, names)))


def _of_folder(book: Book, uri: str) -> tuple[str, ...]:
    """Return whom the README of the nearest folder names, of those that this audience may see."""
    known = {capability.path: capability.owner for capability in book.specs.capabilities}
    folder = posixpath.dirname(uri)
    while folder and not known.get(folder):
        folder = posixpath.dirname(folder)
    return (known[folder],) if folder else ()


def _owned(book: Book, page: str, owners: Iterable[str]) -> str:
    named = ", ".join(_owner(book, page, owner) for owner in owners)
    return book.words.owned(names=named) if named else ""


def _owner(book: Book, page: str, owner: str) -> str:
    """Link an owner to where the pattern for such tags leads, or to what else is tagged so."""
    tag = f"{_OWNER}{owner}"
    target = book.product.tag_link(tag)
    if not target and tag in book.tag_anchors:
        target = book.href(page, TAGS, book.tag_anchors[tag])
    return f'<a href="{raw(target)}">{raw(owner)}</a>' if target else raw(owner)


def _changed(book: Book, uri: str) -> str:
    """Say when the spec last changed; the page's script writes the day as the reader's language does."""
    day = book.changed.get(uri)
    return book.words.last_changed(day=f'<time datetime="{day}" data-sb-day>{day}</time>') if day else ""


def _report(book: Book, page: str, uri: str, title: str) -> str:
    """Link to where something wrong with the page is told; only the team's link names the file."""
    built = book.href(HOME, page)
    address = book.product.link_to_report(built, title, uri if book.audience.details else "")
    return f'<a href="{raw(address)}">{book.words.report}</a>' if address else ""


def _source(book: Book, uri: str, line: int) -> str:
    """Link to the line of the spec; where the link needs a commit, the page's script completes it."""
    place = raw(f"{uri}:{line}")
    address = book.product.link_to_source(uri, line, "{commit}")
    if not address:
        return f"<span>{place}</span>"
    if "{commit}" in address:
        return f'<span data-sb-source="{raw(address)}">{place}</span>'
    return f'<a href="{raw(address)}">{place}</a>'


def _edit(book: Book, uri: str, line: int) -> str:
    """Link to where the spec can be changed, for whom sources are shown."""
    address = book.product.link_to_edit(uri, line)
    return f'<a href="{raw(address)}">{book.words.edit}</a>' if address else ""
