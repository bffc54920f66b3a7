"""Every story is told for a persona that product.yml lists.

The book has a reading path for each persona, made of the features whose stories name them. A story for “shopper” where
the persona is called “customer” stands in none. Where product.yml lists no personas, stories may name whom they like.

specs/product.yml:
    personas:
      customer:
        title: Customer
        about: Buys from the shop.

Bad:
    Feature: Checkout
      As a custommer
      I want to pay for my cart by card
      so that it is sent to me the same day

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

Good:
    Feature: Checkout
      As a customer
      I want to pay for my cart by card
      so that it is sent to me the same day

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

      Scenario: Pay for an empty cart
        Given an empty cart
        When the customer pays
        Then the shop receives nothing
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from specbook.checks import Edit, Family, Finding, Fix, Known, Severity, say
from specbook.checks._descriptions import where_it_says
from specbook.checks._parts import features
from specbook.errors import nearest
from specbook.personas import is_persona
from specbook.stories import read_story

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Feature, GherkinDocument, Specs
    from specbook.product import Product

FAMILY: Family = "product"
SEVERITY: Severity = "warning"


def check(specs: Specs, known: Known) -> Iterator[Finding]:
    """Find stories for somebody that product.yml does not list, where it lists anybody."""
    product = known.product
    if product and product.personas:
        for document, feature in features(specs):
            story = read_story(feature.description, feature.language)
            if story and not is_persona(product, story.persona.text):
                yield _finding(document, feature, story.persona.text, product)


def _finding(document: GherkinDocument, feature: Feature, name: str, product: Product) -> Finding:
    titles = {persona.title.casefold(): persona.title for persona in product.personas}
    titles |= {persona.name.casefold(): persona.title for persona in product.personas}
    message = say(
        "product.yml has no persona “{name}”, so no reading path holds this feature. {nearest}",
        name=name,
        nearest=nearest(name.casefold(), {persona.title.casefold() for persona in product.personas}),
    )
    line, column = where_it_says(document, feature, name)
    end = column + len(name)
    near = get_close_matches(name.casefold(), titles, 1, 0.6)
    there = document.source.split("\n")[line - 1][column - 1 : end - 1] == name
    title = titles[near[0]].lower() if near else ""
    edit = Edit(line, column, line, end, title)
    fixes = (Fix(say("Write “{persona}”", persona=title), (edit,)),) if near and there else ()
    return Finding(document.uri, line, column, "personas-are-known", SEVERITY, message, end if there else 0, fixes)
