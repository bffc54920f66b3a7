"""A scenario says what somebody does, and not each move on the way.

Four steps of “When” in a row are a script: how it is done today, by these pages and buttons. One step that names the
aim stays true when they change; its step definition knows the way.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer goes to the checkout
        And the customer chooses to pay by card
        And the customer gives the card's number
        And the customer confirms
        Then the shop receives 20 euros

Good:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays by card
        Then the shop receives 20 euros

      Scenario: Pay for an empty cart
        Given an empty cart
        When the customer pays
        Then the shop receives nothing
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Severity, say
from specbook.checks._parts import scenarios, types

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs

FAMILY: Family = "flow"
SEVERITY: Severity = "information"
FEWEST = 4


def check(specs: Specs) -> Iterator[Finding]:
    """Find runs of actions; one finding for each, at its first step."""
    for document, scenario in scenarios(specs):
        for kind, group in groupby(types(scenario.steps), key=lambda pair: pair[1]):
            steps = [step for step, _ in group]
            if kind == "Action" and len(steps) >= FEWEST:
                at = steps[0].location
                message = say(
                    "{count} moves in a row are a script. Say in one step what somebody wants to get done.",
                    count=len(steps),
                )
                yield Finding(document.uri, at.line, at.column, "no-scripts", SEVERITY, message)
