r"""No keyword holds a character that nobody sees.

Text from web pages and word processors brings no-break spaces, zero-width spaces and accents in two parts. The line
looks right, and Gherkin does not know it. At the start of a file, a byte order mark makes pytest-bdd refuse it.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given\u00a0a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

Good:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Severity
from specbook.checks._keywords import meant_keyword, visible
from specbook.checks._lines import texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs

FAMILY: Family = "silent loss"
SEVERITY: Severity = "error"


def check(specs: Specs) -> Iterator[Finding]:
    """Find byte order marks, and what cannot be seen in keywords."""
    for text in texts(specs):
        if text.bom:
            message = "The file begins with a byte order mark. Save it as UTF-8 without one."
            yield Finding(text.uri, 1, 1, "no-invisible-characters", SEVERITY, message)
        for line in text.lines:
            keyword = meant_keyword(line.text, text.language, visible)
            if keyword:
                hidden = _hidden(line.text, keyword.text)
                message = f"“{keyword.word}” holds {hidden}, so it is not the keyword. Type it again."
                yield Finding(text.uri, line.number, line.column, "no-invisible-characters", SEVERITY, message)


def _hidden(text: str, keyword: str) -> str:
    """Name the first character that differs from the keyword's."""
    odd = next((one for one, right in zip(text, keyword, strict=False) if one != right), "\t")
    odd = next((one for one in text[: len(keyword) + 1] if unicodedata.combining(one)), odd)
    name = unicodedata.name(odd, "TAB").lower()
    return (
        f"an accent apart from its letter ({name})" if unicodedata.combining(odd) else f"what cannot be seen ({name})"
    )
