"""Every outline has Examples with at least one row, unless it is planned.

Without a row nothing runs: Gherkin makes no test of the outline, and pytest-bdd runs it once with the literal
`<placeholders>`.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario Outline: Pay for a cart
        Given a cart of <price> euros
        When the customer pays
        Then the shop receives <price> euros

        Examples: Full and empty carts
          | price |

Good:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario Outline: Pay for a cart
        Given a cart of <price> euros
        When the customer pays
        Then the shop receives <price> euros

        Examples: Full and empty carts
          | price |
          | 20    |
          | 0     |
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Known, Severity, say
from specbook.checks._keywords import first_keyword
from specbook.checks._parts import due_scenarios

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Location, Scenario, Specs

FAMILY: Family = "silent loss"
SEVERITY: Severity = "error"


def check(specs: Specs, known: Known) -> Iterator[Finding]:
    """Find outlines without Examples, and Examples without rows."""
    for document, scenario in due_scenarios(specs, known):
        language = document.feature.language if document.feature else "en"
        for at, message in _without_rows(scenario, language):
            yield Finding(document.uri, at.line, at.column, "outlines-have-rows", SEVERITY, message)


def _without_rows(scenario: Scenario, language: str) -> Iterator[tuple[Location, str]]:
    if scenario.outline and not scenario.examples:
        keyword = first_keyword("examples", language)
        yield (
            scenario.location,
            say(
                "“{name}” is an outline, but no “{keyword}:” with a table follows its steps.",
                name=scenario.name,
                keyword=keyword,
            ),
        )
    for examples in scenario.examples:
        if not examples.header:
            message = say("“{keyword}:” has no table. Add a header row and at least one row.", keyword=examples.keyword)
            yield examples.location, message
        elif not examples.rows:
            message = say("“{keyword}:” has a header but no row, so nothing runs. Add a row.", keyword=examples.keyword)
            yield examples.location, message
