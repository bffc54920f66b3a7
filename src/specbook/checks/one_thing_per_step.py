"""A step says one thing.

“The order is paid and the stock is lowered” is two: either may fail, and either may be wanted elsewhere. This check is
off unless you switch it on, since what is two things and what is one is hard to tell by words alone.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros and the cart is empty

Good:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros
        And the cart is empty

      Scenario: Pay for an empty cart
        Given an empty cart
        When the customer pays
        Then the shop receives nothing
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Severity, say
from specbook.checks._keywords import first_keyword
from specbook.checks._passages import steps
from specbook.checks._vocabulary import in_language, said_in, span_in_step, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs

FAMILY: Family = "flow"
SEVERITY: Severity = "information"
DEFAULT = False
_TWO_THINGS = {
    "en": words(r"and then", r"and (?:I|we|you|he|she|it|they)", r"and (?:the|an?|his|her|its|their) \w+ \w+(?:s|ed)"),
    "fr": words(
        r"et (?:puis|ensuite)",
        r"et (?:je|tu|il|elle|on|nous|vous|ils|elles)",
        r"et (?:le|la|les|un|une|son|sa|ses) \w+ (?:est|sont|a|ont|n['’]\w+|\w+(?:e|ent|it|nt))",
    ),
}


def check(specs: Specs) -> Iterator[Finding]:
    """Find steps in which another clause follows an “and”, in English and French."""
    for document, feature, step in steps(specs):
        match = said_in(in_language(_TWO_THINGS, feature.language), step.text)
        if match:
            column, end = span_in_step(document, step, match)
            message = say(
                "Another thing follows “{word}”. Make it a step of its own, with “{keyword}”.",
                word=match[0].split()[0],
                keyword=first_keyword("and", feature.language),
            )
            line = step.location.line
            yield Finding(document.uri, line, column, "one-thing-per-step", SEVERITY, message, end)
