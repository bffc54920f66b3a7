"""Where an outline has several Examples tables, each has a name.

A second table is there because its rows are of another kind. The name says of which: the page shows it above the rows,
and so does the list of test cases.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario Outline: Pay for a cart
        Given a cart of <price> euros
        When the customer pays
        Then the shop receives <price> euros

        Examples:
          | price |
          | 20    |

        Examples:
          | price |
          | 0     |

Good:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario Outline: Pay for a cart
        Given a cart of <price> euros
        When the customer pays
        Then the shop receives <price> euros

        Examples: Something to pay
          | price |
          | 20    |

        Examples: Nothing to pay
          | price |
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


def check(specs: Specs) -> Iterator[Finding]:
    """Find tables without a name beside others."""
    for document, scenario in scenarios(specs):
        for examples in scenario.examples if len(scenario.examples) > 1 else ():
            if not examples.name:
                at, end = examples.location, examples.location.column + len(examples.keyword) + 1
                message = say("Of several tables of examples this one has no name. Say what its rows have in common.")
                yield Finding(document.uri, at.line, at.column, "examples-are-named", SEVERITY, message, end)
