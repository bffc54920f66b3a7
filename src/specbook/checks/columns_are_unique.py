"""Every column of an Examples table has a name of its own.

Of two columns with the same name only one reaches the steps; which one is an accident.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario Outline: Pay for a cart
        Given a cart of <price> euros
        When the customer pays
        Then the shop receives <price> euros

        Examples: Carts with and without a voucher
          | price | price |
          | 20    | 10    |

Good:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario Outline: Pay for a cart
        Given a cart of <price> euros
        And a voucher of <voucher> euros
        When the customer pays
        Then the shop receives <paid> euros

        Examples: Carts with and without a voucher
          | price | voucher | paid |
          | 20    | 5       | 15   |
          | 20    | 20      | 0    |
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Severity, say
from specbook.checks._parts import scenarios

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Cell, Specs

FAMILY: Family = "silent loss"
SEVERITY: Severity = "error"


def check(specs: Specs) -> Iterator[Finding]:
    """Find columns whose name an earlier column of their table has."""
    for document, scenario in scenarios(specs):
        for examples in scenario.examples:
            for cell in _repeated(examples.header.cells if examples.header else ()):
                at = cell.location
                message = say(
                    "There is already a column “{column}”, and only one of them counts. Rename or remove it.",
                    column=cell.value,
                )
                yield Finding(document.uri, at.line, at.column, "columns-are-unique", SEVERITY, message)


def _repeated(cells: tuple[Cell, ...]) -> Iterator[Cell]:
    seen: set[str] = set()
    for cell in cells:
        if cell.value in seen:
            yield cell
        seen.add(cell.value)
