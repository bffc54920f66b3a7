"""Every feature is shown with more than one case.

One example shows the way, and proves little: it holds for this cart and this customer. A second one, at a limit or
where something is refused, tells where the way ends. A table of examples counts as many cases as it has rows.

Bad:
    Feature: Checkout
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

from specbook.checks import Family, Finding, Known, Severity, say
from specbook.checks._parts import features, is_idea, is_planned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs

FAMILY: Family = "product"
SEVERITY: Severity = "information"


def check(specs: Specs, known: Known) -> Iterator[Finding]:
    """Find features with one single example, unless it is still to come."""
    for document, feature in features(specs):
        if len(document.pickles) != 1 or is_idea(feature, known):
            continue
        pickle = document.pickles[0]
        if not is_planned(known, feature, pickle.rule, pickle.scenario):
            at = feature.location
            message = say(
                "“{name}” is shown with one single case. Add one at a limit, or one that is refused.",
                name=feature.name,
            )
            yield Finding(document.uri, at.line, at.column, "features-have-test-cases", SEVERITY, message)
