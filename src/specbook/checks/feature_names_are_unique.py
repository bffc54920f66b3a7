"""Every feature has a name of its own.

The name is what readers see in the navigation, in search results and in reports. Of two features with the same name
nobody knows which one is meant. Capital letters and spaces tell no names apart.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

specs/staff.feature:
    Feature: Checkout
      So that nothing leaves the shop unpaid.

      Scenario: Take cash
        Given a customer with a cart of 20 euros
        When the clerk takes 50 euros
        Then the clerk gives 30 euros back

      Scenario: Take the exact sum
        Given a customer with a cart of 20 euros
        When the clerk takes 20 euros
        Then the clerk gives nothing back

Good:
    Feature: Checkout on the web
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

      Scenario: Pay for an empty cart
        Given a cart of 0 euros
        When the customer pays
        Then the shop receives 0 euros
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Severity, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.checks import Known
    from specbook.model import Specs

FAMILY: Family = "duplication"
SEVERITY: Severity = "warning"


def check(specs: Specs, known: Known) -> Iterator[Finding]:
    """Find features whose name an earlier one has, in the same language."""
    first: dict[tuple[str, str], str] = {}
    for document in specs.documents:
        feature = document.feature
        name = " ".join(feature.name.casefold().split()) if feature else ""
        if feature and name:
            place = f"{document.uri}:{feature.location.line}"
            earlier = first.setdefault((feature.language, name), place)
            if earlier != place:
                at = feature.location
                message = say(
                    "“{name}” is also the feature in {place}. Say in the name what sets it apart.",
                    name=feature.name,
                    place=earlier,
                )
                yield Finding(document.uri, at.line, at.column, "feature-names-are-unique", SEVERITY, message)
