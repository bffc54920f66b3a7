"""No row of an outline stands there twice.

The second one runs the same example again and proves nothing; often it was copied to be changed, and then was not.
Tables with different tags may hold the same row, since each is run when its tags are chosen.

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
          | 0     |
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
          | 30    |
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks import Edit, Family, Finding, Fix, Severity, say
from specbook.checks._parts import scenarios

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Examples, Scenario, Specs, TableRow

FAMILY: Family = "examples"
SEVERITY: Severity = "warning"


def check(specs: Specs) -> Iterator[Finding]:
    """Find rows that an earlier row of the outline is equal to."""
    for document, scenario in scenarios(specs):
        for row, earlier in _repeated(scenario):
            at = row.location
            told = say("This row stands in line {line} already. Change what should differ, or remove it.", line=earlier)
            fix = Fix(say("Remove the row"), (Edit(at.line, 1, at.line + 1, 1, ""),))
            yield Finding(document.uri, at.line, at.column, "rows-are-unique", SEVERITY, told, fixes=(fix,))


def _repeated(scenario: Scenario) -> Iterator[tuple[TableRow, int]]:
    """Yield each row that repeats one, with the line of that one."""
    first: dict[object, int] = {}
    for examples in scenario.examples:
        for row in examples.rows:
            line = first.setdefault(_meaning(examples, row), row.location.line)
            if line != row.location.line:
                yield row, line


def _meaning(examples: Examples, row: TableRow) -> object:
    """Return what a row says, whatever the order of its columns, and what it is run by."""
    header = examples.header.values if examples.header else ()
    tags = frozenset(tag.name for tag in examples.tags)
    return tags, tuple(sorted(zip(header, row.values, strict=False)))
