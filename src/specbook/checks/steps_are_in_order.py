"""What is given comes first.

“Given” tells what holds before anything happens. After a “When” or a “Then” it comes too late: readers have already
pictured another beginning, and the how-to page shows it under “Before you start”.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart with a voucher
        Given a cart of 20 euros
        When the customer pays
        Given a voucher of 5 euros
        Then the shop receives 15 euros

Good:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart with a voucher
        Given a cart of 20 euros
        And a voucher of 5 euros
        When the customer pays
        Then the shop receives 15 euros

      Scenario: Pay for an empty cart
        Given an empty cart
        When the customer pays
        Then the shop receives nothing
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
    """Find the first “Given” of a scenario that stands after a “When” or a “Then”, and not at the end."""
    for document, scenario in scenarios(specs):
        if step := _late(scenario.steps):
            at = step.location
            message = say(
                "“{keyword}” comes after what happens. Put it before the first “{first}”.",
                keyword=step.keyword.strip(),
                first=next(one.keyword.strip() for one in scenario.steps if one.keyword_type in ("Action", "Outcome")),
            )
            end = keyword_end(step)
            yield Finding(document.uri, at.line, at.column, "steps-are-in-order", SEVERITY, message, end)


def _late(steps: tuple[Step, ...]) -> Step | None:
    """Return the step; what is given at the end, `no-trailing-given` tells of."""
    happening = [index for index, step in enumerate(steps) if step.keyword_type in ("Action", "Outcome")]
    late = (step for step in steps[happening[0] : happening[-1]] if step.keyword_type == "Context") if happening else ()
    return next(iter(late), None)
