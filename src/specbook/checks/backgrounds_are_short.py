"""A Background has five steps at most.

Readers must keep it in mind for every scenario below. A long one tells details that few of them need: say it in fewer
words, or move what not all of them need to those that do.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Background:
        Given a customer
        And a name
        And an address
        And a card
        And a cart
        And a book of 20 euros in the cart

      Scenario: Pay for a cart
        When the customer pays
        Then the shop receives 20 euros

      Scenario: Leave without paying
        When the customer leaves
        Then the shop receives nothing

Good:
    Feature: Checkout
      So that customers pay what they owe.

      Background:
        Given a customer with a book of 20 euros in the cart

      Scenario: Pay for a cart
        When the customer pays
        Then the shop receives 20 euros

      Scenario: Leave without paying
        When the customer leaves
        Then the shop receives nothing
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Severity, say
from specbook.checks._parts import backgrounds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs

FAMILY: Family = "flow"
SEVERITY: Severity = "information"
MOST = 5


def check(specs: Specs) -> Iterator[Finding]:
    """Find Backgrounds with too many steps."""
    for document, background in backgrounds(specs):
        if len(background.steps) > MOST:
            at = background.location
            message = say(
                "“{keyword}:” has {count} steps to keep in mind. Say it in {most} or fewer.",
                keyword=background.keyword,
                count=len(background.steps),
                most=MOST,
            )
            yield Finding(document.uri, at.line, at.column, "backgrounds-are-short", SEVERITY, message)
