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

from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Severity
from specbook.checks._keywords import first_keyword
from specbook.checks._parts import is_misread_table, scenarios

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs

FAMILY: Family = "silent loss"
SEVERITY: Severity = "error"


def check(specs: Specs) -> Iterator[Finding]:
    """Find scenarios without steps whose description is a table."""
    for document, scenario in scenarios(specs):
        if is_misread_table(scenario):
            at, language = scenario.location, document.feature.language if document.feature else "en"
            meant = first_keyword("examples", language)
            message = (
                f"“{scenario.keyword}:” begins a scenario, so the table below it is only prose and its rows never run. "
                f"Write “{meant}:”."
            )
            yield Finding(document.uri, at.line, at.column, "examples-are-a-table", SEVERITY, message)
