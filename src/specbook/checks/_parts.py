"""Walks over the parts of the specs that several checks look at."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from specbook.config import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Feature, GherkinDocument, Rule, Scenario, Specs, Step

PLANNED = frozenset(Settings().planned_tags)


@lru_cache(maxsize=16)
def source_lines(source: str) -> list[str]:
    """Split a source at line feeds, once for all who ask of the same file."""
    return source.split("\n")


def scenarios(specs: Specs) -> Iterator[tuple[GherkinDocument, Scenario]]:
    """Yield every scenario with its document."""
    for document in specs.documents:
        if document.feature:
            yield from ((document, scenario) for _, scenario in document.feature.every_scenario())


def steps(specs: Specs) -> Iterator[tuple[GherkinDocument, Step]]:
    """Yield every step with its document, those of Backgrounds included, in the order of the file."""
    for document in specs.documents:
        feature = document.feature
        holders: tuple[Feature | Rule, ...] = (feature, *feature.rules) if feature else ()
        for holder in holders:
            parts = (holder.background, *holder.scenarios)
            yield from ((document, step) for part in parts if part for step in part.steps)


def due_scenarios(specs: Specs) -> Iterator[tuple[GherkinDocument, Scenario]]:
    """Yield every scenario that no tag, its own or one around it, says is still to come."""
    for document in specs.documents:
        feature = document.feature
        for rule, scenario in feature.every_scenario() if feature else ():
            tags = (*(feature.tags if feature else ()), *(rule.tags if rule else ()), *scenario.tags)
            if PLANNED.isdisjoint(tag.name for tag in tags):
                yield document, scenario


def is_misread_table(scenario: Scenario) -> bool:
    """Tell whether a scenario is in truth a table of examples that became prose."""
    return not scenario.steps and bool(re.search(r"^\s*\|.*\|\s*$", scenario.description, re.MULTILINE))
