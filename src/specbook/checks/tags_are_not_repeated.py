"""No tag stands twice at the same place.

The second one changes nothing, and the reader looks for the difference.

Bad:
    @payment @fast @payment
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

Good:
    @payment @fast
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

      Scenario: Pay for an empty cart
        Given a cart of 0 euros
        When the customer pays
        Then the shop receives 0 euros
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Fix, Severity, say
from specbook.checks._tags import end_of, removal, tagged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs, Tag

FAMILY: Family = "tags"
SEVERITY: Severity = "warning"


def check(specs: Specs) -> Iterator[Finding]:
    """Find tags that an earlier tag of the same part is equal to."""
    for document in specs.documents:
        for tag in (tag for part in tagged(document) for tag in _repeated(part.tags)):
            at = tag.location
            message = say("{tag} stands here already. Remove one of them.", tag=tag.name)
            edits = removal(document, tag)
            fixes = (Fix(say("Remove the second {tag}", tag=tag.name), edits, safe=True),) if edits else ()
            yield Finding(
                document.uri, at.line, at.column, "tags-are-not-repeated", SEVERITY, message, end_of(tag), fixes
            )


def _repeated(tags: tuple[Tag, ...]) -> Iterator[Tag]:
    seen: set[str] = set()
    for tag in tags:
        if tag.name in seen:
            yield tag
        seen.add(tag.name)
