"""What is tagged as planned has not been verified yet.

A scenario tagged `@wip` of which every example is verified is no longer in the making: while it has the tag, a failure
of it is no failure. This is looked for where the specs have been run.

steps/shop.py:
    from pytest_bdd import given, then, when


    @given("a cart of 20 euros", target_fixture="cart")
    def a_cart():
        return 20


    @when("the customer pays", target_fixture="received")
    def the_customer_pays(cart):
        return cart


    @then("the shop receives 20 euros")
    def the_shop_receives(received):
        assert received == 20

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      @wip
      Scenario: Pay for a cart
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

      @wip
      Scenario: Pay with a voucher
        Given a voucher of 5 euros
        When the customer pays
        Then the shop receives 15 euros
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Severity, say
from specbook.checks._tags import end_of, tagged

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from specbook.checks import Known
    from specbook.model import Specs, Tag

FAMILY: Family = "backlog"
SEVERITY: Severity = "warning"


def check(specs: Specs, known: Known) -> Iterator[Finding]:
    """Find tags that plan something of which everything is verified."""
    planned = set(known.settings.planned_tags)
    planning = [
        (document.uri, part, tag)
        for document in specs.documents
        for part in tagged(document)
        for tag in part.tags
        if tag.name in planned
    ]
    states = _states(known) if planning else {}  # without such a tag, nobody need read the runs
    for uri, _, tag in planning:
        if states.get((uri, tag)) == {"verified"}:
            at = tag.location
            message = say("Everything that is tagged {tag} here is verified. Remove the tag.", tag=tag.name)
            yield Finding(uri, at.line, at.column, "tags-agree-with-results", SEVERITY, message, end_of(tag))


def _states(known: Known) -> Mapping[tuple[str, Tag], set[str]]:
    """Gather the states of the examples that a tag is over; a tag knows its place, so that it is but one."""
    found: dict[tuple[str, Tag], set[str]] = defaultdict(set)
    for entry in known.ledger.entries if known.ledger else ():
        for tag in entry.pickle.tags:
            found[entry.pickle.uri, tag].add(entry.state)
    return found
