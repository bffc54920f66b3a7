"""No table has more than ten columns.

A wider table is read with a ruler: nobody sees which value of a row decides what comes out. Mostly a few columns matter
and the others are always the same; those belong into a step, a Background or a step definition.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given an order
          | name | street | number | city | zip | country | phone | mail | item | price | colour |
          | Ada  | Quay   | 1      | Oban | 123 | UK      | 555   | a@b  | rope | 20    | blue   |
        When the customer pays
        Then the shop receives 20 euros

Good:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a customer in Oban
        And an order
          | item | price | colour |
          | rope | 20    | blue   |
        When the customer pays
        Then the shop receives 20 euros

      Scenario: Pay for an empty cart
        Given a cart of 0 euros
        When the customer pays
        Then the shop receives 0 euros
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Severity, say
from specbook.checks._parts import scenarios, steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import GherkinDocument, Specs, TableRow

FAMILY: Family = "examples"
SEVERITY: Severity = "information"
MOST = 10


def check(specs: Specs) -> Iterator[Finding]:
    """Find tables, of examples and of steps, with too many columns."""
    for document, row in (*_headers(specs), *_first_rows(specs)):
        if len(row.cells) > MOST:
            at = row.location
            message = say(
                "This table has {columns} columns; beyond {most}, nobody sees what decides. "
                "Keep those that matter, and say the rest in a step.",
                columns=len(row.cells),
                most=MOST,
            )
            yield Finding(document.uri, at.line, at.column, "tables-are-narrow", SEVERITY, message)


def _headers(specs: Specs) -> Iterator[tuple[GherkinDocument, TableRow]]:
    for document, scenario in scenarios(specs):
        yield from ((document, examples.header) for examples in scenario.examples if examples.header)


def _first_rows(specs: Specs) -> Iterator[tuple[GherkinDocument, TableRow]]:
    for document, step in steps(specs):
        if step.data_table:
            yield document, step.data_table.rows[0]
