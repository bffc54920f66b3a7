"""One scenario as it stands in somebody's prose: its name, its state, and its steps or its examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.errors import nearest
from specbook.pages.badges import badge, summary_badge
from specbook.pages.escaping import raw
from specbook.pages.glossary import mark_terms
from specbook.pages.scenario_text import scenario_text
from specbook.pages.steps import how_to, how_to_html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.ledger import Entry
    from specbook.model import Scenario
    from specbook.pages.book import Book
    from specbook.references import Target

FORMS = ("how-to", "gherkin", "examples")


def unfit(target: Target, form: str) -> str:
    """Say why a reference cannot be shown in a form; empty where it can."""
    uri, scenario = target.document.uri, target.scenario
    if form not in FORMS:
        return f"“{form}” is no form of an example. {nearest(form, FORMS)}"
    if not scenario:
        return f"{uri} is a whole file; name the scenario to show, in quotes."
    if form == "examples" and not any(examples.rows for examples in scenario.examples):
        return f"{uri}: “{scenario.name}” has no examples to show."
    return ""


def embedded(book: Book, page: str, target: Target, form: str) -> str:
    """Render a scenario for a page, as HTML on one line; no part of it is marked as the place of an example.

    It is a section, since what reads pages for the search ends what it leaves out where any `div` ends.
    """
    scenario, uri = target.scenario, target.document.uri
    if not scenario:
        return ""
    entries = [entry for _, entry in _entries(book, uri, scenario)]
    place = book.href(page, book.places.features[uri], book.places.anchors[uri][scenario.location.line])
    spoken = book.spoken(target.document.feature)
    name = f'<a href="{place}"{spoken}>{raw(scenario.name)}</a>'
    head = f'<p class="sb-embed-name">{name} <span class="sb-states">{summary_badge(book.words, entries)}</span></p>'
    return f'<section class="sb-embed" data-search-exclude>{head}{_body(book, target, scenario, form)}</section>'


def _body(book: Book, target: Target, scenario: Scenario, form: str) -> str:
    rows, spoken = _rows(book, target, scenario), book.spoken(target.document.feature)
    if form == "examples":
        return rows
    if form == "gherkin":
        return f'<pre class="sb-text"{spoken}><code>{raw(scenario_text(scenario))}</code></pre>'
    feature, columns = target.document.feature, _columns(scenario)
    backgrounds = [feature.background if feature else None, target.rule.background if target.rule else None]
    guide = how_to_html(book.words, how_to(backgrounds, scenario), columns, spoken=spoken)
    return mark_terms(guide, book.product.glossary) + rows


def _columns(scenario: Scenario) -> frozenset[str]:
    return frozenset(value for examples in scenario.examples if examples.header for value in examples.header.values)


def _rows(book: Book, target: Target, scenario: Scenario) -> str:
    """Render every table of examples, a state in each row."""
    states = dict(_entries(book, target.document.uri, scenario))
    spoken = book.spoken(target.document.feature)
    shown = ""
    for examples in scenario.examples:
        if examples.header and examples.rows:
            head = "".join(f"<th>{raw(value)}</th>" for value in (*examples.header.values, book.words.state))
            body = "".join(_row(book, row.values, states[row.location.line]) for row in examples.rows)
            table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
            name = f'<p class="sb-block"{spoken}>{raw(examples.name)}</p>' if examples.name else ""
            shown += f'{name}<div class="sb-table sb-rows"{spoken}>{table}</div>'
    return shown


def _row(book: Book, values: tuple[str, ...], entry: Entry) -> str:
    return f"<tr>{''.join(f'<td>{raw(value)}</td>' for value in values)}<td>{badge(book.words, entry.state)}</td></tr>"


def _entries(book: Book, uri: str, scenario: Scenario) -> Iterator[tuple[int, Entry]]:
    lines = [row.location.line for examples in scenario.examples for row in examples.rows]
    for line in lines or [scenario.location.line]:
        yield line, book.entries[uri][line]
