"""A scenario has ten steps at most.

Cucumber's reference recommends three to five. A longer one tells how instead of what, or it tells several things; it
is read by nobody, and breaks with every change. Say what several steps do together in one step, or cut the scenario.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a customer with a name
        And an address
        And a card
        And a voucher
        And a cart
        And three books in the cart
        And the wish to have them wrapped
        And a message for whom they are for
        And the wish to have them by Monday
        When the customer pays
        Then the books are sent

Good:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a present
        Given a customer with a card and a voucher
        And three books in the cart, to be wrapped
        When the customer pays
        Then the books are sent

      Scenario: Pay for an empty cart
        Given an empty cart
        When the customer pays
        Then the shop receives nothing
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Severity, say
from specbook.checks._parts import scenarios

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs

FAMILY: Family = "flow"
SEVERITY: Severity = "warning"
MOST = 10


def check(specs: Specs) -> Iterator[Finding]:
    """Find scenarios with too many steps of their own."""
    for document, scenario in scenarios(specs):
        if len(scenario.steps) > MOST:
            at = scenario.location
            message = say(
                "“{name}” has {count} steps. Say in one what several do together, or make two scenarios of it.",
                name=scenario.name,
                count=len(scenario.steps),
            )
            yield Finding(document.uri, at.line, at.column, "scenarios-are-short", SEVERITY, message)
