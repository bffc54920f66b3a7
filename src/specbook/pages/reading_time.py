"""How long a feature or a scenario takes to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specbook.model import Background, Feature, Scenario, Step
    from specbook.references import Target

WORDS_A_MINUTE = 200


def minutes_to_read(target: Target) -> int:
    """Return the minutes that somebody needs who reads 200 words in each; at least one."""
    feature, scenario = target.document.feature, target.scenario
    texts = _of_scenario(scenario) if scenario else _of_feature(feature) if feature else ()
    return max(1, round(len(" ".join(texts).split()) / WORDS_A_MINUTE))


def _of_feature(feature: Feature) -> Iterator[str]:
    yield from (feature.name, feature.description, *_of_background(feature.background))
    for rule in feature.rules:
        yield from (rule.name, rule.description, *_of_background(rule.background))
    for _, scenario in feature.every_scenario():
        yield from _of_scenario(scenario)


def _of_background(background: Background | None) -> Iterator[str]:
    if background:
        yield from (background.name, background.description, *_of_steps(background.steps))


def _of_scenario(scenario: Scenario) -> Iterator[str]:
    yield from (scenario.name, scenario.description, *_of_steps(scenario.steps))
    for examples in scenario.examples:
        yield from (examples.name, examples.description)
        yield from (value for row in examples.rows for value in row.values)


def _of_steps(steps: Iterable[Step]) -> Iterator[str]:
    for step in steps:
        yield step.text
        yield step.doc_string.content if step.doc_string else ""
        yield from (value for row in (step.data_table.rows if step.data_table else ()) for value in row.values)
