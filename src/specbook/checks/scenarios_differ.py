"""Every scenario does something that no other one does.

Two scenarios with the same steps and the same data prove the same thing twice, under two names. Whoever changes one
forgets the other, and the reader looks in vain for what sets them apart. Steps of a Background count, and so do tags:
they may choose where a scenario is run.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

      Scenario: Pay with a voucher
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

      Scenario: Pay with a voucher
        Given a cart of 20 euros
        And a voucher of 5 euros
        When the customer pays
        Then the shop receives 15 euros
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Severity, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.checks import Known
    from specbook.model import GherkinDocument, Location, Pickle, Scenario, Specs

FAMILY: Family = "duplication"
SEVERITY: Severity = "warning"


def check(specs: Specs, known: Known) -> Iterator[Finding]:
    """Find scenarios whose examples are those of an earlier scenario, in any file."""
    first: dict[object, tuple[str, Scenario]] = {}
    for document in specs.documents:
        for pickles in _by_scenario(document).values():
            scenario, at = pickles[0].scenario, pickles[0].scenario.location
            uri, earlier = first.setdefault(_meaning(pickles), (document.uri, scenario))
            if earlier is not scenario:
                message = say(
                    "These are the steps and the data of “{name}” ({place}). Change what should differ, or remove one.",
                    name=earlier.name,
                    place=f"{uri}:{earlier.location.line}",
                )
                yield Finding(document.uri, at.line, at.column, "scenarios-differ", SEVERITY, message)


def _by_scenario(document: GherkinDocument) -> dict[Location, list[Pickle]]:
    """Group the examples of a file that have something to run."""
    groups: dict[Location, list[Pickle]] = {}
    for pickle in document.pickles:
        if not pickle.vacuous:
            groups.setdefault(pickle.scenario.location, []).append(pickle)
    return groups


def _meaning(pickles: list[Pickle]) -> object:
    tags = {tag for pickle in pickles for tag in pickle.tag_names if not tag.startswith("@id:")}
    return frozenset(tags), tuple(sorted(pickle.fingerprint for pickle in pickles))
