"""A Background has steps.

Without any, it prepares nothing, and readers wonder what is missing. Most often its steps were moved, commented out, or
are still to be written.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Background:

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

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
from specbook.checks._parts import features, holders

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs

FAMILY: Family = "flow"
SEVERITY: Severity = "warning"


def check(specs: Specs) -> Iterator[Finding]:
    """Find Backgrounds without steps, those of Rules too."""
    for document, feature in features(specs):
        for background in (one.background for one in holders(feature)):
            if background and not background.steps:
                at = background.location
                message = say(
                    "“{keyword}:” has no steps, so it prepares nothing. Write its steps, or remove it.",
                    keyword=background.keyword,
                )
                yield Finding(document.uri, at.line, at.column, "backgrounds-have-steps", SEVERITY, message)
