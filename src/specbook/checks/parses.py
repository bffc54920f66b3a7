"""Gherkin can read every file.

What cannot be read cannot be run. All that is wrong with a file is told at once, with the likely cause.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a cart of 20 euros
        Wehn the customer pays
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
from specbook.checks._causes import explain, stands_before_feature
from specbook.checks._keywords import language_name
from specbook.checks._lines import Text, declared_language, unparsed_text
from specbook.errors import ParseError
from specbook.reader import dialect_keywords

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs

FAMILY: Family = "silent loss"
SEVERITY: Severity = "error"


def check(specs: Specs) -> Iterator[Finding]:
    """Find files that Gherkin cannot read."""
    known = {uri: unparsed_text(uri, raw) for uri, raw in specs.unparsed}
    told: set[tuple[str, int]] = set()
    for error in specs.errors:
        text = known.get(error.uri)
        cause = _cause(error, text)
        if cause not in told:
            told.add(cause)
            line, message = _explained(error, text) if text else (error.line, error.message)
            yield Finding(error.uri, line, error.column, "parses", SEVERITY, message)


def explained(specs: Specs) -> tuple[ParseError, ...]:
    """Return the parse errors of some specs in words that an author understands."""
    return tuple(ParseError(one.uri, one.line, one.column, one.message) for one in check(specs))


def _cause(error: ParseError, text: Text | None) -> tuple[str, int]:
    """Tell what is wrong in its own right: the line, or the head of the file, from which all below it follows."""
    follows = text and (stands_before_feature(error) or _is_in_another_language(text))
    return error.uri, 0 if follows else error.line


def _explained(error: ParseError, text: Text) -> tuple[int, str]:
    declared = declared_language(text.source)
    if dialect_keywords(declared) and _is_in_another_language(text):
        name = language_name(text.language)
        message = say(
            "The file cannot be read: its keywords are {language}, and it does not declare that.", language=name
        )
        return error.line, message
    return explain(error, text)


def _is_in_another_language(text: Text) -> bool:
    declared = declared_language(text.source)
    return text.language != declared or not dialect_keywords(declared)
