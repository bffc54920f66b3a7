"""The page of one feature as clean text: Gherkin again, with the state of every example beside it."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from textwrap import dedent
from typing import TYPE_CHECKING

from specbook.pages.badges import count_line
from specbook.pages.places import link, text_page
from specbook.pages.words import STATE_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from specbook.ledger import Entry
    from specbook.model import (
        Background,
        DataTable,
        DocString,
        Examples,
        Feature,
        GherkinDocument,
        Rule,
        Scenario,
        Step,
        Tag,
    )
    from specbook.pages.book import Book
    from specbook.pages.words import Words

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_LINK = re.compile(r"(!?)\[([^\[\]]*)\]\(([^\s()]+)\)")
_FOREIGN = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
_INDENT = "  "


def feature_text(book: Book, document: GherkinDocument, feature: Feature) -> str:
    """Render a feature as Gherkin; what is said of states stands in comments, and after the rows of a table."""
    writer = _Writer(book, document.uri, book.entries[document.uri])
    lines = [f"# language: {feature.language}"] if feature.language != "en" else []
    lines += [f"# {count_line(book.words, book.entries_of([document.uri]))}", "", *writer.feature(feature)]
    return _CONTROLS.sub("", "\n".join(lines)) + "\n"


@dataclass(frozen=True, slots=True)
class _Writer:
    book: Book
    uri: str
    entries: Mapping[int, Entry]

    def feature(self, feature: Feature) -> Iterator[str]:
        yield from self._head(feature.tags, feature.keyword, feature.name, feature.description)
        yield from _indented(self._background(feature.background))
        for scenario in feature.scenarios:
            yield from _indented(self._scenario(scenario))
        for rule in feature.rules:
            yield from _indented(self._rule(rule))

    def _rule(self, rule: Rule) -> Iterator[str]:
        yield ""
        yield from self._head(rule.tags, rule.keyword, rule.name, rule.description)
        yield from _indented(self._background(rule.background))
        for scenario in rule.scenarios:
            yield from _indented(self._scenario(scenario))

    def _background(self, background: Background | None) -> Iterator[str]:
        if background:
            yield ""
            yield from self._head((), background.keyword, background.name, background.description)
            yield from _steps(background.steps)

    def _scenario(self, scenario: Scenario) -> Iterator[str]:
        yield ""
        entry = self.entries.get(scenario.location.line)
        if entry:
            yield f"# {_state(self.book.words, entry)}"
        yield from self._head(scenario.tags, scenario.keyword, scenario.name, scenario.description)
        yield from _steps(scenario.steps)
        for examples in scenario.examples:
            yield from _indented(self._examples(examples))

    def _examples(self, examples: Examples) -> Iterator[str]:
        yield ""
        yield from self._head(examples.tags, examples.keyword, examples.name, examples.description)
        if examples.header:
            states = [_state(self.book.words, self.entries[row.location.line]) for row in examples.rows]
            table = _table([examples.header.values, *(row.values for row in examples.rows)])
            shown = (f"{line}  # {state}" if state else line for line, state in zip(table, ["", *states], strict=True))
            yield from _indented(shown)

    def _head(self, tags: Iterable[Tag], keyword: str, name: str, description: str) -> Iterator[str]:
        shown = self.book.shown_tags(tags)
        if shown:
            yield " ".join(shown)
        yield f"{keyword}: {name}".rstrip()
        if description.strip():
            yield from _indented(dedent(self._linked(description)).strip("\n").split("\n"))

    def _linked(self, text: str) -> str:
        """Point links at text pages of the book; one that leads nowhere in it is left as its words."""
        return _LINK.sub(self._link, text)

    def _link(self, match: re.Match[str]) -> str:
        if _FOREIGN.match(match[3]):
            return match[0]
        path, _, fragment = match[3].partition("#")
        address = self.book.places.find(posixpath.dirname(self.uri), path)
        if address not in self.book.places.features.values():
            return match[2]
        here = self.book.places.features[self.uri]
        return f"[{match[2]}]({link(text_page(here), text_page(address), fragment)})"


def _state(words: Words, entry: Entry) -> str:
    return f"{STATE_MARKS[entry.state]} {words.state_name(entry.state)}"


def _steps(steps: Iterable[Step]) -> Iterator[str]:
    for step in steps:
        yield f"{_INDENT}{step.keyword}{step.text}"
        if step.data_table:
            yield from _indented(_rows(step.data_table), 2)
        if step.doc_string:
            yield from _indented(_doc_string(step.doc_string), 2)


def _rows(table: DataTable) -> list[str]:
    return _table([row.values for row in table.rows])


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    cells = [[_cell(value) for value in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    padded = ([cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in cells)
    return [f"| {' | '.join(row)} |" for row in padded]


def _cell(value: str) -> str:
    return value.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n")


def _doc_string(text: DocString) -> Iterator[str]:
    yield f"{text.delimiter}{text.media_type or ''}"
    escaped = "".join(f"\\{char}" for char in text.delimiter)
    yield from text.content.replace(text.delimiter, escaped).split("\n")
    yield text.delimiter


def _indented(lines: Iterable[str], depth: int = 1) -> Iterator[str]:
    return (f"{_INDENT * depth}{line}" if line else "" for line in lines)
