"""A step fits on one line.

Beyond 120 characters a step tells several things, or details that its scenario does not need. Cut it, or put what
belongs together into a table or a doc string below it.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Have a present sent
        Given a cart with a book of 20 euros, a book of 12 euros that is to be wrapped, a brass lamp of 45 euros, and a voucher of 5 euros
        When the customer pays
        Then two parcels are sent

Good:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Have a present sent
        Given a cart with
          | item | price | wrapped |
          | book | 20    | no      |
          | book | 12    | yes     |
        When the customer pays
        Then two parcels are sent

      Scenario: Pay for an empty cart
        Given an empty cart
        When the customer pays
        Then the shop receives nothing
"""  # noqa: E501

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Severity, say
from specbook.checks._passages import column_of, step_passage, steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs

FAMILY: Family = "wording"
SEVERITY: Severity = "information"
LONGEST = 120


def check(specs: Specs) -> Iterator[Finding]:
    """Find steps that are longer than a line."""
    for document, _, step in steps(specs):
        if len(step.text) > LONGEST:
            column = column_of(document, step_passage(step))
            message = say(
                "The step has {count} characters. Cut it, or put a part of it into a table or a doc string.",
                count=len(step.text),
            )
            yield Finding(document.uri, step.location.line, column, "steps-are-short", SEVERITY, message)
