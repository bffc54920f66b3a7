"""No scenario ends with what is given.

A “Given” after everything has happened prepares nothing. Most often “Then” is meant: what holds in the end.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros
        Given the cart is empty

Good:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros
        And the cart is empty

      Scenario: Pay for an empty cart
        Given an empty cart
        When the customer pays
        Then the shop receives nothing
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Severity, say
from specbook.checks._keywords import first_keyword
from specbook.checks._parts import features, keyword_end

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Scenario, Specs, Step

FAMILY: Family = "flow"
SEVERITY: Severity = "warning"


def check(specs: Specs) -> Iterator[Finding]:
    """Find the “Given” that a scenario ends with, after something has happened."""
    for document, feature in features(specs):
        for _, scenario in feature.every_scenario():
            if step := _trailing(scenario):
                at = step.location
                message = say(
                    "“{keyword}” prepares what has already happened. Say “{then}”, or put it at the beginning.",
                    keyword=step.keyword.strip(),
                    then=first_keyword("then", feature.language),
                )
                end = keyword_end(step)
                yield Finding(document.uri, at.line, at.column, "no-trailing-given", SEVERITY, message, end)


def _trailing(scenario: Scenario) -> Step | None:
    said = [step for step in scenario.steps if step.keyword_type != "Conjunction"]
    happened = any(step.keyword_type in ("Action", "Outcome") for step in said)
    return said[-1] if happened and said[-1].keyword_type == "Context" else None
