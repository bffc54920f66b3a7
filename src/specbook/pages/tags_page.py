"""The index of tags: where each is used, and what it links to elsewhere."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from specbook.pages.escaping import md, page_text
from specbook.pages.feature_page import feature_title
from specbook.pages.places import TAGS, link
from specbook.pages.search_marks import unsearched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import GherkinDocument, Tag
    from specbook.pages.book import Book


def tags_page(book: Book) -> str:
    """Render every tag that this audience sees, with links to where it stands."""
    used: dict[str, list[str]] = defaultdict(list)
    for documents in book.documents.values():
        for document in documents:
            for tag, place in _uses(book, document):
                used[tag].append(place)
    groups = (_tag(book, tag, used[tag]) for tag in sorted(used, key=str.casefold))
    return page_text(book.words.tags, "", "\n\n".join(groups) or book.words.no_tags)


def _tag(book: Book, tag: str, places: list[str]) -> str:
    address = book.product.tag_link(tag)
    elsewhere = f'<a href="{md(address)}">{md(book.words.tag_heading(tag=tag))}</a>' if address else ""
    lines = unsearched("\n".join(f"- {place}" for place in dict.fromkeys(places)))
    return "\n\n".join(filter(None, [f"## {md(tag)} {{ #{book.tag_anchors[tag]} }}", elsewhere, lines]))


def _uses(book: Book, document: GherkinDocument) -> Iterator[tuple[str, str]]:
    """Yield each tag with a link to the feature, rule or scenario that bears it."""
    feature = document.feature
    if not feature:
        return
    title = feature_title(document)
    for tag in book.shown_tags(feature.tags):
        yield tag, _link(book, document, feature.location.line, title)
    for rule in feature.rules:
        for tag in book.shown_tags(rule.tags):
            yield (
                tag,
                _link(book, document, rule.location.line, f"{title} › {rule.name or book.words.unnamed_rule}"),
            )
    for _, scenario in feature.every_scenario():
        tags: list[Tag] = [*scenario.tags, *(tag for examples in scenario.examples for tag in examples.tags)]
        for tag in book.shown_tags(tags):
            name = scenario.name or book.words.unnamed_scenario
            yield tag, _link(book, document, scenario.location.line, f"{title} › {name}")


def _link(book: Book, document: GherkinDocument, line: int, title: str) -> str:
    spoken, uri = book.spoken(document.feature), document.uri
    marked = f"{{{spoken} }}" if spoken else ""
    return f"[{md(title)}]({link(TAGS, book.places.features[uri], book.places.anchors[uri][line])}){marked}"
