"""A description says to what end the feature is there.

Prose often tells how a feature works and leaves out what it is good for. A sentence with “so that” or “in order to”, a
story, or a line `Benefit: …` makes it plain, for readers and for whoever ranks the backlog.

Bad:
    Feature: Checkout
      The cart is closed, the card is charged, and the order is handed over to the warehouse.

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

Good:
    Feature: Checkout
      The cart is closed and the card is charged at once, so that the order is sent the same day.

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

from specbook.benefits import is_known, tells_benefit
from specbook.checks import Family, Finding, Severity, say
from specbook.checks._parts import features
from specbook.stories import read_story

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs

FAMILY: Family = "product"
SEVERITY: Severity = "information"


def check(specs: Specs) -> Iterator[Finding]:
    """Find descriptions in prose that name no benefit, in languages in which one can be told."""
    for document, feature in features(specs):
        text, language = feature.description, feature.language
        if not text.strip() or not is_known(language) or read_story(text, language):
            continue
        if not tells_benefit(text, language):
            at = feature.location
            message = say(
                "The description of “{name}” does not say to what end. Add whom it helps, as in “so that …”.",
                name=feature.name,
            )
            yield Finding(document.uri, at.line, at.column, "benefits-are-clear", SEVERITY, message)
