"""The first step of a scenario or a Background says of itself what it is.

“And”, “But” and `*` continue the step before. At the start there is none: nobody can tell whether the step prepares,
acts or checks, and pytest-bdd refuses the whole file.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        And a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

Good:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros
        And the customer receives a receipt
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Severity
from specbook.checks._keywords import TYPES, first_keyword
from specbook.reader import dialect_keywords

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import GherkinDocument, Specs, Step

FAMILY: Family = "silent loss"
SEVERITY: Severity = "warning"


def check(specs: Specs) -> Iterator[Finding]:
    """Find first steps with a keyword that only continues."""
    for document in specs.documents:
        for step, language in _first_steps(document):
            if not _says_its_type(step, language):
                at = step.location
                choice = ", ".join(f"“{first_keyword(name, language)}”" for name in TYPES)
                message = f"“{step.keyword.strip()}” continues a step, but this is the first. Begin with {choice}."
                yield Finding(document.uri, at.line, at.column, "first-steps-stand-alone", SEVERITY, message)


def _first_steps(document: GherkinDocument) -> Iterator[tuple[Step, str]]:
    feature = document.feature
    if feature:
        backgrounds = [feature.background, *(rule.background for rule in feature.rules)]
        scenarios = [scenario for _, scenario in feature.every_scenario()]
        yield from ((part.steps[0], feature.language) for part in (*backgrounds, *scenarios) if part and part.steps)


def _says_its_type(step: Step, language: str) -> bool:
    """Tell whether a keyword has a type; one that is both Given and When in its language has."""
    dialect = dialect_keywords(language)
    return step.keyword != "* " and any(step.keyword in dialect.get(name, ()) for name in TYPES)
