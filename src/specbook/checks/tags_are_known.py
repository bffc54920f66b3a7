"""Every tag is one that the project knows.

A tag that is mistyped selects nothing and nobody notices. Looked for where the setting `known-tags` lists the tags of
the project; `*` stands for anything, as in `@issue:*`. Tags that mean something to Specbook need not be listed.

pyproject.toml:
    [tool.specbook.check]
    known-tags = ["@payment", "@issue:*"]

Bad:
    @paiment @issue:12
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

Good:
    @payment @issue:12
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

from difflib import get_close_matches
from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Fix, Severity, say
from specbook.checks._tags import WITH_VALUES, end_of, every_tag, fits, meant_tags, renaming
from specbook.errors import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.checks import Known
    from specbook.model import Specs

FAMILY: Family = "tags"
SEVERITY: Severity = "warning"


def check(specs: Specs, known: Known) -> Iterator[Finding]:
    """Find tags that neither the settings nor product.yml name."""
    if not known.options.known_tags:
        return
    patterns = {*meant_tags(known), *(f"{prefix}*" for prefix in WITH_VALUES)}
    patterns |= {f"@{prefix}:*" for prefix in known.product.tag_links} if known.product else set()
    plain = sorted(pattern for pattern in patterns if "*" not in pattern)
    for document, tag in every_tag(specs):
        if not fits(tag.name, patterns):
            at = tag.location
            close = get_close_matches(tag.name, plain, n=1)
            message = say(
                "The settings do not know {tag}. {nearest} Add a new tag to `known-tags`.",
                tag=tag.name,
                nearest=nearest(tag.name, known.options.known_tags),
            )
            edits = renaming(document, tag, close[0]) if close else ()
            fixes = (Fix(say("Write {tag}", tag=close[0]), edits),) if edits else ()
            yield Finding(document.uri, at.line, at.column, "tags-are-known", SEVERITY, message, end_of(tag), fixes)
