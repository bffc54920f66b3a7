"""llms.txt: the book's table of contents for language models, each feature a link to its clean text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specbook.pages.badges import count_line
from specbook.pages.book import section_title
from specbook.pages.feature_page import feature_title
from specbook.pages.places import HOME, text_page
from specbook.pages.prose import first_sentence
from specbook.pages.specs_json import FILE as SPECS_JSON
from specbook.stories import read_story

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Capability, Feature, GherkinDocument
    from specbook.pages.book import Book

FILE = "llms.txt"


def llms_text(book: Book) -> str:
    """List what the product can do, as https://llmstxt.org has it."""
    entries = book.entries_of(book.entries)
    parts = [
        f"# {_line(book.product.title)}",
        f"> {_line(book.product.summary)}" if book.product.summary else "",
        f"{book.words.llms_states} {count_line(book.words, entries)}." if entries else book.words.nothing,
        f"- [{SPECS_JSON}]({SPECS_JSON}): {book.words.llms_json}",
        *(_capability(book, book.folders[path]) for path in _folders(book, book.specs.path)),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _folders(book: Book, folder: str) -> Iterator[str]:
    """Yield a folder and all below it that hold features, in the order in which they are read."""
    if book.documents.get(folder):
        yield folder
    for part in book.parts_of(folder):
        yield from _folders(book, part.path)


def _capability(book: Book, capability: Capability) -> str:
    lines = [f"- {_feature(book, document)}" for document in book.documents[capability.path]]
    about = _line(first_sentence(capability.readme))
    return "\n\n".join(filter(None, [f"## {_line(section_title(capability))}", about, "\n".join(lines)]))


def _feature(book: Book, document: GherkinDocument) -> str:
    address = book.href(HOME, text_page(book.places.features[document.uri]))
    name = re.sub(r"([\[\]\\])", r"\\\1", _line(feature_title(document)))
    about = ", ".join(filter(None, _about(document.feature) if document.feature else ()))
    states = count_line(book.words, book.entries_of([document.uri]))
    return f"[{name}]({address}): {about + ' — ' if about else ''}{states}"


def _about(feature: Feature) -> Iterator[str]:
    """Say who wants it and to what benefit, else what its description begins with."""
    story = read_story(feature.description, feature.language)
    if story:
        clauses = (story.persona, story.wish, story.benefit)
        yield from (_line(clause.whole) for clause in clauses if clause)
    else:
        yield _line(first_sentence(feature.description))


def _line(text: str) -> str:
    return " ".join(text.split())
