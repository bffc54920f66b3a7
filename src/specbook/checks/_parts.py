"""Walks over the parts of the specs that several checks look at."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specbook.checks import Known
    from specbook.model import Background, Feature, GherkinDocument, Rule, Scenario, Specs, Step, StepType


def features(specs: Specs) -> Iterator[tuple[GherkinDocument, Feature]]:
    """Yield every feature with its document."""
    yield from ((document, document.feature) for document in specs.documents if document.feature)


@lru_cache(maxsize=16)
def source_lines(source: str) -> list[str]:
    """Split a source at line feeds, once for all who ask of the same file."""
    return source.split("\n")


def scenarios(specs: Specs) -> Iterator[tuple[GherkinDocument, Scenario]]:
    """Yield every scenario with its document."""
    for document, feature in features(specs):
        yield from ((document, scenario) for _, scenario in feature.every_scenario())


def steps(specs: Specs) -> Iterator[tuple[GherkinDocument, Step]]:
    """Yield every step with its document, those of Backgrounds included, in the order of the file."""
    for document in specs.documents:
        feature = document.feature
        holders: tuple[Feature | Rule, ...] = (feature, *feature.rules) if feature else ()
        for holder in holders:
            parts = (holder.background, *holder.scenarios)
            yield from ((document, step) for part in parts if part for step in part.steps)


def due_scenarios(specs: Specs, known: Known) -> Iterator[tuple[GherkinDocument, Scenario]]:
    """Yield every scenario that no tag, its own or one around it, says is still to come."""
    for document, feature in features(specs):
        for rule, scenario in feature.every_scenario():
            if not is_planned(known, feature, rule, scenario):
                yield document, scenario


def is_planned(known: Known, *parts: Feature | Rule | Scenario | None) -> bool:
    """Tell whether a tag of one of the parts says that it is still to come."""
    return any(tag.name in known.settings.planned_tags for part in parts if part for tag in part.tags)


def is_idea(feature: Feature, known: Known) -> bool:
    """Tell whether a feature is only an idea so far."""
    return any(tag.name in known.options.idea_tags for tag in feature.tags)


def holders(feature: Feature) -> tuple[Feature | Rule, ...]:
    """Return what may have a Background and scenarios: the feature, then its Rules."""
    return (feature, *feature.rules)


def backgrounds(specs: Specs) -> Iterator[tuple[GherkinDocument, Background]]:
    """Yield every Background with its document."""
    for document, feature in features(specs):
        yield from ((document, one.background) for one in holders(feature) if one.background)


def types(steps: Iterable[Step], before: StepType = "Unknown") -> Iterator[tuple[Step, StepType]]:
    """Yield each step with what it is; one that continues is what the step before it is."""
    for step in steps:
        if step.keyword_type != "Conjunction":
            before = step.keyword_type
        yield step, before


def is_misread_table(scenario: Scenario) -> bool:
    """Tell whether a scenario is in truth a table of examples that became prose."""
    return not scenario.steps and bool(re.search(r"^\s*\|.*\|\s*$", scenario.description, re.MULTILINE))


def step_lists(feature: Feature) -> Iterator[tuple[Step, ...]]:
    """Yield the steps of each Background and each scenario."""
    for holder in holders(feature):
        yield from (part.steps for part in (holder.background, *holder.scenarios) if part)


def keyword_end(step: Step) -> int:
    """Return the column after a step's keyword."""
    return step.location.column + len(step.keyword.strip())


def meaning(step: Step) -> tuple[object, ...]:
    """Return what a step says, arguments included, wherever it stands and whatever its keyword."""
    table = tuple(row.values for row in step.data_table.rows) if step.data_table else None
    doc = (step.doc_string.content, step.doc_string.media_type) if step.doc_string else None
    return step.text, table, doc
