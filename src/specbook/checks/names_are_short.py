"""A name fits on one line.

It stands in the navigation, in reports and in search results, where 120 characters are cut off already. What more there
is to say goes into the description below it.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart with several books in it, one of which is a present that is to be wrapped and sent to another address than the rest
        Given a cart with a present
        When the customer pays
        Then two parcels are sent

Good:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Have a present sent to another address
        The other books of the cart go to the customer.

        Given a cart with a present
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
from specbook.checks._passages import column_of, names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs

FAMILY: Family = "wording"
SEVERITY: Severity = "information"
LONGEST = 120


def check(specs: Specs) -> Iterator[Finding]:
    """Find names that are longer than a line."""
    for document, passage in names(specs):
        if len(passage.text) > LONGEST:
            column = column_of(document, passage)
            message = say(
                "The name has {count} characters. Keep it below {most}, and say the rest in the description.",
                count=len(passage.text),
                most=LONGEST + 1,
            )
            yield Finding(document.uri, passage.line, column, "names-are-short", SEVERITY, message)
