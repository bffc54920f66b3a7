"""Every file holds a feature with at least one scenario, unless the feature is only an idea so far.

A feature without scenarios promises what nothing checks, and pytest-bdd stops at it. An idea is tagged `@idea`, or as
other planned work is, `@planned`.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

Good:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

      Scenario: Pay for an empty cart
        Given an empty cart
        When the customer pays
        Then the shop receives nothing
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Known, Severity, say
from specbook.checks._parts import is_idea, is_planned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs

FAMILY: Family = "silent loss"
SEVERITY: Severity = "error"


def check(specs: Specs, known: Known) -> Iterator[Finding]:
    """Find files without a feature, and features without scenarios."""
    for document in specs.documents:
        feature = document.feature
        if not feature:
            message = say("This file holds no feature. Write one, or remove the file.")
            yield Finding(document.uri, 1, 1, "features-have-scenarios", SEVERITY, message)
        elif not any(feature.every_scenario()) and not is_idea(feature, known) and not is_planned(known, feature):
            at = feature.location
            message = say("“{name}” has no scenario. Write one, or tag the feature `@idea`.", name=feature.name)
            yield Finding(document.uri, at.line, at.column, "features-have-scenarios", SEVERITY, message)
