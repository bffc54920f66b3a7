"""A feature is small enough to be read in one go.

More than 20 scenarios, 8 Rules or 300 lines are rarely one feature: somebody wants a part of them, and finds it only by
scrolling. Cut it where the benefit changes, one file for each.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Rule: Cards of our bank are free of charge
        Example: A card of our bank
          Given a cart of 20 euros
          When the customer pays with a card of our bank
          Then the fee is 0 euros

      Rule: Other cards cost 1 euro
      Rule: Invoices cost 2 euros
      Rule: Vouchers are free of charge
      Rule: Cash on delivery costs 5 euros
      Rule: Instalments cost 3 euros
      Rule: Deposits are free of charge
      Rule: Gifts are free of charge
      Rule: Returns are free of charge

Good:
    Feature: Fees of cards
      So that customers know what their card costs them.

      Rule: Cards of our bank are free of charge
        Example: A card of our bank
          Given a cart of 20 euros
          When the customer pays with a card of our bank
          Then the fee is 0 euros

      Rule: Other cards cost 1 euro
        Example: A card of another bank
          Given a cart of 20 euros
          When the customer pays with a card of another bank
          Then the fee is 1 euro
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Severity, say
from specbook.checks._parts import features

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Feature, Specs

FAMILY: Family = "product"
SEVERITY: Severity = "information"
MOST_SCENARIOS, MOST_RULES, MOST_LINES = 20, 8, 300


def check(specs: Specs) -> Iterator[Finding]:
    """Find features with too many scenarios, Rules or lines; one finding for each feature."""
    for document, feature in features(specs):
        lines = document.source.rstrip().count("\n") + 1
        if message := _too_much(feature, lines):
            at = feature.location
            yield Finding(document.uri, at.line, at.column, "features-are-small", SEVERITY, message)


def _too_much(feature: Feature, lines: int) -> str:
    scenarios = sum(1 for _ in feature.every_scenario())
    if scenarios > MOST_SCENARIOS:
        return say(
            "“{name}” has {count} scenarios. Make a feature of each {most} or fewer that belong together.",
            name=feature.name,
            count=scenarios,
            most=MOST_SCENARIOS,
        )
    if len(feature.rules) > MOST_RULES:
        return say(
            "“{name}” has {count} Rules. Make a feature of each {most} or fewer that belong together.",
            name=feature.name,
            count=len(feature.rules),
            most=MOST_RULES,
        )
    if lines > MOST_LINES:
        return say(
            "“{name}” takes {count} lines. Make two features of it, where the benefit changes.",
            name=feature.name,
            count=lines,
        )
    return ""
