"""What an idea of the backlog leads to is there.

`feature: pay.feature` or `feature: "@id:pay-later"` leads from an idea to what is specified of it, for whoever ranks
it. When the spec is moved or renamed, nobody finds it any more.

Bad:
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

Bad specs/backlog.yml:
    ideas:
      - title: Pay by instalments
        feature: chekout.feature

Good:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

      @id:pay-nothing
      Scenario: Pay for an empty cart
        Given an empty cart
        When the customer pays
        Then the shop receives nothing

Good specs/backlog.yml:
    ideas:
      - title: Pay by instalments
        feature: checkout.feature
      - title: Say that a cart is empty
        features: ["@id:pay-nothing", 'checkout.feature "Pay for a cart"']
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Severity, say
from specbook.checks._tags import tagged
from specbook.errors import nearest
from specbook.references import find_target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.checks import Known
    from specbook.model import Specs

FAMILY: Family = "backlog"
SEVERITY: Severity = "warning"


def check(specs: Specs, known: Known) -> Iterator[Finding]:
    """Find links of ideas to files, scenarios and identities that are not among the specs."""
    links = [(idea, link) for idea in (known.backlog.ideas if known.backlog else ()) for link in idea.features]
    for idea, link in links:
        why = _missing_identity(specs, link.text) if link.text.startswith("@") else find_target(specs, link.text)
        if isinstance(why, str):
            message = say("A link of “{title}” does not hold: {why}", title=idea.title, why=why)
            yield Finding(link.uri, link.line, 1, "backlog-links-hold", SEVERITY, message)


def _missing_identity(specs: Specs, tag: str) -> str | None:
    """Say that no spec has an identity; None where one has it."""
    tags = (tag.name for document in specs.documents for part in tagged(document) for tag in part.tags)
    known = {name for name in tags if name.startswith("@id:")}
    return None if tag in known else say("no spec has the tag {tag}. {nearest}", tag=tag, nearest=nearest(tag, known))
