"""No scenario has two tags of which only one can be true.

A scenario that is both `@fast` and `@slow` is run with both or with neither, and nobody knows which was meant. Looked
for where the setting `exclusive-tags` lists groups of tags; `*` stands for anything, so that `["@priority:*"]` allows
one priority. Tags from above count.

pyproject.toml:
    [tool.specbook.check]
    exclusive-tags = [["@fast", "@slow"]]

Bad:
    @fast
    Feature: Checkout
      So that customers pay what they owe.

      @slow
      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

Good:
    @fast
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
from specbook.checks._tags import end_of, fits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.checks import Known
    from specbook.model import Feature, Specs, Tag

FAMILY: Family = "tags"
SEVERITY: Severity = "warning"


def check(specs: Specs, known: Known) -> Iterator[Finding]:
    """Find the last of several tags of a group that meet in one example."""
    for document in specs.documents:
        for group in known.options.exclusive_tags if document.feature else ():
            for tag, other in _conflicts(document.feature, group) if document.feature else ():
                at = tag.location
                message = say("{tag} cannot be true together with {other}. Remove one.", tag=tag.name, other=other.name)
                yield Finding(document.uri, at.line, at.column, "tags-are-exclusive", SEVERITY, message, end_of(tag))


def _conflicts(feature: Feature, group: tuple[str, ...]) -> Iterator[tuple[Tag, Tag]]:
    """Yield each tag that meets another one of the group above it, with that one."""
    told: set[Tag] = set()
    for tags in _meeting(feature):
        chosen = [tag for tag in tags if fits(tag.name, group)]
        last, other = (chosen[-1], chosen[0]) if chosen else (None, None)
        if last and other and last.name != other.name and last not in told:
            told.add(last)
            yield last, other


def _meeting(feature: Feature) -> Iterator[tuple[Tag, ...]]:
    """Yield the tags that meet in an example, those from above first."""
    for rule, scenario in feature.every_scenario():
        tags = (*feature.tags, *(rule.tags if rule else ()), *scenario.tags)
        yield from ((*tags, *examples.tags) for examples in scenario.examples)
        if not scenario.examples:
            yield tags
