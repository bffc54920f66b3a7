"""The texts that authors wrote, each with its place: names, lines of descriptions, and steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from specbook.checks._descriptions import descriptions
from specbook.checks._parts import features, holders

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.checks._descriptions import Titled
    from specbook.model import Feature, GherkinDocument, Specs, Step


@dataclass(frozen=True, slots=True)
class Passage:
    """A text on one line of a file; it begins at `column` or, after a keyword, not much further on."""

    line: int
    column: int
    text: str
    kind: Literal["name", "prose", "step"]


def passages(document: GherkinDocument) -> Iterator[Passage]:
    """Yield all names and steps of a document, and then the lines of its descriptions, but not those of tables."""
    feature = document.feature
    if not feature:
        return
    yield from _named(feature)
    yield from (step_passage(step) for step in every_step(feature))
    for description in descriptions(document):
        yield from (Passage(line.number, line.column, line.text, "prose") for line in description.lines)


def steps(specs: Specs) -> Iterator[tuple[GherkinDocument, Feature, Step]]:
    """Yield every step with its document."""
    for document, feature in features(specs):
        yield from ((document, feature, step) for step in every_step(feature))


def every_step(feature: Feature) -> Iterator[Step]:
    """Yield the steps of a feature, those of Backgrounds before those of their scenarios."""
    for holder in holders(feature):
        yield from holder.background.steps if holder.background else ()
        yield from (step for scenario in holder.scenarios for step in scenario.steps)


def names(specs: Specs) -> Iterator[tuple[GherkinDocument, Passage]]:
    """Yield the name of every feature, Rule, Background, scenario and table of examples that has one."""
    for document, feature in features(specs):
        yield from ((document, passage) for passage in _named(feature))


def headlines(feature: Feature) -> Iterator[Passage]:
    """Yield the names of a feature, its Rules and its scenarios: what the book shows as headlines."""
    for holder in holders(feature):
        yield from _name(holder)
        yield from (passage for scenario in holder.scenarios for passage in _name(scenario))


def column_of(document: GherkinDocument, passage: Passage, start: int = 0) -> int:
    """Return the column of what begins at some place of a passage's text."""
    line = document.source.split("\n")[passage.line - 1]
    return max(line.find(passage.text, passage.column - 1), passage.column - 1) + start + 1


def step_passage(step: Step) -> Passage:
    """Return the text of a step as a passage."""
    return Passage(step.location.line, step.location.column + len(step.keyword), step.text, "step")


def _named(feature: Feature) -> Iterator[Passage]:
    """Yield the names of a feature and of its parts, in the order of the file."""
    for holder in holders(feature):
        yield from _name(holder)
        yield from _name(holder.background) if holder.background else ()
        for scenario in holder.scenarios:
            yield from _name(scenario)
            yield from (passage for examples in scenario.examples for passage in _name(examples))


def _name(part: Titled) -> Iterator[Passage]:
    if part.name:
        at = part.location
        yield Passage(at.line, at.column + len(part.keyword), part.name, "name")
