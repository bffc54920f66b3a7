"""A keyword is not said twice in a row.

“Given … Given …” reads like two beginnings. “And” tells that it goes on, and leaves “Given”, “When” and “Then” to mark
where something new begins. It means the same: a step after “And” is what the step before it is.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a customer
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

Good:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a customer
        And a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

      Scenario: Pay for an empty cart
        Given an empty cart
        When the customer pays
        Then the shop receives nothing
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Severity, say
from specbook.checks._mending import continuing
from specbook.checks._parts import features, keyword_end, step_lists

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs, Step

FAMILY: Family = "flow"
SEVERITY: Severity = "information"


def check(specs: Specs) -> Iterator[Finding]:
    """Find steps that say again what the step before them is."""
    for document, feature in features(specs):
        for steps in step_lists(feature):
            for step in _repeating(steps):
                at = step.location
                word, fixes = continuing(document, step, feature.language)
                message = say(
                    "“{keyword}” is said again. Go on with “{word}”.", keyword=step.keyword.strip(), word=word.strip()
                )
                place = (document.uri, at.line, at.column)
                yield Finding(*place, "no-repeated-keywords", SEVERITY, message, keyword_end(step), fixes)


def _repeating(steps: tuple[Step, ...]) -> Iterator[Step]:
    before = ""
    for step in steps:
        if step.keyword_type == before and before != "Unknown":
            yield step
        before = step.keyword_type if step.keyword_type != "Conjunction" else before
