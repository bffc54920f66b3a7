"""A Background serves two scenarios or more.

For one scenario alone it only keeps its beginning away from it. This check is off unless you switch it on: who begins
with one scenario often knows that more will come.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Background:
        Given a customer with a book of 20 euros in the cart

      Scenario: Pay for a cart
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
from specbook.model import Feature

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Rule, Specs

FAMILY: Family = "flow"
SEVERITY: Severity = "information"
DEFAULT = False


def check(specs: Specs) -> Iterator[Finding]:
    """Find Backgrounds of a single scenario."""
    for document, feature in features(specs):
        for holder in holders(feature):
            if holder.background and _scenarios_in(holder) == 1:
                at = holder.background.location
                message = say(
                    "“{keyword}:” serves one scenario. Begin the scenario with its steps.",
                    keyword=holder.background.keyword,
                )
                yield Finding(document.uri, at.line, at.column, "background-is-shared", SEVERITY, message)


def _scenarios_in(holder: Feature | Rule) -> int:
    return sum(1 for _ in holder.every_scenario()) if isinstance(holder, Feature) else len(holder.scenarios)
