"""What an example is called where it stands among those of other features, and where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.pages.feature_page import feature_title
from specbook.pages.places import HOME

if TYPE_CHECKING:
    from specbook.ledger import Entry
    from specbook.model import GherkinDocument
    from specbook.pages.book import Book


def document_of(book: Book, uri: str) -> GherkinDocument:
    """Return the file that a feature stands in."""
    return next(document for document in book.documents[uri.rpartition("/")[0]] if document.uri == uri)


def example_name(book: Book, entry: Entry) -> str:
    """Name an example with the feature and the Rule that it belongs to."""
    pickle = entry.pickle
    names = [feature_title(document_of(book, pickle.uri)), pickle.rule.name if pickle.rule else ""]
    names += [pickle.scenario.name or book.words.unnamed_scenario]
    names += [book.words.row(number=pickle.row_number)] if pickle.row else []
    return " › ".join(filter(None, names))


def example_href(book: Book, entry: Entry) -> str:
    """Return the address of an example, from the book's root."""
    pickle = entry.pickle
    return book.href(HOME, book.places.features[pickle.uri], book.places.anchors[pickle.uri][pickle.location.line])
