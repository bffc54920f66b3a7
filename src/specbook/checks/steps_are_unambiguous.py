"""Every step has only one step definition.

Where several match, pytest-bdd takes one by accident, and Specbook none: nobody can tell what the step does. Let the
text of one definition say more, or take one away.

steps/pay.py:
    from pytest_bdd import given, parsers, then, when


    @given(parsers.parse("a cart of {price:d} euros"), target_fixture="price")
    def a_cart(price):
        return price


    @given(parsers.parse("a {kind} of 30 euros"), target_fixture="price")
    def a_voucher(kind):
        return 30


    @when("the customer pays", target_fixture="received")
    def the_customer_pays(price):
        return price


    @then(parsers.parse("the shop receives {amount:d} euros"))
    def the_shop_receives(received, amount):
        assert received == amount

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a cart of 30 euros
        When the customer pays
        Then the shop receives 30 euros

Good:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

      Scenario: Pay with a voucher
        Given a voucher of 30 euros
        When the customer pays
        Then the shop receives 30 euros
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Known, Severity, say
from specbook.checks._usage import first_of_each_line, known_usage, places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs

FAMILY: Family = "step definitions"
SEVERITY: Severity = "warning"


def check(specs: Specs, known: Known) -> Iterator[Finding]:
    """Find steps that several definitions match."""
    ambiguous = known_usage(specs, known).ambiguous
    matching = {id(use): found for use, found in ambiguous}
    for use in first_of_each_line(use for use, _ in ambiguous):
        found = matching[id(use)].definitions
        message = say(
            "{count} step definitions match “{text}”: {places}.",
            count=len(found),
            text=use.step.text,
            places=places(found),
        )
        at = use.step.location
        yield Finding(use.uri, at.line, at.column, "steps-are-unambiguous", SEVERITY, message)
