"""Descriptions line by line: where a line that is no keyword ends up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from specbook.checks._lines import Line, every_line
from specbook.model import Background, Examples, Feature, Rule, Scenario

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import GherkinDocument

Titled = Feature | Rule | Background | Scenario | Examples


@dataclass(frozen=True, slots=True)
class Description:
    """The lines of one description, comments left out; `openings` are the numbers of those below an empty line."""

    part: Titled
    lines: tuple[Line, ...]
    openings: frozenset[int]

    @property
    def takes_steps(self) -> bool:
        """Tell whether steps follow: then no line of the description is spelt exactly like one."""
        return isinstance(self.part, Scenario | Background)

    def begins_paragraph(self, index: int) -> bool:
        return index == 0 or self.lines[index].number in self.openings


def descriptions(document: GherkinDocument) -> Iterator[Description]:
    """Yield every description of a document that is not empty."""
    parts = list(_parts(document.feature)) if document.feature else []
    if not any(part.description for part in parts):
        return
    lines = tuple(every_line(document.source))
    written = {line.number for line in lines}
    openings = frozenset(number for number in written if number - 1 not in written)
    stops = sorted({number for part in parts for number in _stops(part)})
    for part in parts:
        if part.description:
            start = part.location.line
            end = next((number for number in stops if number > start), lines[-1].number + 1)
            within = (line for line in lines if start < line.number < end and not line.text.startswith("#"))
            yield Description(part, tuple(within), openings)


def _parts(feature: Feature) -> Iterator[Titled]:
    holders: tuple[Feature | Rule, ...] = (feature, *feature.rules)
    for holder in holders:
        yield holder
        if holder.background:
            yield holder.background
        for scenario in holder.scenarios:
            yield scenario
            yield from scenario.examples


def _stops(part: Titled) -> Iterator[int]:
    """Yield the lines at which some description may end."""
    yield part.location.line
    if not isinstance(part, Background):
        yield from (tag.location.line for tag in part.tags)
    if isinstance(part, Background | Scenario):
        yield from (step.location.line for step in part.steps)
    if isinstance(part, Examples) and part.header:
        yield part.header.location.line


def where_it_says(document: GherkinDocument, feature: Feature, text: str) -> tuple[int, int]:
    """Return the line and the column at which a feature's description says something; its title's where it does not."""
    for number, line in enumerate(document.source.split("\n")[feature.location.line :], feature.location.line + 1):
        if (column := line.lower().find(text.lower())) >= 0:
            return number, column + 1
    return feature.location
