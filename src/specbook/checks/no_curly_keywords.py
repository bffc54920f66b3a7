"""Every apostrophe of a keyword is straight.

Word processors turn `qu'` into `qu’`. The keywords of French, among others, end in a straight apostrophe: with a curly
one the line is another step than it seems, or mere prose.

Bad:
    # language: fr
    Fonctionnalité: Paiement
      Afin que chacun paie ce qu'il doit.

      Scénario: Payer un panier
        Lorsqu’un client paie un panier de 20 euros
        Alors la boutique reçoit 20 euros

Good:
    # language: fr
    Fonctionnalité: Paiement
      Afin que chacun paie ce qu’il doit.

      Scénario: Payer un panier
        Lorsqu'un client paie un panier de 20 euros
        Alors la boutique reçoit 20 euros

      Scénario: Payer un panier vide
        Quand un client paie un panier vide
        Alors la boutique ne reçoit rien
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Severity, say
from specbook.checks._keywords import meant_keyword, straight
from specbook.checks._lines import keyword_lines
from specbook.checks._mending import respelt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs

FAMILY: Family = "silent loss"
SEVERITY: Severity = "error"


def check(specs: Specs) -> Iterator[Finding]:
    """Find keywords with a curly apostrophe."""
    for text, line in keyword_lines(specs):
        keyword = meant_keyword(line.text, text.language, straight)
        if keyword:
            written = line.text[: len(keyword.text)].strip()
            message = say(
                "“{written}” has a curly apostrophe, so it is not the keyword. Write “{word}”.",
                written=written,
                word=keyword.word,
            )
            end = line.column + len(written)
            fixes = respelt(text, line, keyword, straight)
            yield Finding(text.uri, line.number, line.column, "no-curly-keywords", SEVERITY, message, end, fixes)
