"""Every story names its benefit.

“As a customer, I want to pay by card” tells what to build, and not what it is worth. The benefit is what features are
ranked by, and what tells whether a simpler one would do. It stands in the story itself, or in a line such as
`Benefit: …`.

Bad:
    Feature: Checkout
      As a customer
      I want to pay for my cart by card

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

from typing import TYPE_CHECKING

from specbook.benefits import tells_benefit
from specbook.checks import Family, Finding, Severity, say
from specbook.checks._descriptions import where_it_says
from specbook.checks._parts import features
from specbook.stories import read_story

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs

FAMILY: Family = "product"
SEVERITY: Severity = "error"


def check(specs: Specs) -> Iterator[Finding]:
    """Find stories that name somebody and their wish, and no benefit."""
    for document, feature in features(specs):
        story = read_story(feature.description, feature.language)
        if story and not tells_benefit(feature.description, feature.language):
            line, column = where_it_says(document, feature, story.wish.before.strip() or story.wish.text)
            message = say("The story does not say to what end. Add the benefit, as in “so that …” or “Benefit: …”.")
            yield Finding(document.uri, line, column, "stories-have-a-benefit", SEVERITY, message)
