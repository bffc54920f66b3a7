"""Every step definition does something.

A function of `pass` prepares nothing, does nothing and checks nothing, and its step passes. What is still to be written
raises NotImplementedError, or calls `pending()`: then the example is not automated yet, and the ledger says so. A
function that only asks for a fixture does something: the fixture is set up.

Bad steps/pay.py:
    from pytest_bdd import given, parsers, then, when


    @given(parsers.parse("a cart of {price:d} euros"))
    def a_cart(price):
        pass


    @when("the customer pays", target_fixture="received")
    def the_customer_pays():
        return 20


    @then(parsers.parse("the shop receives {amount:d} euros"))
    def the_shop_receives(received, amount):
        assert received == amount

Good steps/pay.py:
    from pytest_bdd import given, parsers, then, when


    @given(parsers.parse("a cart of {price:d} euros"))
    def a_cart(price):
        raise NotImplementedError


    @when("the customer pays", target_fixture="received")
    def the_customer_pays():
        return 20


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
    """Find functions that do nothing, each once."""
    functions = {one.function: one for one in reversed(own_definitions(specs, known))}
    for function, one in functions.items():
        if function.empty:
            message = say("The function of “{text}” does nothing, so its step always passes.", text=one.text)
            yield Finding(one.uri, one.line, one.column, "step-definitions-do-something", SEVERITY, message)
