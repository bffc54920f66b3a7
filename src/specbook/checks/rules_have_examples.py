"""Every Rule has an example, unless it is planned.

A Rule is a claim; its examples are what runs. Without one nothing proves it, and readers have nothing to picture it by.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Rule: A cart of more than 500 euros needs a second card

      Rule: An empty cart costs nothing
        Example: The cart is empty
          Given an empty cart
          When the customer pays
          Then the shop receives nothing

        Example: The cart was emptied
          Given a cart that was emptied
          When the customer pays
          Then the shop receives nothing

Good:
    Feature: Checkout
      So that customers pay what they owe.

      Rule: A cart of more than 500 euros needs a second card
        Example: One card is too little
          Given a cart of 501 euros
          When the customer pays with one card
          Then the shop asks for another one

      Rule: An empty cart costs nothing
        Example: The cart is empty
          Given an empty cart
          When the customer pays
          Then the shop receives nothing
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Known, Severity, say
from specbook.checks._parts import features, is_idea, is_planned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs

FAMILY: Family = "product"
SEVERITY: Severity = "warning"


def check(specs: Specs, known: Known) -> Iterator[Finding]:
    """Find Rules without an example that no tag says are still to come."""
    for document, feature in features(specs):
        for rule in feature.rules:
            if not rule.scenarios and not is_idea(feature, known) and not is_planned(known, feature, rule):
                at = rule.location
                message = say(
                    "Nothing proves “{name}”: it has no example. Write one, or tag it `@planned`.", name=rule.name
                )
                yield Finding(document.uri, at.line, at.column, "rules-have-examples", SEVERITY, message)
