"""Scenarios that differ in nothing but numbers and quoted values are one outline.

From three on, the reader compares line by line to find what differs. A table shows it at a glance, and the next case is
one more row. A table cannot be made for you: which values matter, and what their columns are called, only you know.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for one book
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

      Scenario: Pay for two books
        Given a cart of 40 euros
        When the customer pays
        Then the shop receives 40 euros

      Scenario: Pay for three books
        Given a cart of 50 euros
        When the customer pays
        Then the shop receives 50 euros

Good:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario Outline: Pay for books
        Given a cart of <price> euros
        When the customer pays
        Then the shop receives <price> euros

        Examples: Three books cost less
          | books | price |
          | one   | 20    |
          | two   | 40    |
          | three | 50    |
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Severity, say
from specbook.checks._wordings import masked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Feature, Rule, Scenario, Specs, Step

FAMILY: Family = "duplication"
SEVERITY: Severity = "information"
FEWEST = 3


def check(specs: Specs) -> Iterator[Finding]:
    """Find scenarios of a feature, or of a Rule, that are alike once their values are left out."""
    for document in specs.documents:
        feature = document.feature
        holders: tuple[Feature | Rule, ...] = (feature, *feature.rules) if feature else ()
        for alike in (group for holder in holders for group in _alike(holder.scenarios)):
            at = alike[0].location
            lines = ", ".join(str(scenario.location.line) for scenario in alike[1:])
            message = say(
                "The scenarios in lines {lines} differ from this one in values alone. "
                "Write them as one Scenario Outline, with a row of Examples for each.",
                lines=lines,
            )
            yield Finding(document.uri, at.line, at.column, "scenarios-could-be-an-outline", SEVERITY, message)


def _alike(scenarios: tuple[Scenario, ...]) -> Iterator[list[Scenario]]:
    groups: dict[object, list[Scenario]] = {}
    for scenario in scenarios:
        if scenario.steps and not scenario.outline:
            tags = frozenset(tag.name for tag in scenario.tags)
            groups.setdefault((tags, tuple(map(_shape, scenario.steps))), []).append(scenario)
    for group in groups.values():
        if len({_values(scenario) for scenario in group}) >= FEWEST:
            yield group


def _shape(step: Step) -> object:
    """Return what a step says, its values left out; and so of the table or the text that it is given."""
    table, text = step.data_table, step.doc_string
    cells = tuple(tuple(masked(value) for value in row.values) for row in table.rows) if table else ()
    return step.keyword_type, masked(step.text), cells, masked(text.content) if text else ""


def _values(scenario: Scenario) -> object:
    """Return all that a scenario says: scenarios that say the same are no rows, but copies."""
    return tuple(
        (
            step.text,
            tuple(row.values for row in step.data_table.rows) if step.data_table else (),
            step.doc_string.content if step.doc_string else "",
        )
        for step in scenario.steps
    )
