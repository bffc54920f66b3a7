"""A step is told in the words of the business.

A customer knows nothing of SQL, selectors and status codes, and neither does whoever has to agree to the feature. Such
details change without the feature changing; they belong into the step definition. Where the product is made for
developers, switch this check off.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When a POST request is sent to /orders
        Then the status code is 201

Good:
    Feature: Checkout
      So that customers pay what they owe.

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

import re
from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Severity, say
from specbook.checks._passages import steps
from specbook.checks._vocabulary import said_in, span_in_step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs

FAMILY: Family = "wording"
SEVERITY: Severity = "information"
_VERBS = "GET|POST|PUT|PATCH|DELETE|HEAD"
# In capitals as they are written, so that a post is not taken for a POST; the words are the same in English and French.
_TECHNICAL = re.compile(
    rf"(?<![\w-])(?:(?:{_VERBS})(?= (?:/|https?:|request|call|on\b|to\b|sur\b))|(?:requête|request) (?:{_VERBS})"
    r"|SQL|SELECT .* FROM|INSERT INTO|DELETE FROM|XPath|CSS|DOM"
    r"|(?i:xpath|css (?:selector|class)(?:es|s)?|sélecteurs? css|classes? css|(?:request|response) bod(?:y|ies)"
    r"|http status(?: codes?)?|(?:status|response) codes?|codes? (?:de statut|de réponse|http)|endpoints?"
    r"|database (?:table|row|column|record)s?|tables? de la base(?: de données)?"
    r"|stack ?traces?|null ?pointer(?: ?exception)?s?|regex(?:es|ps?)?))(?![\w-])"
)


def check(specs: Specs) -> Iterator[Finding]:
    """Find the first word of each step that only developers know."""
    for document, _, step in steps(specs):
        match = said_in(_TECHNICAL, step.text)
        if match:
            column, end = span_in_step(document, step, match)
            message = say("“{word}” is a developer's word. Say it as the business does.", word=match[0])
            line = step.location.line
            yield Finding(document.uri, line, column, "no-technical-words", SEVERITY, message, end)
