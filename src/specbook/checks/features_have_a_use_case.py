"""Every feature shows how it is used when all goes well.

A feature of refusals and special cases alone tells what does not work. Readers look for the way that works first: a
scenario without a tag or a word such as “refused” in its name leads the page. Where Rules hold all examples, they tell
what the feature does.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: A card that is expired is refused
        Given a cart of 20 euros
        When the customer pays with an expired card
        Then the shop receives nothing

      Scenario: A card of an unknown bank is refused
        Given a cart of 20 euros
        When the customer pays with a card of an unknown bank
        Then the shop receives nothing

Good:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

      Scenario: A card that is expired is refused
        Given a cart of 20 euros
        When the customer pays with an expired card
        Then the shop receives nothing
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Known, Severity, say
from specbook.checks._parts import features
from specbook.flows import flows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs

FAMILY: Family = "product"
SEVERITY: Severity = "information"


def check(specs: Specs, known: Known) -> Iterator[Finding]:
    """Find features with scenarios, none of which is the main flow."""
    for document, feature in features(specs):
        # Where there are Rules, the examples are theirs: a feature may well consist of nothing else.
        if feature.scenarios and not any(one.kind.flow == "main" for one in flows(feature, known.settings)):
            at = feature.location
            message = say(
                "“{name}” shows only special cases. Begin with a scenario in which all goes well.", name=feature.name
            )
            yield Finding(document.uri, at.line, at.column, "features-have-a-use-case", SEVERITY, message)
