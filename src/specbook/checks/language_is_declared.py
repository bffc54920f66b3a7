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
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Severity
from specbook.checks._keywords import language_name
from specbook.checks._lines import declared_language, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs

FAMILY: Family = "silent loss"
SEVERITY: Severity = "error"


def check(specs: Specs) -> Iterator[Finding]:
    """Find files whose keywords are of a language that they do not declare."""
    for text in texts(specs):
        declared = declared_language(text.source)
        if text.language != declared and not text.document:
            line = text.lines[0]
            message = (
                f"The keywords are {language_name(text.language)}, but the file is read as {language_name(declared)}. "
                f"Make its first line `# language: {text.language}`."
            )
            yield Finding(text.uri, line.number, line.column, "language-is-declared", SEVERITY, message)
