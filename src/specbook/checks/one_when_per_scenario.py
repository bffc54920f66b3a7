"""Every scenario shows one thing that happens, and what comes of it.

A second “When” after a “Then” begins another story: when it fails, nobody knows whether the first one held, and the
name can tell of one of them at most. Write a scenario for each; what the first one did is a “Given” of the second.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart and get the money back
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros
        When the customer returns everything
        Then the customer receives 20 euros

Good:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

      Scenario: Return what was paid for
        Given a cart of 20 euros that is paid for
        When the customer returns everything
        Then the customer receives 20 euros
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Severity, say
from specbook.checks._parts import keyword_end, scenarios

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs, Step

FAMILY: Family = "flow"
SEVERITY: Severity = "warning"


def check(specs: Specs) -> Iterator[Finding]:
    """Find scenarios in which something happens again after an outcome; one finding for each."""
    for document, scenario in scenarios(specs):
        if step := _second_turn(scenario.steps):
            at = step.location
            message = say(
                "Here “{name}” begins anew. Make a scenario of what follows, with a name of its own.",
                name=scenario.name,
            )
            end = keyword_end(step)
            yield Finding(document.uri, at.line, at.column, "one-when-per-scenario", SEVERITY, message, end)


def _second_turn(steps: tuple[Step, ...]) -> Step | None:
    """Return the first step that acts after one that acted and one that checked."""
    seen: list[str] = []
    for step in steps:
        if step.keyword_type == "Action" and seen[-1:] == ["Outcome"] and "Action" in seen:
            return step
        if step.keyword_type in ("Action", "Outcome"):
            seen.append(step.keyword_type)
    return None
