"""The colon follows its keyword at once.

French puts a space before a colon, and word processors add it of themselves. To Gherkin `Scénario :` is not a keyword:
the line becomes prose, and the steps below it belong to the scenario above or to none.

Bad:
    # language: fr
    Fonctionnalité: Paiement
      Afin que chacun paie ce qu'il doit.

      Scénario : Payer un panier
        Quand un client paie un panier de 20 euros
        Alors la boutique reçoit 20 euros

Good:
    # language: fr
    Fonctionnalité: Paiement
      Afin que chacun paie ce qu'il doit.

      Scénario: Payer un panier
        Quand un client paie un panier de 20 euros
        Alors la boutique reçoit 20 euros

      Scénario: Payer un panier vide
        Quand un client paie un panier vide
        Alors la boutique ne reçoit rien
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Severity, say
from specbook.checks._keywords import close_colon, meant_keyword
from specbook.checks._lines import keyword_lines
from specbook.checks._mending import respelt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs

FAMILY: Family = "silent loss"
SEVERITY: Severity = "error"


def check(specs: Specs) -> Iterator[Finding]:
    """Find keywords with a space, or a no-break space, before their colon."""
    for text, line in keyword_lines(specs):
        keyword = meant_keyword(line.text, text.language, close_colon)
        if keyword:
            column = line.column + len(keyword.word) - 1
            message = say(
                "A space stands before the colon, so the line is not read as a keyword. Write “{word}”.",
                word=keyword.word,
            )
            fixes = respelt(text, line, keyword, close_colon)
            yield Finding(text.uri, line.number, column, "no-space-before-colon", SEVERITY, message, fixes=fixes)
