"""Every feature says in its description why it is there.

Who reads a feature wants to know first whom it helps, and to what end: without that nobody can tell whether it does
what it should, or what may be left out. A few lines under the title are enough.

Bad:
    Feature: Checkout

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

Good:
    Feature: Checkout
      As a customer
      I want to pay for what is in my cart
      so that it is sent to me

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
    """Find features without a description; Gherkin keeps none of those in Markdown."""
    for document, feature in features(specs):
        if not feature.description.strip() and not document.uri.endswith(".md"):
            at = feature.location
            message = say(
                "“{name}” does not say why it is there. Under its title, write who wants it, and to what end.",
                name=feature.name,
            )
            yield Finding(document.uri, at.line, at.column, "features-say-why", SEVERITY, message)
