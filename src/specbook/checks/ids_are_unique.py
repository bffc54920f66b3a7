"""An identity such as `@id:pay-by-card` belongs to one scenario, or to one feature.

By its identity a scenario keeps its results and its links when it is renamed or moved. Of two with the same one, each
is shown the other's result, and links lead to either.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      @id:pay
      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

      @id:pay
      Scenario: Pay for an empty cart
        Given an empty cart
        When the customer pays
        Then the shop receives nothing

Good:
    Feature: Checkout
      So that customers pay what they owe.

      @id:pay
      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

      @id:pay-nothing
      Scenario: Pay for an empty cart
        Given an empty cart
        When the customer pays
        Then the shop receives nothing
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Severity, say
from specbook.checks._tags import end_of, tagged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.checks import Known
    from specbook.model import Specs

FAMILY: Family = "tags"
SEVERITY: Severity = "error"


def check(specs: Specs, known: Known) -> Iterator[Finding]:
    """Find identities that an earlier part has, in any file."""
    first: dict[str, tuple[str, object]] = {}
    for document in specs.documents:
        for part in tagged(document):
            for tag in part.tags:
                if not tag.name.startswith("@id:"):
                    continue
                at = tag.location
                place, owner = first.setdefault(tag.name, (f"{document.uri}:{at.line}", part))
                if owner is not part:
                    message = say(
                        "{tag} is the identity of {place}, too. Give this one its own.", tag=tag.name, place=place
                    )
                    yield Finding(document.uri, at.line, at.column, "ids-are-unique", SEVERITY, message, end_of(tag))
