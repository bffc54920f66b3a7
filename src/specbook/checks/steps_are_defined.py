"""Every step has a step definition, unless its scenario is planned or checked by hand.

A step without one ends its example: nothing after it is run, and nothing of it is proved. Mostly a word differs from
the step that was meant, and the message names what is near. Where only code that runs could tell, nothing is said; and
nothing where a project has no step definitions in Python at all.

steps/pay.py:
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
        When the customer pay
        Then the shop receives 20 euros

      Scenario: Pay for a large cart
        Given a cart of 900 euros
        When the customer pays
        Then the shop receives 900 euros

Good:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

      @planned
      Scenario: Pay by invoice
        Given a cart of 30 euros
        When the customer asks for an invoice
        Then the invoice is sent
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Known, Severity, say
from specbook.checks._usage import first_of_each_line, known_usage, places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs

FAMILY: Family = "step definitions"
SEVERITY: Severity = "error"


def check(specs: Specs, known: Known) -> Iterator[Finding]:
    """Find steps that are due and that no definition of any type matches."""
    undefined = known_usage(specs, known).undefined
    due = (one.use for one in undefined if one.use.due and not one.of_other_types)
    for use in first_of_each_line(due):
        near = known.steps.near(use.step.type, use.step.text, use.uri) if known.steps else ()
        message = (
            say("No step definition matches “{text}”. Near it: {near}.", text=use.step.text, near=places(near))
            if near
            else say("No step definition matches “{text}”.", text=use.step.text)
        )
        at = use.step.location
        yield Finding(use.uri, at.line, at.column, "steps-are-defined", SEVERITY, message)
