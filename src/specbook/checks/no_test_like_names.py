"""A name says what the product does, and not that it is tested.

“Verify that a card can be used” is the task of a tester. Everything in a feature file is tested; in the book the
name is a headline that tells readers what they can do: “Pay by card”.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Verify that a cart can be paid for
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
        Given an empty cart
        When the customer pays
        Then the shop receives nothing
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Severity, say
from specbook.checks._parts import features
from specbook.checks._passages import column_of, headlines
from specbook.checks._vocabulary import in_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs

FAMILY: Family = "wording"
SEVERITY: Severity = "information"
# To check out, to check a bill and to verify an address may be what the product is for: what follows tells.
_OWN = r"(?! (?:[\w'’]+ ){0,2}(?:e-?mails?|address(?:es)?|identity|accounts?|phones?|numbers?|signatures?|payments?)\b)"
_JUDGED = (
    r"(?:(?!\b(?:before|after|while|until|once|as)\b).)*"
    r"\b(?:is|are|can|cannot|able|works?|has|have|gets?|should|exists?|functionality|successful(?:ly)?)\b"
)
_TESTING = {
    "en": re.compile(
        rf"(?:to )?(?:verif(?:y|ies|ying)\b{_OWN}"
        rf"|(?:check|ensur|validat|assert)(?:e?s|e|ing)?(?: (?:that|if|whether)\b|{_JUDGED})"
        r"|tests? (?:cases?|scenarios?)(?: (?:for|of)\b| *[\d:#-])"
        r"|tests? (?:that|if|whether|of|for|the|an?)\b|testing\b)",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"(?:(?:vérifi(?:er|e|ons|cation)|test(?:er|e|ons)|s['’]assurer|contrôler|valider)"
        r"(?: (?:que|si)\b| qu['’]|.*\b(?:est|sont|peut|peuvent|fonctionne(?:nt)?)\b)"
        r"|test(?:er|ons) |tests? (?:de|du|des|d['’]|que|unitaire)|cas de test\b)",
        re.IGNORECASE,
    ),
}


def check(specs: Specs) -> Iterator[Finding]:
    """Find names of features, Rules and scenarios that begin as a task for testers, in English and French."""
    for document, feature in features(specs):
        testing = in_language(_TESTING, feature.language)
        for passage in headlines(feature):
            if match := testing.match(passage.text):
                column = column_of(document, passage)
                word = match[0].split()[0]
                message = say("The name begins as a test does, with “{word}”. Say what can be done.", word=word)
                end = column + len(word)
                yield Finding(document.uri, passage.line, column, "no-test-like-names", SEVERITY, message, end)
