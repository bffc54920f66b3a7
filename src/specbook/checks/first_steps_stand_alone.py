"""The first step of a scenario or a Background says of itself what it is.

“And”, “But” and `*` continue the step before. At the start there is none: nobody can tell whether the step prepares,
acts or checks, and pytest-bdd refuses the whole file.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        And a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

Good:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros
        And the customer receives a receipt

      Scenario: Pay for an empty cart
        Given an empty cart
        When the customer pays
        Then the shop receives nothing
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks import Edit, Family, Finding, Fix, Severity, say
from specbook.checks._keywords import TYPES, first_keyword
from specbook.checks._mending import keyword_like
from specbook.checks._parts import features, holders, types
from specbook.reader import dialect_keywords

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Feature, Specs, Step, StepType

FAMILY: Family = "silent loss"
SEVERITY: Severity = "warning"
_KINDS = {"Context": "given", "Action": "when", "Outcome": "then"}


def check(specs: Specs) -> Iterator[Finding]:
    """Find first steps with a keyword that only continues."""
    for document, feature in features(specs):
        for steps, before in _beginnings(feature):
            step, language = steps[0], feature.language
            if not _says_its_type(step, language):
                at = step.location
                words = (first_keyword(name, language) for name in TYPES)
                message = say(
                    "“{keyword}” continues a step, but this is the first. Begin with “{given}”, “{when}” or “{then}”.",
                    keyword=step.keyword.strip(),
                    **dict(zip(TYPES, words, strict=True)),
                )
                fixes = () if document.uri.endswith(".md") else tuple(_fixes(steps, before, language))
                place = (document.uri, at.line, at.column)
                end = at.column + len(step.keyword.strip())
                yield Finding(*place, "first-steps-stand-alone", SEVERITY, message, end, fixes)


def _beginnings(feature: Feature) -> Iterator[tuple[tuple[Step, ...], StepType]]:
    """Yield the steps of each Background and scenario that has some, with what the last step before them is."""
    above: StepType = "Unknown"
    for holder in holders(feature):
        before = above
        for part in (holder.background, *holder.scenarios):
            if part and part.steps:
                yield part.steps, before
            if part and part is holder.background:
                before = [above, *(kind for _, kind in types(part.steps, above))][-1]
        above = before if holder is feature else above


def _fixes(steps: tuple[Step, ...], before: StepType, language: str) -> Iterator[Fix]:
    """Offer a keyword of each type, the likeliest first: what the Background ends with, else what is not there yet."""
    step, at = steps[0], steps[0].location
    present = {kind for _, kind in types(steps)}
    missing = next((kind for kind in _KINDS if kind not in present), "Context")
    first = _KINDS.get(before) or _KINDS[missing]
    for name in sorted(TYPES, key=lambda one: one != first):
        keyword = keyword_like(name, language, step.keyword)
        edit = Edit(at.line, at.column, at.line, at.column + len(step.keyword), keyword)
        yield Fix(say("Begin with “{keyword}”", keyword=keyword.strip()), (edit,))


def _says_its_type(step: Step, language: str) -> bool:
    """Tell whether a keyword has a type; one that is both Given and When in its language has."""
    dialect = dialect_keywords(language)
    return step.keyword != "* " and any(step.keyword in dialect.get(name, ()) for name in TYPES)
