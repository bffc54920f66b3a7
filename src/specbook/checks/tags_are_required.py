"""Every scenario has the tags that the project asks for, of its own or from above.

Looked for where the setting `required-tags` lists them; `*` stands for anything, so that `@owner:*` asks for an owner,
whoever it is. What no scenario of a feature has is told once, at the feature.

pyproject.toml:
    [tool.specbook.check]
    required-tags = ["@owner:*"]

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

Good:
    @owner:payments
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

      Scenario: Pay for an empty cart
        Given a cart of 0 euros
        When the customer pays
        Then the shop receives 0 euros
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Severity, say
from specbook.checks._tags import fits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.checks import Known
    from specbook.model import Feature, Location, Scenario, Specs

FAMILY: Family = "tags"
SEVERITY: Severity = "warning"


def check(specs: Specs, known: Known) -> Iterator[Finding]:
    """Find scenarios, or whole features, without a tag that is asked for."""
    for document in specs.documents:
        for pattern in known.options.required_tags if document.feature else ():
            for at, message in _lacking(document.feature, pattern) if document.feature else ():
                yield Finding(document.uri, at.line, at.column, "tags-are-required", SEVERITY, message)


def _lacking(feature: Feature, pattern: str) -> Iterator[tuple[Location, str]]:
    tagged = list(_with_tags(feature))
    lacking = [scenario for scenario, names in tagged if not any(fits(name, [pattern]) for name in names)]
    if len(lacking) == len(tagged) and not any(fits(tag.name, [pattern]) for tag in feature.tags):
        yield feature.location, say("The feature has no tag {tag}, and the settings ask for one.", tag=pattern)
        return
    for scenario in lacking:
        told = say(
            "The scenario has no tag {tag}, of its own or from above, and the settings ask for one.", tag=pattern
        )
        yield scenario.location, told


def _with_tags(feature: Feature) -> Iterator[tuple[Scenario, set[str]]]:
    """Yield each scenario with its tags; one whose tables all have a tag has it, too."""
    for rule, scenario in feature.every_scenario():
        above = (*feature.tags, *(rule.tags if rule else ()), *scenario.tags)
        tables = [{tag.name for tag in examples.tags} for examples in scenario.examples]
        yield scenario, {tag.name for tag in above} | (set.intersection(*tables) if tables else set())
