"""In every scenario something happens, and something comes of it.

Without a “Then” a scenario proves that nothing crashed, and no more. Without a “When” nobody learns what to do. What is
still to come may wait for both.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays

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
from specbook.checks._keywords import first_keyword
from specbook.checks._parts import features, is_planned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Feature, Rule, Scenario, Specs

FAMILY: Family = "flow"
SEVERITY: Severity = "information"


def check(specs: Specs, known: Known) -> Iterator[Finding]:
    """Find scenarios without an action or an outcome, where every step says what it is."""
    for document, feature in features(specs):
        for rule, scenario in feature.every_scenario():
            kinds = _kinds(feature, rule, scenario)
            if {"Action", "Outcome"} <= kinds or "Unknown" in kinds or not scenario.steps:
                continue
            if not is_planned(known, feature, rule, scenario):
                at = scenario.location
                message = _message(scenario, kinds, feature.language)
                yield Finding(document.uri, at.line, at.column, "scenarios-act-and-check", SEVERITY, message)


def _kinds(feature: Feature, rule: Rule | None, scenario: Scenario) -> set[str]:
    """Return what the steps are that an example runs; a Background may act, but checks nothing of the scenario."""
    kinds: set[str] = {step.keyword_type for step in scenario.steps}
    for background in (feature.background, rule.background if rule else None):
        kinds |= {step.keyword_type for step in background.steps} - {"Outcome", "Unknown"} if background else set()
    return kinds


def _message(scenario: Scenario, kinds: set[str], language: str) -> str:
    if "Outcome" not in kinds:
        return say(
            "“{name}” checks nothing. Say with “{then}” what comes of it.",
            name=scenario.name,
            then=first_keyword("then", language),
        )
    return say(
        "In “{name}” nothing happens. Say with “{when}” what somebody does.",
        name=scenario.name,
        when=first_keyword("when", language),
    )
