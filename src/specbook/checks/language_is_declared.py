"""A file declares the language of its keywords in its first line.

Without that line Gherkin reads English. A file with other keywords is not read at all, or its lines become prose.

Bad:
    Fonctionnalité: Paiement
      Afin que chacun paie ce qu'il doit.

      Scénario: Payer un panier
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

from specbook.checks import Edit, Family, Finding, Severity, say
from specbook.checks._keywords import language_name
from specbook.checks._lines import declaration, declared_language, texts
from specbook.checks._mending import mending

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.checks._lines import Text
    from specbook.finding import Fix
    from specbook.model import Specs

FAMILY: Family = "silent loss"
SEVERITY: Severity = "error"


def check(specs: Specs) -> Iterator[Finding]:
    """Find files whose keywords are of a language that they do not declare."""
    for text in texts(specs):
        declared = declared_language(text.source)
        if text.language != declared and not text.document:
            line = text.lines[0]
            message = say(
                "The keywords are {language}, but the file is read as {declared}. "
                "Make its first line `# language: {code}`.",
                language=language_name(text.language),
                declared=language_name(declared),
                code=text.language,
            )
            place = (text.uri, line.number, line.column)
            yield Finding(*place, "language-is-declared", SEVERITY, message, fixes=_fixes(text))


def _fixes(text: Text) -> tuple[Fix, ...]:
    """Declare the language, in place of the line that declares another one."""
    line = declaration(text.source)
    wanted = f"# language: {text.language}"
    edit = Edit(line, 1, line, 1_000, wanted) if line else Edit(1, 1, 1, 1, f"{wanted}\n")
    return mending(text, say("Declare {language}", language=language_name(text.language)), [edit], safe=True)
