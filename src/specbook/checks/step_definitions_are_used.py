"""Every step definition is used by a step.

What no spec needs is read, kept and mended all the same, and a new author takes it for something that the product can
do. A definition whose text only code that runs could tell is left alone, and so is one that features elsewhere may use.

steps/pay.py:
    from pytest_bdd import given, parsers, then, when


    @given(parsers.parse("a cart of {price:d} euros"), target_fixture="price")
    def a_cart(price):
        return price


    @when("the customer pays", target_fixture="received")
    def the_customer_pays(price):
        return price


    @when("the customer pays half", target_fixture="received")
    def the_customer_pays_half(price):
        return price // 2


    @then(parsers.parse("the shop receives {amount:d} euros"))
    def the_shop_receives(received, amount):
        assert received == amount

Bad:
    Feature: Checkout
      So that customers pay what they owe.

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

      Scenario: Pay for a cart in two parts
        Given a cart of 20 euros
        When the customer pays half
        Then the shop receives 10 euros
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Known, Severity, say
from specbook.checks._usage import known_usage
from specbook.step_index.usage import unused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs

FAMILY: Family = "step definitions"
SEVERITY: Severity = "information"


def check(specs: Specs, known: Known) -> Iterator[Finding]:
    """Find definitions that no step uses; where a file cannot be read, nobody knows."""
    if known.steps is None or specs.errors:
        return
    for one in unused(known.steps, known_usage(specs, known), specs):
        if not one.dynamic:
            message = say("No step uses “{text}”.", text=one.text)
            yield Finding(one.uri, one.line, one.column, "step-definitions-are-used", SEVERITY, message)
