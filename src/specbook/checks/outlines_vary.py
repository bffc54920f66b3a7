"""An outline has at least two rows.

With one row there is nothing to compare: the reader looks up each value in a table and learns no more than from a plain
scenario. Off by default, since a table often grows later.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario Outline: Pay for a cart
        Given a cart of <price> euros
        When the customer pays
        Then the shop receives <price> euros

        Examples: Carts
          | price |
          | 20    |

Good:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario Outline: Pay for a cart
        Given a cart of <price> euros
        When the customer pays
        Then the shop receives <price> euros

        Examples: Carts
          | price |
          | 20    |
          | 0     |
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Severity, say
from specbook.checks._parts import scenarios

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs

FAMILY: Family = "examples"
SEVERITY: Severity = "information"
DEFAULT = False


def check(specs: Specs) -> Iterator[Finding]:
    """Find outlines with a single row."""
    for document, scenario in scenarios(specs):
        if sum(len(examples.rows) for examples in scenario.examples) == 1:
            at = scenario.location
            message = say("This outline has one row. Add another, or write its values into a plain scenario.")
            yield Finding(document.uri, at.line, at.column, "outlines-vary", SEVERITY, message)
