"""A step says what somebody does, not where they click.

“Clicks the button” is true of one design of one page. The next one makes the step wrong, though what the customer wants
has not changed; and readers learn where something is, but not what it is for. A name in quotes may hold what it likes.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer clicks on "Buy now"
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

from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Severity, say
from specbook.checks._passages import steps
from specbook.checks._vocabulary import in_language, said_in, span_in_step, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs

FAMILY: Family = "wording"
SEVERITY: Severity = "information"
_INTERFACE = {
    "en": words(
        r"(?:double[- ]|right[- ]|left[- ])?click(?:s|ed|ing)?(?! (?:from|away|deep)\b)",
        r"(?:radio |submit |push )?buttons?",
        r"drop[- ]?downs?(?: (?:list|menu|box)e?s?)?",
        r"check[- ]?box(?:es)?",
        r"(?:text|edit|combo|list|input|search)[- ]?box(?:es)?",
        r"(?:text|input|form|search|password|e-?mail|(?:user)?name) fields?",
        r"(?:modal|pop-?up)(?: (?:window|dialog)s?|s)?",
        r"tool ?tips?",
        r"hover(?:s|ed|ing)?",
        r"scroll(?:s|ed|ing)?",
    ),
    "fr": words(
        r"(?:double-|re)?cliqu(?:e[rszt]?|es|ent|ons|ez|ée?s?|ant|é)",
        r"boutons?",
        r"(?:liste|menu)s? déroulante?s?",
        r"cases? à cocher",
        r"(?:dé)?coch(?:e[rsz]?|ent|ée?s?)",
        r"champs? (?:de (?:texte|saisie|recherche|formulaire)|texte)",
        r"(?:fenêtre|boîte)s? (?:modale|de dialogue)s?",
        r"info-?bulles?",
        r"survol(?:e[rsz]?|ent|ée?s?)",
    ),
}


def check(specs: Specs) -> Iterator[Finding]:
    """Find the first word of each step that tells of an interface, in English and French."""
    for document, feature, step in steps(specs):
        match = said_in(in_language(_INTERFACE, feature.language), step.text)
        if match:
            column, end = span_in_step(document, step, match)
            message = say("“{word}” tells of the interface. Say what somebody wants to get done.", word=match[0])
            line = step.location.line
            yield Finding(document.uri, line, column, "no-interface-words", SEVERITY, message, end)
