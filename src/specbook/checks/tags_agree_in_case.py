"""A tag is spelt in the same case everywhere.

`@Smoke` and `@smoke` are two tags: whoever runs one misses the other, and `@WIP` plans nothing where the settings say
`@wip`. A tag that the settings or product.yml know is to be spelt as there, any other as most often. Of a tag such as
`@issue:AB-1`, only what stands before the colon is compared.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      @smoke
      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

      @Smoke
      Scenario: Pay for an empty cart
        Given an empty cart
        When the customer pays
        Then the shop receives nothing

Good:
    Feature: Checkout
      So that customers pay what they owe.

      @smoke
      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

      @slow
      Scenario: Pay for an empty cart
        Given an empty cart
        When the customer pays
        Then the shop receives nothing
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Fix, Severity, say
from specbook.checks._tags import WITH_VALUES, audience_tags, end_of, every_tag, meant_tags, renaming

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from specbook.checks import Known
    from specbook.model import Specs

FAMILY: Family = "tags"
SEVERITY: Severity = "warning"


def check(specs: Specs, known: Known) -> Iterator[Finding]:
    """Find tags that are spelt in another case than elsewhere."""
    right = _right_spellings(specs, known)
    for document, tag in every_tag(specs):
        name, colon, value = tag.name.partition(":")
        wanted = right.get(name.casefold(), name)
        if wanted != name:
            at, instead = tag.location, f"{wanted}{colon}{value}"
            message = say("{tag} is another tag than {instead}. Write {instead}.", tag=tag.name, instead=instead)
            edits = renaming(document, tag, instead)
            fixes = (Fix(say("Write {tag}", tag=instead), edits),) if edits else ()
            yield Finding(document.uri, at.line, at.column, "tags-agree-in-case", SEVERITY, message, end_of(tag), fixes)


def _right_spellings(specs: Specs, known: Known) -> Mapping[str, str]:
    """Map each tag's name in small letters to how it is spelt: as the settings do, else as most often."""
    uses = Counter(tag.name.partition(":")[0] for _, tag in every_tag(specs))
    right: dict[str, str] = {}
    for name, _ in sorted(uses.items(), key=lambda pair: (-pair[1], pair[0] != pair[0].lower(), pair[0])):
        right.setdefault(name.casefold(), name)
    meant = {name.partition(":")[0] for name in (*meant_tags(known), *WITH_VALUES)}
    right |= {name.casefold(): name for name in sorted(meant) if name not in audience_tags(known)}
    return right
