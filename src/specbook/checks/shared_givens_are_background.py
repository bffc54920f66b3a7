"""What every scenario of a feature begins with stands once, in a Background.

The same lines at the top of each scenario hide what sets them apart, and have to be changed in all of them. Two lines
or more that three scenarios share are worth a Background; a single one is not worth looking up.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay by card
        Given a customer
        And a cart of 20 euros
        When the customer pays by card
        Then the shop receives 20 euros

      Scenario: Pay with a voucher
        Given a customer
        And a cart of 20 euros
        When the customer pays with a voucher
        Then the shop receives nothing

      Scenario: Leave without paying
        Given a customer
        And a cart of 20 euros
        When the customer leaves
        Then the shop receives nothing

Good:
    Feature: Checkout
      So that customers pay what they owe.

      Background:
        Given a customer
        And a cart of 20 euros

      Scenario: Pay by card
        When the customer pays by card
        Then the shop receives 20 euros

      Scenario: Pay with a voucher
        When the customer pays with a voucher
        Then the shop receives nothing

      Scenario: Leave without paying
        When the customer leaves
        Then the shop receives nothing
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks import Edit, Family, Finding, Severity, say
from specbook.checks._keywords import first_keyword
from specbook.checks._mending import keyword_like, mending
from specbook.checks._parts import features, holders, meaning, types
from specbook.model import Feature

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.finding import Fix
    from specbook.model import GherkinDocument, Rule, Scenario, Specs

FAMILY: Family = "flow"
SEVERITY: Severity = "information"
FEWEST_SCENARIOS, FEWEST_STEPS = 3, 2


def check(specs: Specs) -> Iterator[Finding]:
    """Find features and Rules without a Background all of whose scenarios begin alike."""
    for document, feature in features(specs):
        for holder in holders(feature):
            shared = _shared(holder)
            if shared >= FEWEST_STEPS:
                at = holder.scenarios[0].steps[0].location
                message = say(
                    "All {scenarios} scenarios begin with these {steps} steps. Put them into a “{background}:”.",
                    scenarios=len(holder.scenarios),
                    steps=shared,
                    background=first_keyword("background", feature.language),
                )
                place = (document.uri, at.line, at.column)
                fixes = _fixes(document, holder.scenarios, shared, feature.language)
                yield Finding(*place, "shared-givens-are-background", SEVERITY, message, fixes=fixes)


def _shared(holder: Feature | Rule) -> int:
    """Count the steps that all scenarios begin with; none where a Background would reach further than they."""
    reaches = isinstance(holder, Feature) and holder.rules
    if holder.background or reaches or len(holder.scenarios) < FEWEST_SCENARIOS:
        return 0
    count = 0
    for alike in zip(*map(_givens, holder.scenarios), strict=False):
        if len(set(alike)) > 1:
            break
        count += 1
    return count if all(len(scenario.steps) > count for scenario in holder.scenarios) else 0


def _givens(scenario: Scenario) -> Iterator[object]:
    """Yield what a scenario begins with, up to what its examples fill in or what is no “Given”."""
    for step, kind in types(scenario.steps):
        if kind != "Context" or (scenario.outline and "<" in repr(meaning(step))):
            break
        yield meaning(step)


def _fixes(document: GherkinDocument, scenarios: tuple[Scenario, ...], count: int, language: str) -> tuple[Fix, ...]:
    """Move the steps, where nothing but them stands on their lines."""
    spans = [range(one.steps[0].location.line, one.steps[count].location.line) for one in scenarios]
    if document.uri.endswith(".md") or any(note.location.line in span for note in document.comments for span in spans):
        return ()
    lines = document.source.split("\n")
    head = min([scenarios[0].location.line, *(tag.location.line for tag in scenarios[0].tags)])
    while head > 1 and lines[head - 2].lstrip().startswith("#"):
        head -= 1
    indent = " " * (scenarios[0].location.column - 1)
    moved = "\n".join(lines[line - 1] for line in spans[0]).rstrip()
    title = first_keyword("background", language)
    edits = [Edit(head, 1, head, 1, f"{indent}{title}:\n{moved}\n\n")]
    edits += [Edit(span.start, 1, span.stop, 1, "") for span in spans]
    for step in (scenario.steps[count] for scenario in scenarios):
        if step.keyword_type == "Conjunction":
            given, at = keyword_like("given", language, step.keyword), step.location
            edits.append(Edit(at.line, at.column, at.line, at.column + len(step.keyword), given))
    return mending(document, say("Put them into a “{background}:”", background=title), edits)
