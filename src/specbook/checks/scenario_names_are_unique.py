"""Every scenario of a file has a name of its own, even across Rules.

pytest-bdd keeps the scenarios of a file by their names: of two with the same name the first never runs, without a word.
Readers and reports cannot tell them apart either.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

      Scenario: Pay for a cart
        Given an empty cart
        When the customer pays
        Then the shop receives nothing

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
from specbook.checks._parts import scenarios

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs

FAMILY: Family = "silent loss"
SEVERITY: Severity = "error"


def check(specs: Specs) -> Iterator[Finding]:
    """Find scenarios whose name an earlier one of the file has."""
    first: dict[tuple[str, str], int] = {}
    for document, scenario in scenarios(specs):
        at = scenario.location
        earlier = first.setdefault((document.uri, scenario.name), at.line)
        if scenario.name and earlier != at.line:
            message = say(
                "“{name}” is also the scenario in line {line}. Say in the name what sets it apart.",
                name=scenario.name,
                line=earlier,
            )
            yield Finding(document.uri, at.line, at.column, "scenario-names-are-unique", SEVERITY, message)
