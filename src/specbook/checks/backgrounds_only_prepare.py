"""A Background only prepares.

It comes before every scenario, so it may say what holds before anything happens. What somebody does, and what comes of
it, is what scenarios are for: in a Background it is done again and again, and shown by none.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Background:
        Given a customer
        When the customer puts a book of 20 euros into the cart

      Scenario: Pay for a cart
        When the customer pays
        Then the shop receives 20 euros

      Scenario: Leave without paying
        When the customer leaves
        Then the shop receives nothing

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
from specbook.checks._keywords import first_keyword
from specbook.checks._parts import features, holders, keyword_end

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs

FAMILY: Family = "flow"
SEVERITY: Severity = "information"


def check(specs: Specs) -> Iterator[Finding]:
    """Find the first step of a Background that acts or checks."""
    for document, feature in features(specs):
        for background in (one.background for one in holders(feature) if one.background):
            step = next((one for one in background.steps if one.keyword_type in ("Action", "Outcome")), None)
            if step:
                at = step.location
                message = say(
                    "“{keyword}” stands in “{background}:”, which only prepares. "
                    "Say with “{given}” what holds before, or move it into the scenarios.",
                    keyword=step.keyword.strip(),
                    background=background.keyword,
                    given=first_keyword("given", feature.language),
                )
                end = keyword_end(step)
                yield Finding(document.uri, at.line, at.column, "backgrounds-only-prepare", SEVERITY, message, end)
