"""Nothing is said in words that the project avoids.

Every team has words that mean too much or too little: “user”, “simply”, an old name of the product. `words-to-avoid`
lists them, each with what to say instead; without it this check finds nothing.

pyproject.toml:
    [tool.specbook.check]
    words-to-avoid = { user = "the customer", simply = "" }

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the user simply pays
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

from specbook.checks import Family, Finding, Known, Severity, say
from specbook.checks._passages import column_of, passages
from specbook.checks._vocabulary import any_of, unquoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs

FAMILY: Family = "wording"
SEVERITY: Severity = "warning"


def check(specs: Specs, known: Known) -> Iterator[Finding]:
    """Find words that settings list, in names, descriptions and steps, outside of quotes."""
    instead = {word.casefold(): other for word, other in known.options.words_to_avoid}
    if not instead:
        return
    pattern = any_of(instead)
    for document in specs.documents:
        for passage in passages(document) if pattern.search(document.source) else ():
            for match in pattern.finditer(unquoted(passage.text)):
                column = column_of(document, passage, match.start())
                end = column + len(match[0])
                message = _message(match[0], instead)
                yield Finding(document.uri, passage.line, column, "words-to-avoid", SEVERITY, message, end)


def _message(said: str, instead: dict[str, str]) -> str:
    word = " ".join(said.split()).casefold()
    found = next((one for one in (word, word.removesuffix("s"), word.removesuffix("es")) if one in instead), word)
    if instead.get(found):
        return say("This project does not say “{word}”. Say “{instead}”.", word=said, instead=instead[found])
    return say("This project does not say “{word}”. Leave it out, or say what is meant.", word=said)
