"""Reading paths: for each persona where to start, what comes next, and how long it takes."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from specbook.pages.book import section_title
from specbook.pages.escaping import md, page_text, raw
from specbook.pages.feature_page import feature_title
from specbook.pages.places import PATHS, link, slug, unique
from specbook.pages.questions import find_questions, question_box
from specbook.pages.reading_time import minutes_to_read
from specbook.personas import readings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specbook.pages.book import Book
    from specbook.pages.words import Words
    from specbook.product import Persona
    from specbook.references import Target

MOST_QUESTIONS = 5


@dataclass(frozen=True)
class Stop:
    """One page of a path, or one place on it: its address, its anchor, and the minutes that it takes."""

    target: Target
    number: int
    page: str
    anchor: str
    title: str
    capability: str
    spoken: str = ""

    @cached_property
    def minutes(self) -> int:
        return minutes_to_read(self.target)


@dataclass(frozen=True, slots=True)
class ReadingPath:
    """What one persona reads, in order; `name` is that of its page."""

    persona: Persona
    name: str
    words: Words
    stops: tuple[Stop, ...]

    @property
    def page(self) -> str:
        return f"{PATHS}/{self.name}.md"

    @property
    def title(self) -> str:
        return self.words.start_here(persona=self.persona.title)

    @property
    def line(self) -> str:
        """Say how long it is."""
        pages = len({stop.page for stop in self.stops})
        return f"{self.words.pages(pages)} · {self.words.minutes(sum(stop.minutes for stop in self.stops))}"


def reading_paths(book: Book) -> tuple[ReadingPath, ...]:
    """Return the path of every persona that has one in this book."""
    taken: set[str] = set()
    return tuple(
        ReadingPath(
            one.persona, unique(slug(one.persona.name, "persona"), taken), book.words, tuple(_stops(book, one.targets))
        )
        for one in readings(book.specs, book.product)
        if one.targets
    )


def path_page(book: Book, path: ReadingPath) -> str:
    """Render where a persona starts: the stops in order, then questions about what was read."""
    lines = "\n".join(_stop_line(path, stop) for stop in path.stops)
    progress = f'<span data-sb-progress="{path.name}" data-sb-total="{len(path.stops)}" hidden></span>'
    parts = [
        f'<div class="sb-meta"><span>{path.line}</span> {progress}</div>',
        md(path.persona.about),
        *(f'<p class="sb-wrong">✖ {raw(told)}</p>' for told in path.persona.wrong if book.audience.details),
        f'<div class="sb-stops" markdown="1">\n\n{lines}\n\n</div>',
        *_questions(book, path),
    ]
    return page_text(path.title, "", "\n\n".join(filter(None, parts)), contents=False)


def path_feet(book: Book, paths: Iterable[ReadingPath]) -> dict[str, str]:
    """Return what stands at the foot of each page that some path leads over: what came before, and what comes next."""
    feet: dict[str, str] = {}
    for path in paths:
        for page, group in groupby(path.stops, key=lambda stop: stop.page):
            here = list(group)
            feet[page] = feet.get(page, "") + f"\n{_foot(book, path, here)}\n"
    return feet


def _stops(book: Book, targets: Iterable[Target]) -> Iterator[Stop]:
    for number, target in enumerate(targets, start=1):
        document, scenario = target.document, target.scenario
        folder = posixpath.dirname(document.uri)
        anchor = book.places.anchors[document.uri][scenario.location.line] if scenario else ""
        title = (scenario.name if scenario else "") or feature_title(document)
        capability = section_title(book.folders[folder])
        page = book.places.features[document.uri]
        yield Stop(target, number, page, anchor, title, capability, book.spoken(document.feature))


def _stop_line(path: ReadingPath, stop: Stop) -> str:
    target = link(path.page, stop.page, stop.anchor)
    told = f"<span>{md(stop.capability)} · {path.words.minutes(stop.minutes)}</span>"
    mark = f'data-sb-stop="{path.name}-{stop.number}"{stop.spoken}'
    return f"{stop.number}. [{md(stop.title)}]({target}){{ {mark} }} {told}"


def _foot(book: Book, path: ReadingPath, here: list[Stop]) -> str:
    """Render one block of raw HTML; several stops on one page in a row are one stay there."""
    page, first, last = here[0].page, here[0], here[-1]
    before = path.stops[first.number - 2] if first.number > 1 else None
    after = path.stops[last.number] if last.number < len(path.stops) else None
    place = book.words.stop_of(number=last.number, total=len(path.stops))
    start = f'<a href="{book.href(page, path.page)}">{raw(path.title)}</a> <span>{place}</span>'
    previous = _way(book, page, before, "prev")
    following = _way(book, page, after, "next")
    stops = " ".join(f"{path.name}-{stop.number}" for stop in here)
    label = raw(f"{path.title}, {place}")
    return (
        f'<nav class="sb-path" aria-label="{label}" data-sb-path="{path.name}" data-sb-stops="{stops}">'
        f'<p>{start}</p><div class="sb-ways">{previous}{following}</div></nav>'
    )


def _way(book: Book, page: str, stop: Stop | None, rel: str) -> str:
    if not stop:
        return "<span></span>"
    said = book.words.next if rel == "next" else book.words.previous
    return f'<a rel="{rel}" href="{book.href(page, stop.page, stop.anchor)}">{said(title=_titled(stop))}</a>'


def _titled(stop: Stop) -> str:
    return f"<span{stop.spoken}>{raw(stop.title)}</span>" if stop.spoken else raw(stop.title)


def _questions(book: Book, path: ReadingPath) -> Iterator[str]:
    found = [(stop, entry) for stop in path.stops for entry in find_questions(book, stop.target)][:MOST_QUESTIONS]
    if found:
        yield f"## {book.words.check_yourself} {{ #check-yourself data-search-exclude }}"
        for stop, entry in found:
            place = book.href(path.page, stop.page, book.places.anchors[entry.pickle.uri][entry.pickle.location.line])
            yield question_box(book.words, entry.pickle, stop.title, place, stop.spoken)
