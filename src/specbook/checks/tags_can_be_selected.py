"""Every tag can be asked for when a run is selected.

Tags with signs such as `=`, `(` or `#` cannot: pytest's `-m` refuses them, and in a tag expression brackets mean
something else. Letters and digits of any language can, and `_ - . : / + [ ]`.

Bad:
    @priority=high
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

Good:
    @priority:high
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

import re
from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Fix, Severity, say
from specbook.checks._tags import end_of, every_tag, renaming

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs

FAMILY: Family = "tags"
SEVERITY: Severity = "warning"
# What pytest takes for one word in `-m`, without the backslash, which an expression takes for something else.
_SELECTABLE = re.compile(r"[\w:+.\[\]/-]+")
_UNSELECTABLE = re.compile(r"[^\w:+.\[\]/-]+")
_MEANT_OTHERWISE = re.compile(r"[()\\]")
_OPERATORS = frozenset({"and", "or", "not"})


def check(specs: Specs) -> Iterator[Finding]:
    """Find tags that no expression can name."""
    for document, tag in every_tag(specs):
        name = tag.name.removeprefix("@")
        if _SELECTABLE.fullmatch(name) and name not in _OPERATORS:
            continue
        instead = _instead(name)
        message = _message(tag.name, instead)
        edits = renaming(document, tag, instead) if instead else ()
        fixes = (Fix(say("Write {tag}", tag=instead), edits),) if edits else ()
        at = tag.location
        yield Finding(document.uri, at.line, at.column, "tags-can-be-selected", SEVERITY, message, end_of(tag), fixes)


def _message(tag: str, instead: str) -> str:
    """Say who cannot ask for a tag: an expression takes all signs but brackets and backslashes as they are."""
    if not instead:
        return say("{tag} cannot be asked for with pytest's `-m`. Call it otherwise.", tag=tag)
    if _MEANT_OTHERWISE.search(tag):
        return say("{tag} cannot be asked for with `-m` or `--tags`. Write {instead}.", tag=tag, instead=instead)
    return say("{tag} cannot be asked for with pytest's `-m`. Write {instead}.", tag=tag, instead=instead)


def _instead(name: str) -> str:
    """Suggest a tag: `@priority=high` and `@issue(12)` are `@priority:high` and `@issue:12`; empty for an operator."""
    paired = re.sub(r"^([\w.-]+)[=(]([\w.-]+)\)?$", r"\1:\2", name)
    left = _UNSELECTABLE.sub("-", paired).strip("-")
    return f"@{left}" if left and left not in _OPERATORS else ""
