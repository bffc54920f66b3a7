r"""No keyword holds a character that nobody sees.

Text from web pages and word processors brings no-break spaces, zero-width spaces and accents in two parts. The line
looks right, and Gherkin does not know it. At the start of a file, a byte order mark makes pytest-bdd refuse it.
A carriage return alone, in the middle of a line, looks like its end: two steps become one.

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

      Scenario: Pay for an empty cart
        Given an empty cart
        When the customer pays
        Then the shop receives nothing
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from specbook.checks import Edit, Family, Finding, Severity, say
from specbook.checks._keywords import meant_keyword, visible
from specbook.checks._lines import every_line, texts
from specbook.checks._mending import mending, respelt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.checks._lines import Text
    from specbook.model import Specs

FAMILY: Family = "silent loss"
SEVERITY: Severity = "error"


def check(specs: Specs) -> Iterator[Finding]:
    """Find byte order marks, and what cannot be seen in keywords."""
    for text in texts(specs):
        if text.bom:
            message = say("The file begins with a byte order mark. Save it as UTF-8 without one.")
            fixes = mending(text, say("Remove the byte order mark"), [Edit(1, 0, 1, 1, "")], safe=True)
            yield Finding(text.uri, 1, 1, "no-invisible-characters", SEVERITY, message, fixes=fixes)
        yield from _hidden(text)
        yield from _glued(text)


def _hidden(text: Text) -> Iterator[Finding]:
    """Find keywords that are ones but for what cannot be seen."""
    for line in text.lines:
        keyword = meant_keyword(line.text, text.language, visible)
        if keyword:
            message = _message(keyword.word, _odd_character(line.text, keyword.text))
            fixes = respelt(text, line, keyword, visible)
            place = (text.uri, line.number, line.column)
            yield Finding(*place, "no-invisible-characters", SEVERITY, message, fixes=fixes)


def _glued(text: Text) -> Iterator[Finding]:
    """Find lines that editors show as two, and that Gherkin reads as one."""
    for line in every_line(text.source):
        if "\r" in line.text:
            column = line.column + line.text.index("\r")
            message = say("Gherkin reads on here where editors show a new line, after a CR alone. Break the line anew.")
            yield Finding(text.uri, line.number, column, "no-invisible-characters", SEVERITY, message)


def _odd_character(text: str, keyword: str) -> str:
    """Return the first character that differs from the keyword's, an accent rather than another one."""
    odd = next((one for one, right in zip(text, keyword, strict=False) if one != right), "\t")
    return next((one for one in text[: len(keyword) + 1] if unicodedata.combining(one)), odd)


def _message(word: str, odd: str) -> str:
    name = unicodedata.name(odd, "TAB").lower()
    if unicodedata.combining(odd):
        return say(
            "“{word}” holds an accent apart from its letter ({character}), so it is not the keyword. Type it again.",
            word=word,
            character=name,
        )
    return say(
        "“{word}” holds what cannot be seen ({character}), so it is not the keyword. Type it again.",
        word=word,
        character=name,
    )
