"""The page of step definitions: what a spec can say today, where that is defined, and what uses it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from specbook.pages.escaping import md, page_text, raw
from specbook.pages.example_names import document_of
from specbook.pages.feature_page import feature_title
from specbook.pages.places import TEAM_STEPS, link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.pages.book import Book
    from specbook.pages.team import Team
    from specbook.step_catalogue import Catalogue, CatalogueStep

MOST_FEATURES = 12


def catalogue_page(book: Book, team: Team) -> str:
    """Render the step definitions; who is not shown every spec sees those alone that are used in what they see."""
    catalogue = team.catalogue
    steps = [step for step in catalogue.steps if step.used_in or team.sees_all]
    parts = [_summary(book, catalogue, steps)]
    for uri, group in groupby(steps, key=lambda step: step.uri):
        parts += [f"## {md(uri)}", "\n".join(_step(book, catalogue, step) for step in group)]
    body = "\n\n".join(['<div data-sb-newest markdown="1">', *parts, "</div>"])
    return page_text(book.words.step_definitions, "", body, found_late=True)


def _summary(book: Book, catalogue: Catalogue, steps: list[CatalogueStep]) -> str:
    words = book.words
    if not steps:
        return words.no_definitions
    lines = [words.definitions(len(steps)), words.stands_on_runs]
    unused = sum(not step.used_in for step in steps)
    if unused and catalogue.untried:
        lines.append(words.untried(catalogue.untried))
    elif unused:
        lines.append(words.unused_count(unused))
    return "\n".join(lines)


def _step(book: Book, catalogue: Catalogue, step: CatalogueStep) -> str:
    """Render one function as an item: its patterns, what it says of itself, where it is, and what uses it."""
    said = "<br>".join(f"<code>{md(pattern)}</code>" for pattern in step.patterns)
    keywords = " ".join(f"<strong>{md(word.capitalize())}</strong>" for word in step.keywords)
    used = ", ".join(_features(book, step)) if step.used_in else _unused(book, catalogue)
    about = f"<br>{md(step.function.doc)}" if step.function.doc else ""
    place = source_place(book, step.uri, step.function.line)
    return f'- {keywords} {said}{about}<br><span class="sb-line">{place} · {used}</span>'


def _unused(book: Book, catalogue: Catalogue) -> str:
    told = book.words.not_used_yet if catalogue.untried else book.words.not_used
    return f'<span class="sb-state sb-not-run">– {told}</span>'


def _features(book: Book, step: CatalogueStep) -> Iterator[str]:
    uris = [uri for uri in step.used_in if uri in book.places.features and uri in book.entries]
    for uri in uris[:MOST_FEATURES]:
        document = document_of(book, uri)
        spoken = book.spoken(document.feature)
        marked = f"{{{spoken} }}" if spoken else ""
        yield f"[{md(feature_title(document))}]({link(TEAM_STEPS, book.places.features[uri])}){marked}"
    if len(uris) > MOST_FEATURES:
        yield book.words.more(number=len(uris) - MOST_FEATURES)


def source_place(book: Book, uri: str, line: int) -> str:
    """Render a place in a file as a link to its source, where product.yml says how; the script fills in a commit."""
    place, address = md(f"{uri}:{line}"), book.product.link_to_source(uri, line, "{commit}")
    if not address:
        return f"<span>{place}</span>"
    if "{commit}" in address:
        return f'<span data-sb-source="{raw(address)}">{place}</span>'
    return f'<a href="{raw(address)}">{place}</a>'
