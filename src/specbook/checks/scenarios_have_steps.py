"""Every scenario has steps, unless it is planned.

A scenario without steps passes: it has nothing to fail on. A reader then sees a promise that nobody ever checked.
What is still to come is tagged `@planned`; it is shown as planned and may wait for its steps.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart

Good:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

      @planned
      Scenario: Pay by invoice
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Known, Severity, say
from specbook.checks._parts import due_scenarios, is_misread_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs

FAMILY: Family = "silent loss"
SEVERITY: Severity = "error"


def check(specs: Specs, known: Known) -> Iterator[Finding]:
    """Find scenarios without steps of their own."""
    for document, scenario in due_scenarios(specs, known):
        if not scenario.steps and not is_misread_table(scenario):
            at = scenario.location
            message = say(
                "“{name}” has no steps, so it would pass unchecked. Write its steps, or tag it `@planned`.",
                name=scenario.name,
            )
            yield Finding(document.uri, at.line, at.column, "scenarios-have-steps", SEVERITY, message)
