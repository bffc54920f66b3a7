"""Every comment that ignores a check is needed.

What was ignored is mended, moved or gone, and the comment would hide the next mistake of this kind. A name that no
check has hides nothing at all. Comments about checks that are off are left alone.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      # specbook: ignore[scenarios-have-steps] comes later
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

      # specbook: ignore[scenarios-have-steps] comes later
      Scenario: Pay with a voucher
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Fix, Severity, enabled, every_check, nearest_check, say
from specbook.checks._ignores import ignores, without

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.checks import Known
    from specbook.checks._ignores import Ignore
    from specbook.model import GherkinDocument, Specs

FAMILY: Family = "suppressions"
SEVERITY: Severity = "warning"


def check(specs: Specs, known: Known) -> Iterator[Finding]:
    """Find ignore comments, or names in them, that keep nothing from being told."""
    used = {(ignore.uri, ignore.line, name) for ignore, name in known.suppressed}
    names = {one.name for one in every_check()}
    for document in specs.documents:
        on = enabled(known.options, document.uri)
        for ignore in ignores(document):
            if not ignore.names:
                message = say("This comment names no check, so it ignores none. Name one, or remove the comment.")
                yield _finding(document, ignore, ignore.names, message)
            for name in ignore.names:
                if name not in names:
                    message = say("There is no check “{name}”. {nearest}", name=name, nearest=nearest_check(name))
                    yield Finding(ignore.uri, ignore.line, ignore.column, "ignores-are-used", SEVERITY, message)
            unused = [name for name in ignore.names if name in on and (ignore.uri, ignore.line, name) not in used]
            if unused:
                message = say(
                    "There is nothing here for {names} to find. Take it out of the comment.", names=", ".join(unused)
                )
                yield _finding(document, ignore, unused, message)


def _finding(document: GherkinDocument, ignore: Ignore, unused: list[str] | tuple[str, ...], message: str) -> Finding:
    edits = without(document, ignore, unused)
    fixes = (Fix(say("Ignore it no longer"), edits, safe=True),) if edits else ()
    return Finding(ignore.uri, ignore.line, ignore.column, "ignores-are-used", SEVERITY, message, fixes=fixes)
