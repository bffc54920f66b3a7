"""Every scenario has a name.

A name is what the book, the reports and the roadmap show. pytest-bdd finds scenarios by name: of two without a name in
one file, the first never runs.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario:
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

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

from specbook.checks import Family, Finding, Severity, say
from specbook.checks._parts import is_misread_table, scenarios

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs

FAMILY: Family = "silent loss"
SEVERITY: Severity = "error"


def check(specs: Specs) -> Iterator[Finding]:
    """Find scenarios without a name."""
    for document, scenario in scenarios(specs):
        if not scenario.name and not is_misread_table(scenario):
            at = scenario.location
            message = say(
                "This scenario has no name. After “{keyword}:”, say in a few words what it shows.",
                keyword=scenario.keyword,
            )
            yield Finding(document.uri, at.line, at.column, "scenarios-are-named", SEVERITY, message)
