"""Every comment that ignores a check says why.

Without a reason, nobody dares to remove it. Off by default.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      # specbook: ignore[scenarios-have-steps]
      Scenario: Pay for a cart

Good:
    Feature: Checkout
      So that customers pay what they owe.

      # specbook: ignore[scenarios-have-steps] the bank has not told us yet
      Scenario: Pay for a cart

      Scenario: Pay for an empty cart
        Given a cart of 0 euros
        When the customer pays
        Then the shop receives 0 euros
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Severity, say
from specbook.checks._ignores import ignores

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.checks import Known
    from specbook.model import Specs

FAMILY: Family = "suppressions"
SEVERITY: Severity = "warning"
DEFAULT = False


def check(specs: Specs, known: Known) -> Iterator[Finding]:
    """Find ignore comments without a word behind the brackets."""
    for document in specs.documents:
        for ignore in ignores(document):
            if not ignore.reason:
                message = say("Say behind the brackets why this is ignored.")
                yield Finding(ignore.uri, ignore.line, ignore.column, "ignores-have-reasons", SEVERITY, message)
