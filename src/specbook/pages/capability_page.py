"""The page of one capability: what its README tells, its features, and the capabilities within it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.capabilities import README
from specbook.pages.badges import badge, count_badges, count_line, short_line
from specbook.pages.book import section_title
from specbook.pages.diagrams import with_diagrams
from specbook.pages.embeds import directive_lines
from specbook.pages.escaping import md, page_text
from specbook.pages.feature_page import feature_title
from specbook.pages.nested_states import share_below, states_below
from specbook.pages.places import file_name, link
from specbook.pages.prose import first_sentence
from specbook.pages.readme import readme
from specbook.pages.scenario_list import filter_of
from specbook.stories import read_story

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specbook.model import Capability, Feature, GherkinDocument
    from specbook.pages.book import Book
    from specbook.pages.embeds import Embeds

# Fewer are seen at one glance.
FEWEST_TO_FILTER = 4


def capability_page(book: Book, capability: Capability, embeds: Embeds) -> str:
    """Render the page of one folder of specs."""
    page = book.places.folders[capability.path]
    parts = [
        _state_line(book, page, capability),
        _story(book, page, capability, embeds),
        *_features(book, page, capability),
        *_parts(book, page, capability),
    ]
    return page_text(section_title(capability), "", "\n\n".join(filter(None, parts)))


def _story(book: Book, page: str, capability: Capability, embeds: Embeds) -> str:
    """Render the README; its links first, which those of an example in it must not be taken for."""
    lines = [capability.line + number - 1 for number in directive_lines(capability.readme)]
    text = readme(book, page, capability.path, capability.readme)
    return with_diagrams(embeds.expand(page, text, f"{capability.path}/{README}", lines))


def capability_cards(book: Book, page: str, capabilities: Iterable[Capability], *, filled_in: bool = False) -> str:
    """Render capabilities as cards, each a link to its page; the script says of some how much holds."""
    return cards(_capability_card(book, page, capability, filled_in) for capability in capabilities)


def cards(links: Iterable[str]) -> str:
    return '<div class="sb-cards" markdown="1">\n\n' + "\n\n".join(links) + "\n\n</div>"


def card(title: str, line: str, text: str, target: str, spoken: str = "") -> str:
    """Return a Markdown link that looks like a card; title and text are escaped already, and `spoken` says in what."""
    about = f"<em{spoken}>{text}</em>" if text else ""
    return f"[<b{spoken}>{title}</b><span>{line}</span>{about}]({target}){{ .sb-card }}"


def _capability_card(book: Book, page: str, capability: Capability, filled_in: bool) -> str:
    uris = book.uris_below(capability.path)
    if filled_in:
        line = f"{book.words.features(len(uris))}{share_below(book, capability.path)}"
    else:
        states = short_line(book.words, book.entries_of(uris), book.unread_below(capability.path))
        line = " · ".join(filter(None, [book.words.features(len(uris)), states]))
    target = link(page, book.places.folders[capability.path])
    return card(md(section_title(capability)), line, md(first_sentence(capability.readme)), target)


def _state_line(book: Book, page: str, capability: Capability) -> str:
    entries = book.entries_of(book.uris_below(capability.path))
    if entries and book.parts_of(capability.path):
        return states_below(book, page)
    states = count_badges(book.words, entries, book.unread_below(capability.path))
    return f'<div class="sb-meta">{states}</div>' if states else ""


def _features(book: Book, page: str, capability: Capability) -> Iterator[str]:
    shown = [_feature(book, page, document) for document in book.documents.get(capability.path, ())]
    shown += [_unread(book, page, uri) for uri in book.unread_in(capability.path)]
    if shown:
        yield f"## {book.words.features_title} {{ #features }}"
        yield from [filter_of(book, page, "features")] if len(shown) >= FEWEST_TO_FILTER else []
        yield cards(shown)


def _feature(book: Book, page: str, document: GherkinDocument) -> str:
    entries = book.entries_of([document.uri])
    target = link(page, book.places.features[document.uri])
    spoken = book.spoken(document.feature)
    line = count_line(book.words, entries) if entries else book.words.nothing
    about = _benefit(document.feature) if document.feature else ""
    return card(md(feature_title(document)), line, about, target, spoken)


def _benefit(feature: Feature) -> str:
    """Return what a feature is good for, in the words of its story, else its first sentence."""
    story = read_story(feature.description, feature.language)
    if story and story.benefit and story.benefit.text:
        return md(story.benefit.whole)
    return md(story.wish.text if story else first_sentence(feature.description))


def _unread(book: Book, page: str, uri: str) -> str:
    target = link(page, book.places.features[uri])
    return card(md(file_name(uri)), badge(book.words, "failing", f"✖ {book.words.error_title}"), "", target)


def _parts(book: Book, page: str, capability: Capability) -> Iterator[str]:
    parts = book.parts_of(capability.path)
    if parts:
        yield f"## {book.words.parts} {{ #parts }}"
        yield capability_cards(book, page, parts, filled_in=True)
