"""Steps that mean the same are said in the same words.

Of “the customer pays by card” and “the customer pays by a card”, each needs a step definition of its own, and the
reader asks what the difference is. Numbers, quoted values and placeholders may differ, and so may steps of another
kind: what a Given prepares may be put otherwise than what a Then checks.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays by credit card
        Then the shop receives 20 euros

      Scenario: Pay for an empty cart
        Given an empty cart
        When the customer pays by a credit card
        Then the shop receives nothing

Good:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays by credit card
        Then the shop receives 20 euros

      Scenario: Pay for an empty cart
        Given an empty cart
        When the customer pays by credit card
        Then the shop receives nothing
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Severity, say
from specbook.checks._keywords import folded
from specbook.checks._parts import steps
from specbook.checks._wordings import VALUE, is_nearly, masked, weighty

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specbook.checks import Known
    from specbook.model import Specs, Step

FAMILY: Family = "duplication"
SEVERITY: Severity = "information"
# Letters that near wordings share at the beginning of each word that matters.
_SIGNATURE = 3
# Wordings that stand next to each other once they are sorted: so many are compared, however many there are.
_NEIGHBOURS = 8


@dataclass(slots=True)
class _Wording:
    """A wording of a step, its values left out: how often it is used, and where it was first."""

    text: str
    uri: str
    step: Step
    uses: int = 0

    @property
    def rank(self) -> tuple[int, str, int]:
        return -self.uses, self.uri, self.step.location.line


def check(specs: Specs, known: Known) -> Iterator[Finding]:
    """Find wordings that are nearly those of another step, which is used more often, or was there first."""
    for group in _groups(specs):
        for one, other in _near(group):
            at = one.step.location
            column, end = at.column + len(one.step.keyword), at.column + len(one.step.keyword) + len(one.step.text)
            message = say(
                "“{text}” is nearly “{other}” ({place}). Say both in the same words, for one step definition.",
                text=one.step.text,
                other=other.step.text,
                place=f"{other.uri}:{other.step.location.line}",
            )
            yield Finding(one.uri, at.line, column, "steps-are-reused", SEVERITY, message, end)


def _groups(specs: Specs) -> Iterable[list[_Wording]]:
    """Gather the wordings whose words that matter begin alike: only those are compared."""
    wordings: dict[tuple[str, str, str], _Wording] = {}
    kind = ""
    for document, step in steps(specs):
        kind = kind if step.keyword_type in {"Conjunction", "Unknown"} else step.keyword_type
        language = document.feature.language if document.feature else ""
        text = masked(step.text)
        wording = wordings.setdefault((language, kind, text), _Wording(text, document.uri, step))
        wording.uses += 1
    groups: dict[object, list[_Wording]] = {}
    for (language, kind, text), wording in wordings.items():
        signature = tuple(word if word == VALUE else folded(word)[:_SIGNATURE] for word in weighty(text))
        if set(signature) - {VALUE}:
            groups.setdefault((language, kind, signature), []).append(wording)
    return (group for group in groups.values() if len(group) > 1)


def _near(group: list[_Wording]) -> Iterator[tuple[_Wording, _Wording]]:
    """Pair each wording with the best known one that it is nearly."""
    ordered = sorted(group, key=lambda one: one.text)
    best = min(group, key=lambda one: one.rank)
    for number, one in enumerate(ordered):
        near = [best, *ordered[max(number - _NEIGHBOURS, 0) : number + _NEIGHBOURS + 1]]
        better = (other for other in near if other.rank < one.rank and is_nearly(one.text, other.text))
        other = min(better, key=lambda found: found.rank, default=None)
        if other:
            yield one, other
