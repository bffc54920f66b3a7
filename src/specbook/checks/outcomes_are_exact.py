"""An outcome says what is seen, and not that it is right.

“The total is correct” is true of any total: nobody learns what it should be, and the step definition decides alone. A
value, a state or a table says it.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the payment works as expected

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
from specbook.checks._parts import features, step_lists, types
from specbook.checks._vocabulary import in_language, said_in, span_in_step, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs, Step

FAMILY: Family = "wording"
SEVERITY: Severity = "information"
_VAGUE = {
    "en": words(
        "correctly", "properly", "appropriately", "correct", "appropriate",
        r"as (?:expected|intended|desired|it should(?: be)?|appropriate)",
        r"works?(?: (?:fine|well|again))?(?= *$)",
    ),
    "fr": words(
        "correctement", "convenablement", r"correct(?:e|s|es)?", r"approprié(?:e|s|es)?",
        r"comme (?:prévu|attendu|il faut|il se doit)",
        r"fonctionne(?:nt)?(?: (?:bien|à nouveau))?(?= *$)",
    ),
}  # fmt: skip
_VALUE = re.compile(r"[\d\"“«<`']")


def check(specs: Specs) -> Iterator[Finding]:
    """Find outcomes that judge and name no value, in English and French."""
    for document, feature in features(specs):
        vague = in_language(_VAGUE, feature.language)
        for steps in step_lists(feature):
            for step, kind in types(steps):
                match = said_in(vague, step.text) if kind == "Outcome" else None
                if match and not _is_exact(step):
                    column, end = span_in_step(document, step, match)
                    message = say("“{word}” does not say what is seen. Give the value or the state.", word=match[0])
                    line = step.location.line
                    yield Finding(document.uri, line, column, "outcomes-are-exact", SEVERITY, message, end)


def _is_exact(step: Step) -> bool:
    """Tell whether a value stands in a step or below it; an apostrophe within a word quotes none."""
    bare = re.sub(r"(?<=\w)['’](?=\w)", "", step.text)
    return bool(step.data_table or step.doc_string or _VALUE.search(bare))
