"""Every feature has a name.

The name is the title of its page, and what readers look for in the navigation and in the search. Without one, the book
can only show the name of the file.

Bad:
    Feature:
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

Good:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

      Scenario: Pay for an empty cart
        Given an empty cart
        When the customer pays
        Then the shop receives nothing
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Severity, say
from specbook.checks._parts import features

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs

FAMILY: Family = "product"
SEVERITY: Severity = "warning"


def check(specs: Specs) -> Iterator[Finding]:
    """Find features without a name."""
    for document, feature in features(specs):
        if not feature.name.strip():
            at = feature.location
            message = say(
                "This feature has no name. After “{keyword}:”, say in a few words what it is good for.",
                keyword=feature.keyword,
            )
            yield Finding(document.uri, at.line, at.column, "features-are-named", SEVERITY, message)
