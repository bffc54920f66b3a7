"""A tag that every scenario of a feature has stands at the feature, and one of a whole Rule at the Rule.

There it is read once, and the next scenario has it without anybody's thinking of it. Tags that speak of one scenario
alone stay: its identity, what kind of scenario it is, who may see it, and that it is planned or checked by hand.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      @payment
      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

      @payment
      Scenario: Pay for an empty cart
        Given an empty cart
        When the customer pays
        Then the shop receives nothing

Good:
    @payment
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

from specbook.checks import Family, Finding, Fix, Severity, say
from specbook.checks._tags import WITH_VALUES, addition, audience_tags, end_of, flow_tags, removal
from specbook.model import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.checks import Known
    from specbook.model import Feature, GherkinDocument, Scenario, Specs, Tag

FAMILY: Family = "tags"
SEVERITY: Severity = "information"
FEWEST = 2


def check(specs: Specs, known: Known) -> Iterator[Finding]:
    """Find tags that all scenarios of a feature or a Rule have, and it does not."""
    settings = known.settings
    staying = {*flow_tags(settings), *settings.planned_tags, *settings.manual_tags}
    audiences = {name.casefold() for name in audience_tags(known)}
    for document in specs.documents:
        for holder, scenarios in _holders(document.feature):
            for tag in _shared(scenarios):
                if tag.name in staying or tag.name.startswith(WITH_VALUES) or tag.name.casefold() in audiences:
                    continue
                yield _finding(document, holder, scenarios, tag)


def _holders(feature: Feature | None) -> Iterator[tuple[Feature | Rule, tuple[Scenario, ...]]]:
    """Yield the feature, and those Rules whose tags not all of it shares, with the scenarios in them."""
    if feature:
        everything = tuple(scenario for _, scenario in feature.every_scenario())
        yield feature, everything
        shared = {tag.name for tag in _shared(everything)}
        for rule in feature.rules:
            if not shared & {tag.name for tag in _shared(rule.scenarios)}:
                yield rule, rule.scenarios


def _shared(scenarios: tuple[Scenario, ...]) -> list[Tag]:
    """Return the first scenario's tags that all the others have, too."""
    if len(scenarios) < FEWEST:
        return []
    others = [{tag.name for tag in scenario.tags} for scenario in scenarios[1:]]
    unique = {tag.name: tag for tag in reversed(scenarios[0].tags)}
    return [tag for tag in unique.values() if all(tag.name in names for names in others)]


def _finding(document: GherkinDocument, holder: Feature | Rule, scenarios: tuple[Scenario, ...], tag: Tag) -> Finding:
    message = say("Every scenario of the feature is tagged {tag}. Tag the feature instead.", tag=tag.name)
    if isinstance(holder, Rule):
        line = holder.location.line
        message = say(
            "Every scenario of the Rule in line {line} is tagged {tag}. Tag it instead.", line=line, tag=tag.name
        )
    at, fixes = tag.location, _fixes(document, holder, scenarios, tag)
    return Finding(document.uri, at.line, at.column, "tags-stand-high", SEVERITY, message, end_of(tag), fixes)


def _fixes(
    document: GherkinDocument, holder: Feature | Rule, scenarios: tuple[Scenario, ...], tag: Tag
) -> tuple[Fix, ...]:
    copies = [copy for scenario in scenarios for copy in scenario.tags if copy.name == tag.name]
    removals = [edit for copy in copies for edit in removal(document, copy)]
    is_there = any(one.name == tag.name for one in holder.tags)
    added = () if is_there else addition(document, holder, tag.name)
    if len(removals) != len(scenarios) or not (added or is_there):
        return ()
    return (Fix(say("Put {tag} above all of them", tag=tag.name), (*added, *removals)),)
