"""Every cell of an Examples table says something.

An empty cell may mean nothing, zero, unknown, or that somebody forgot it; the reader has to guess. Off by default,
since an empty text is sometimes just what is tried.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario Outline: Pay for a cart
        Given a cart of <price> euros
        And the voucher "<voucher>"
        When the customer pays
        Then the shop receives <paid> euros

        Examples: Carts with and without a voucher
          | price | voucher | paid |
          | 20    | HARBOUR | 15   |
          | 20    |         | 20   |

Good:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario Outline: Pay for a cart
        Given a cart of <price> euros
        And the voucher "<voucher>"
        When the customer pays
        Then the shop receives <paid> euros

        Examples: Carts with and without a voucher
          | price | voucher | paid |
          | 20    | HARBOUR | 15   |
          | 20    | none    | 20   |
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
    """Find cells of Examples tables that are empty."""
    for document, scenario in scenarios(specs):
        for examples in scenario.examples:
            header = examples.header.values if examples.header else ()
            for row in examples.rows:
                for column, cell in zip(header, row.cells, strict=False):
                    if not cell.value:
                        at = cell.location
                        message = say("The cell of “{column}” is empty. Write what it means.", column=column)
                        yield Finding(document.uri, at.line, at.column, "no-empty-cells", SEVERITY, message)
