"""specs.json: every feature, example and state of the book for programs, in a schema that is versioned."""

from __future__ import annotations

import json
import posixpath
from typing import TYPE_CHECKING, Any

from specbook.ledger import count_states
from specbook.pages.badges import short_reason
from specbook.pages.book import section_title
from specbook.pages.feature_page import feature_title
from specbook.pages.places import HOME, identity, short_link, text_page
from specbook.pages.run_record import RunIndex
from specbook.stories import read_story

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specbook.flows import Flowing
    from specbook.ledger import Entry, Ledger
    from specbook.model import Feature, GherkinDocument, Pickle, Rule
    from specbook.pages.book import Book

FILE = "specs.json"
# Raised where a reader of the version before would misread a file; new keys alone do not raise it.
VERSION = 1

Node = dict[str, Any]


def specs_json(book: Book, ledger: Ledger) -> str:
    """Write the whole book as JSON, one feature a line, so that two books can be compared line by line."""
    record = _Record(book, RunIndex.of(ledger))
    head = {
        "version": VERSION,
        "product": {"title": book.product.title, "summary": book.product.summary},
        "audience": book.audience.name,
        "states": count_states(book.entries_of(book.entries)),
        "runs": record.runs.as_json(),
    }
    documents = [document for group in book.documents.values() for document in group]
    features = [record.feature(document, document.feature) for document in documents if document.feature]
    lists = {"capabilities": record.capabilities(), "unreadable": record.unreadable(), "features": features}
    lines = [f'"{name}": {_line(value)}' for name, value in head.items()]
    lines += [f'"{name}": [{_lines(nodes)}]' for name, nodes in lists.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


class _Record:
    """Describes the parts of one book."""

    def __init__(self, book: Book, runs: RunIndex) -> None:
        self._book, self.runs = book, runs

    def capabilities(self) -> list[Node]:
        book = self._book
        shown = [path for path in book.folders if book.has_page(path)]
        return [
            {
                "title": section_title(book.folders[path]),
                "page": self._capability(path),
                "formerly": book.lasting.pages.get(path, ()),
            }
            for path in shown
        ]

    def unreadable(self) -> list[Node]:
        """Describe the files that cannot be read, for whom they are shown to."""
        pages = self._book.places.features
        return [
            {"page": self._address(pages[error.uri]), "path": error.uri, "line": error.line, "message": error.message}
            for error in self._book.specs.errors
        ]

    def feature(self, document: GherkinDocument, feature: Feature) -> Node:
        book, page = self._book, self._book.places.features[document.uri]
        story = read_story(feature.description, feature.language)
        clauses = {"persona": story.persona, "wish": story.wish, "benefit": story.benefit} if story else {}
        pickles: dict[int, list[Pickle]] = {}
        for pickle in document.pickles:
            pickles.setdefault(pickle.scenario.location.line, []).append(pickle)
        return {
            "name": feature_title(document),
            "language": feature.language,
            "page": self._address(page),
            "formerly": book.lasting.pages.get(document.uri, ()),
            "text": self._address(text_page(page)),
            "anchor": book.places.anchors[document.uri][feature.location.line],
            "capability": self._capability(posixpath.dirname(document.uri)),
            "id": identity(feature.tags) or None,
            "tags": book.shown_tags(feature.tags),
            "story": {name: clause.text for name, clause in clauses.items() if clause} or None,
            **self._source(document.uri, feature.location.line),
            "rules": [self._rule(document.uri, rule) for rule in feature.rules],
            "scenarios": [
                self._scenario(document.uri, one, pickles.get(one.scenario.location.line, ()))
                for one in book.flowing[document.uri]
            ],
        }

    def _rule(self, uri: str, rule: Rule) -> Node:
        line = rule.location.line
        return {
            "name": rule.name,
            "anchor": self._book.places.anchors[uri][line],
            "formerly": self._book.lasting.anchors.get((uri, line), ()),
            **self._source(uri, line),
        }

    def _scenario(self, uri: str, flowing: Flowing, pickles: Iterable[Pickle]) -> Node:
        scenario, anchors = flowing.scenario, self._book.places.anchors[uri]
        return {
            "name": scenario.name,
            "rule": flowing.rule.name if flowing.rule else None,
            "rule_anchor": anchors[flowing.rule.location.line] if flowing.rule else None,
            "kind": "use case" if flowing.kind.is_use_case else "test cases",
            "flow": flowing.kind.flow,
            "anchor": anchors[scenario.location.line],
            "formerly": self._book.lasting.anchors.get((uri, scenario.location.line), ()),
            "id": identity(scenario.tags) or None,
            "tags": self._book.shown_tags(scenario.tags),
            **self._source(uri, scenario.location.line),
            "examples": [self._example(self._book.entries[uri][pickle.location.line]) for pickle in pickles],
        }

    def _example(self, entry: Entry) -> Node:
        pickle, place = entry.pickle, (entry.pickle.uri, entry.pickle.location.line)
        told = short_reason(entry) or (self._book.audience.details and entry.state != "verified")
        return {
            "name": pickle.name,
            "row": pickle.row_number or None,
            "anchor": self._book.places.anchors[pickle.uri][pickle.location.line],
            "formerly": self._book.lasting.anchors.get(place, ()),
            "short": short_link(self._book.lasting.keys[place]),
            "content": pickle.fingerprint,
            "state": entry.state,
            "reason": entry.reason if told else "",
            "run": self.runs.number(entry),
        }

    def _source(self, uri: str, line: int) -> Node:
        """Say where it stands, to whom sources are shown."""
        return {"source": {"path": uri, "line": line}} if self._book.audience.details else {}

    def _capability(self, folder: str) -> str:
        return self._address(self._book.places.folders[folder])

    def _address(self, page: str) -> str:
        return self._book.href(HOME, page)


def _lines(nodes: list[Node]) -> str:
    return "\n" + ",\n".join(map(_line, nodes)) + "\n" if nodes else ""


def _line(node: object) -> str:
    return json.dumps(node, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
