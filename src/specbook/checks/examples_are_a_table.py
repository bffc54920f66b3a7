"""Every table of examples stands under the keyword for Examples.

`Example:` is another word for `Scenario:`. A table under it becomes the description of a scenario without steps, and
its rows never run.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario Outline: Pay for a cart
        Given a cart of <price> euros
        When the customer pays
        Then the shop receives <price> euros

        Example: Full and empty carts
          | price |
          | 20    |
          | 0     |

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

import re
from typing import TYPE_CHECKING

from specbook.checks import Edit, Family, Finding, Severity, say
from specbook.checks._keywords import first_keyword
from specbook.checks._mending import becoming
from specbook.checks._parts import is_misread_table, scenarios

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.finding import Fix
    from specbook.model import GherkinDocument, Scenario, Specs

FAMILY: Family = "silent loss"
SEVERITY: Severity = "error"


def check(specs: Specs) -> Iterator[Finding]:
    """Find scenarios without steps whose description is a table."""
    for document, scenario in scenarios(specs):
        if is_misread_table(scenario):
            at, language = scenario.location, document.feature.language if document.feature else "en"
            meant = first_keyword("examples", language)
            message = say(
                "“{keyword}:” begins a scenario, so the table below it is only prose and its rows never run. "
                "Write “{meant}:”.",
                keyword=scenario.keyword,
                meant=meant,
            )
            place = (document.uri, at.line, at.column)
            end = at.column + len(scenario.keyword)
            yield Finding(*place, "examples-are-a-table", SEVERITY, message, end, _fixes(document, scenario, meant))


def _fixes(document: GherkinDocument, scenario: Scenario, keyword: str) -> tuple[Fix, ...]:
    """Write the keyword for Examples; safe where the scenario above has a placeholder for one of the columns."""
    if document.uri.endswith(".md"):
        return ()
    at = scenario.location
    edit = Edit(at.line, at.column, at.line, at.column + len(scenario.keyword), keyword)
    every = [one for _, one in document.feature.every_scenario()] if document.feature else []
    above = every[every.index(scenario) - 1] if every[0] is not scenario else None
    header = re.search(r"^\s*\|(.*)\|\s*$", scenario.description, re.MULTILINE)
    columns = [column.strip() for column in header[1].split("|")] if header else []
    wanted = above is not None and any(f"<{column}>" in step.text for step in above.steps for column in columns)
    return becoming(document, say("Write “{keyword}:”", keyword=keyword), edit, safe=wanted)
