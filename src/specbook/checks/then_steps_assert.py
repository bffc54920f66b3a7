"""Every step definition for Then can fail.

A Then that compares and does not assert, or only prints, passes whatever the product does. Then the page says
“verified”, and nothing was. What is called is believed to assert, unless it can be seen that it does not.

Bad steps/pay.py:
    from pytest_bdd import given, parsers, then, when


    @given(parsers.parse("a cart of {price:d} euros"), target_fixture="price")
    def a_cart(price):
        return price


    @when("the customer pays", target_fixture="received")
    def the_customer_pays(price):
        return price


    @then(parsers.parse("the shop receives {amount:d} euros"))
    def the_shop_receives(received, amount):
        return received == amount

Good steps/pay.py:
    from pytest_bdd import given, parsers, then, when


    @given(parsers.parse("a cart of {price:d} euros"), target_fixture="price")
    def a_cart(price):
        return price


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

      Scenario: Pay for an empty cart
        Given a cart of 0 euros
        When the customer pays
        Then the shop receives 0 euros
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Known, Severity, say
from specbook.checks._usage import own_definitions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs

FAMILY: Family = "step definitions"
SEVERITY: Severity = "warning"


def check(specs: Specs, known: Known) -> Iterator[Finding]:
    """Find functions for Then steps in which nothing can fail on purpose."""
    for one in own_definitions(specs, known):
        function = one.function
        if one.keyword == "then" and not (function.asserts or function.empty or function.unwritten):
            message = say("“{text}” asserts nothing, so it holds whatever happens.", text=one.text)
            yield Finding(one.uri, one.line, one.column, "then-steps-assert", SEVERITY, message)
