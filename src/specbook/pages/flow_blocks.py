"""One scenario on its page: a how-to open or folded, and the rows of an outline with a state each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from specbook.pages.badges import badge, example_attributes, reason, summary_badge
from specbook.pages.escaping import md, raw
from specbook.pages.figures import figures_html
from specbook.pages.gherkin_lines import head_html
from specbook.pages.glossary import mark_terms
from specbook.pages.languages import attributes
from specbook.pages.notes import NO_NOTES, Notes
from specbook.pages.places import TAGS, example_key, short_link
from specbook.pages.prose import Prose
from specbook.pages.search_marks import TEST_CASE
from specbook.pages.steps import how_to, how_to_html

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specbook.flows import Flowing
    from specbook.ledger import Entry
    from specbook.model import Background, Examples, Feature, Scenario
    from specbook.pages.book import Book
    from specbook.pages.words import Words


@dataclass(frozen=True, slots=True)
class FlowBlocks:
    """Renders the scenarios of one feature."""

    book: Book
    page: str
    uri: str
    feature: Feature
    notes: Notes = NO_NOTES

    @property
    def prose(self) -> Prose:
        return Prose(self.book, self.page, self.uri)

    @property
    def spoken(self) -> str:
        """The attributes of the spec's own texts; empty where they are in the book's language."""
        return self.book.spoken(self.feature)

    @property
    def ours(self) -> str:
        """The attributes of our words, where they stand among the spec's."""
        return attributes(self.words.language) if self.spoken else ""

    def said(self, text: str) -> str:
        """Wrap Markdown of the spec's own in its language."""
        return f'<div{self.spoken} markdown="1">\n\n{text}\n\n</div>' if self.spoken and text else text

    @property
    def words(self) -> Words:
        return self.book.words

    def open(self, flowing: Flowing, level: int) -> str:
        """Render a scenario under a heading of its own, for all to see."""
        scenario = flowing.scenario
        heading = f"{'#' * level} {md(self.name(scenario))} {{ #{self.anchor(scenario.location.line)}{self.spoken} }}"
        mark = self._mark(scenario)
        former = self.former(scenario.location.line)
        heading = f"{former}\n\n{heading}" if former else heading
        return f'{heading}\n\n<div class="sb-use"{mark}>\n{self._state_line(flowing)}\n{self.inside(flowing)}\n</div>'

    def folded(self, flowing: Flowing, level: int) -> str:
        """Render a scenario folded under its name; an unseen heading in it lets the search lead there."""
        scenario = flowing.scenario
        anchor = self.anchor(scenario.location.line)
        name = f'<span class="sb-name"{self.spoken}>{raw(self.name(scenario))}</span>'
        states = summary_badge(self.words, self.entries(scenario))
        summary = f'<summary>{name}<span class="sb-states">{states}</span></summary>'
        heading = f'<h{level} id="{anchor}" class="sb-anchor"{self.spoken}>{raw(self.name(scenario))}</h{level}>'
        heading = self.former(scenario.location.line) + heading + self.found_as(flowing)
        inside = heading + self._reason(scenario) + self.inside(flowing)
        return f'<details class="sb-flow"{self._mark(scenario)}>{summary}\n{inside}\n</details>'

    def ruled(self, flowing: Flowing, level: int) -> str:
        """Render an outline of a Rule: its rows open, its steps folded."""
        scenario = flowing.scenario
        anchor = self.anchor(scenario.location.line)
        heading = f'<h{level} id="{anchor}" class="sb-name"{self.spoken}>{raw(self.name(scenario))}</h{level}>'
        summary = f"<summary data-search-exclude>{self.words.steps}</summary>"
        steps = f'<details class="sb-steps">{summary}{self._how_to(flowing)}</details>'
        heading = self.former(scenario.location.line) + heading + self.found_as(flowing)
        parts = [heading, self._about(scenario), self._rows(scenario), steps, self._because(flowing)]
        return f'<div class="sb-outline"{self._mark(scenario)}>\n{_lines(parts)}\n</div>'

    def found_as(self, flowing: Flowing) -> str:
        """Return what tells the search, below a scenario's heading, that it is no guide but test cases."""
        return "" if flowing.kind.is_use_case else TEST_CASE

    def name(self, scenario: Scenario) -> str:
        return scenario.name or self.words.unnamed_scenario

    def anchor(self, line: int) -> str:
        return self.book.places.anchors[self.uri][line]

    def entries(self, scenario: Scenario) -> tuple[Entry, ...]:
        """Return the states of a scenario's examples."""
        known = self.book.entries[self.uri]
        lines = [row.location.line for examples in scenario.examples for row in examples.rows]
        return tuple(known[line] for line in lines or [scenario.location.line] if line in known)

    def inside(self, flowing: Flowing) -> str:
        """Render all of a scenario but its name and its state."""
        scenario = flowing.scenario
        rows = self._rows(scenario) if scenario.outline else ""
        return _lines([self._about(scenario), self._how_to(flowing), rows, self._because(flowing)])

    def former(self, line: int) -> str:
        """Keep the anchors that a part had under other names."""
        anchors = self.book.lasting.anchors.get((self.uri, line), ())
        return "".join(f'<div id="{anchor}" class="sb-former"></div>' for anchor in anchors)

    def _mark(self, scenario: Scenario) -> str:
        """Mark the block as the place of its example, unless its rows are the examples."""
        entry = self._own_entry(scenario)
        return f" {example_attributes(entry)}" if entry else ""

    def _own_entry(self, scenario: Scenario) -> Entry | None:
        return self.book.entries[self.uri].get(scenario.location.line)

    def _reason(self, scenario: Scenario) -> str:
        entry = self._own_entry(scenario)
        why = reason(self.book, entry) if entry else ""
        return f'<div class="sb-line">{why}</div>' if why else ""

    def _state_line(self, flowing: Flowing) -> str:
        entry = self._own_entry(flowing.scenario)
        why = reason(self.book, entry) if entry else ""
        return f'<div class="sb-line">{summary_badge(self.words, self.entries(flowing.scenario))} {why}</div>'

    def _how_to(self, flowing: Flowing) -> str:
        scenario = flowing.scenario
        backgrounds: list[Background | None] = [self.feature.background]
        backgrounds += [flowing.rule.background] if flowing.rule else []
        columns = {value for examples in scenario.examples if examples.header for value in examples.header.values}
        entries = self.entries(scenario)
        shown = next((entry for entry in entries if self.book.exhibits.of(entry)), None)
        figures = self._figures(shown) if shown else {}
        named, key = frozenset(columns), _key(entries[0])
        guide = how_to_html(self.words, how_to(backgrounds, scenario), named, figures, key, self.spoken, self.notes)
        guide = mark_terms(guide, self.book.product.glossary)
        head = head_html(scenario, self.spoken, self.notes.before(scenario.location.line))
        return head + guide + figures.get(0, "") + self._of_other_rows(entries, shown)

    def _figures(self, entry: Entry) -> dict[int, str]:
        """Render what each step of an example showed, by its line."""
        by_step = self.book.exhibits.of(entry)
        return {line: figures_html(self.book, self.page, one, _key(entry)) for line, one in by_step.items()}

    def _about(self, part: Scenario | Examples) -> str:
        about = self.prose.html(part.description)
        return f"<div{self.spoken}>{about}</div>" if about and self.spoken else about

    def _of_other_rows(self, entries: Iterable[Entry], shown: Entry | None) -> str:
        """Fold what the other rows of an outline showed: the steps show what the first of them did."""
        others = [entry for entry in entries if entry is not shown and self.book.exhibits.of(entry)]
        return "".join(
            '<details class="sb-steps"><summary data-search-exclude>'
            f"{self.words.showed(number=entry.pickle.row_number)}</summary>{''.join(self._figures(entry).values())}</details>"
            for entry in others
        )

    def _because(self, flowing: Flowing) -> str:
        tags = " ".join(self.tag(tag) for tag in self.book.shown_tags(flowing.scenario.tags))
        why = raw(self.words.kind(flowing.kind))
        shown = " · ".join(filter(None, [why, tags, self._short_link(flowing.scenario)]))
        return f'<p class="sb-because">{shown}</p>'

    def _short_link(self, scenario: Scenario) -> str:
        """Link to the one example that a scenario is by an address that stays."""
        key = self.book.lasting.keys.get((self.uri, scenario.location.line))
        return f'<a href="{self.book.href(self.page, short_link(key))}">{self.words.short_link}</a>' if key else ""

    def tag(self, tag: str) -> str:
        """Link to what a tag stands for elsewhere, or to its place in the index of tags."""
        target = raw(self.book.product.tag_link(tag)) or self.book.href(self.page, TAGS, self.book.tag_anchors[tag])
        return f'<a href="{target}">{raw(tag)}</a>'

    def _rows(self, scenario: Scenario) -> str:
        if not any(examples.rows for examples in scenario.examples):
            return f'<p class="sb-none">{self.words.no_rows}</p>'
        return "\n".join(self._block(examples) for examples in scenario.examples)

    def _block(self, examples: Examples) -> str:
        name = head_html(examples, self.spoken, self.notes.before(examples.location.line))
        name += f'<p class="sb-block"{self.spoken}>{raw(examples.name)}</p>' if examples.name else ""
        tags = " ".join(self.tag(tag) for tag in self.book.shown_tags(examples.tags))
        tagged = f'<p class="sb-because">{tags}</p>' if tags else ""
        about = self._about(examples)
        if not examples.header or not examples.rows:
            return f'{name}{about}<p class="sb-none">{self.words.no_rows}</p>'
        named = "".join(f"<th>{raw(value)}</th>" for value in examples.header.values)
        noted = self.notes.before_row(examples.header.location.line, len(examples.header.cells) + 1)
        head = f"{named}<th data-search-exclude{self.ours}>{self.words.state}</th>"
        body = "".join(self._row(row.location.line, row.values) for row in examples.rows)
        table = f"<table><thead>{noted}<tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        table = f'<div class="sb-table sb-rows"{self.spoken}>{table}</div>'
        return f"{name}{about}{table}{tagged}"

    def _row(self, line: int, values: tuple[str, ...]) -> str:
        entry = self.book.entries[self.uri][line]
        cells = "".join(f"<td>{raw(value)}</td>" for value in values)
        why = reason(self.book, entry)
        mark = f'id="{self.anchor(line)}" {example_attributes(entry)}'
        noted = self.notes.before_row(line, len(values) + 1)
        row = f"{noted}<tr {mark}>{cells}<td{self.ours}>{self.former(line)}{badge(self.words, entry.state)}</td></tr>"
        return row + (f'<tr class="sb-why"><td colspan="{len(values) + 1}"{self.ours}>{why}</td></tr>' if why else "")


def _key(entry: Entry) -> str:
    return example_key(entry.pickle.uri, entry.pickle.location.line)


def _lines(parts: list[str]) -> str:
    return "\n".join(part for part in parts if part)
