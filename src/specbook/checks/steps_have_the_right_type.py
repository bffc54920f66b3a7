"""Every step is written with the keyword that its step definition is for.

A definition for When never matches a Given, or an And after one, so the step counts as undefined. Either the step
prepares where it should act, or the function also wants the other decorator.

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
        And the customer pays
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

from itertools import pairwise
from typing import TYPE_CHECKING

from specbook.checks import Edit, Family, Finding, Fix, Known, Severity, say
from specbook.checks._keywords import first_keyword
from specbook.checks._usage import first_of_each_line, known_usage
from specbook.model import STEP_KEYWORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Feature, GherkinDocument, Rule, Specs, Step
    from specbook.step_index.definitions import StepDefinition
    from specbook.step_index.usage import Use

FAMILY: Family = "step definitions"
SEVERITY: Severity = "error"


def check(specs: Specs, known: Known) -> Iterator[Finding]:
    """Find steps that are due and that only definitions of another type match."""
    documents = {document.uri: document for document in specs.documents}
    undefined = known_usage(specs, known).undefined
    others = {id(one.use): one.of_other_types for one in undefined if one.use.due and one.of_other_types}
    for use in first_of_each_line(one.use for one in undefined if id(one.use) in others):
        meant = others[id(use)][0]
        document = documents[use.uri]
        message = say(
            "“{text}” is defined for {keyword}, in {place}, and not for {other}.",
            text=use.step.text,
            keyword=meant.keyword.capitalize(),
            place=meant.place,
            other=STEP_KEYWORDS[use.step.type].capitalize(),
        )
        at = use.step.location
        fixes = tuple(_fixes(document, use, meant))
        yield Finding(use.uri, at.line, at.column, "steps-have-the-right-type", SEVERITY, message, fixes=fixes)


def _fixes(document: GherkinDocument, use: Use, meant: StepDefinition) -> Iterator[Fix]:
    """Offer the keyword of the definition, where no step after it would take its type over."""
    keyword = first_keyword(meant.keyword, use.pickle.language)
    following = _following(document, use)
    if following is None or following.keyword_type not in {"Conjunction", "Unknown"}:
        at = use.step.location
        end = at.column + len(use.step.keyword.rstrip())
        title = say("Begin with “{keyword}”", keyword=keyword)
        yield Fix(title, (Edit(at.line, at.column, at.line, end, keyword),))


def _following(document: GherkinDocument, use: Use) -> Step | None:
    """Return the step after one, in its scenario or its Background."""
    feature = document.feature
    holders: tuple[Feature | Rule, ...] = (feature, *feature.rules) if feature else ()
    parts = [holder.background.steps for holder in holders if holder.background]
    parts += [scenario.steps for holder in holders for scenario in holder.scenarios]
    for steps in parts:
        for step, following in pairwise(steps):
            if step.location == use.step.location:
                return following
    return None
