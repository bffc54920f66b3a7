"""Every question is answered before a feature is ready.

`Question: …`, `TODO` and `TBD` are a good way to note what is still open while a feature is talked about. Left in, they
are published, and nobody knows any more who should have answered. In a feature tagged `@ready` they are errors.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Question: May an empty cart be paid for?

      Scenario: Pay for a cart
        Given a cart of 20 euros
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

import re
from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Known, Severity, say
from specbook.checks._passages import column_of, passages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import GherkinDocument, Specs

FAMILY: Family = "product"
SEVERITY: Severity = "information"
# A list of things to do may well be called TODO: it is a note only where something follows, or nothing stands before.
_NOTES = r"(?:TODO|FIXME|TBD|TBC)(?:\s*[:(]|\s*$)|^\s*(?:TODO|FIXME|TBD|TBC)\b|\?\?\?"
_OPEN = re.compile(rf"^\W*(?:[Oo]pen )?[Qq]uestions?(?: ouvertes?)?[ \u00a0\u202f]?:|(?<!\w)(?:{_NOTES})")
_LIKELY = re.compile(r"uestion|TODO|FIXME|TB[DC]|\?\?\?")


def check(specs: Specs, known: Known) -> Iterator[Finding]:
    """Find what was noted as open, in names, descriptions, steps and comments."""
    for document in specs.documents:
        if document.feature and _LIKELY.search(document.source):
            ready = any(tag.name in known.options.ready_tags for tag in document.feature.tags)
            for line, column, text in _open(document):
                message = say("“{note}” is still open. Answer it, or ask whoever can.", note=_short(text))
                severity: Severity = "error" if ready else SEVERITY
                yield Finding(document.uri, line, column, "no-open-questions", severity, message)


def _open(document: GherkinDocument) -> Iterator[tuple[int, int, str]]:
    for passage in passages(document):
        if _OPEN.search(passage.text):
            yield passage.line, column_of(document, passage), passage.text
    for comment in document.comments:
        text = comment.text.strip().lstrip("# ")
        if _OPEN.search(text):
            yield comment.location.line, len(comment.text) - len(comment.text.lstrip()) + 1, text


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 60 else f"{text[:59].rstrip()}…"
