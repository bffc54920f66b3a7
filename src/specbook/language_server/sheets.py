"""One spec as the editor has it: its text, what can be read of it, and what stands where."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from specbook.model import Background, Rule, Scenario
from specbook.reader import read_partly

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from specbook.errors import ParseError
    from specbook.model import Examples, Feature, GherkinDocument, Step, StepType


class Placed(NamedTuple):
    """A step with what it stands in, and the type that And, But and `*` take from the step before.

    `text` is what a step definition is asked for: in an outline, as the first row of its examples fills it in.
    """

    step: Step
    type: StepType
    holder: Scenario | Background
    rule: Rule | None
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A spec while somebody writes it; `document` lacks what cannot be read, and `errors` tell of that."""

    uri: str
    text: str
    document: GherkinDocument
    errors: tuple[ParseError, ...] = ()
    lines: tuple[str, ...] = field(default=(), repr=False)

    @property
    def feature(self) -> Feature | None:
        return self.document.feature

    @property
    def language(self) -> str:
        return self.feature.language if self.feature else "en"

    def line(self, number: int) -> str:
        """Return a line by its number, counted from 1; empty past the end."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def steps(self) -> Iterator[Placed]:
        """Yield every step in the order of the file."""
        feature = self.feature
        holders = (None, *feature.rules) if feature else ()
        for rule in holders:
            part = rule or feature
            if part and part.background:
                yield from _placed(part.background, rule)
            for scenario in part.scenarios if part else ():
                yield from _placed(scenario, rule)

    def step_at(self, number: int) -> Placed | None:
        return next((placed for placed in self.steps() if placed.step.location.line == number), None)

    def scenario_at(self, number: int) -> tuple[Rule | None, Scenario] | None:
        """Return the scenario that a line belongs to: the last one that begins above it, or in it."""
        before = [(rule, one) for rule, one in self._scenarios() if one.location.line <= number]
        return before[-1] if before else None

    def examples_at(self, number: int) -> Examples | None:
        """Return the Examples block whose table a line belongs to."""
        found = self.scenario_at(number)
        blocks = [one for one in found[1].examples if one.location.line < number] if found else []
        return blocks[-1] if blocks else None

    def _scenarios(self) -> Iterator[tuple[Rule | None, Scenario]]:
        yield from self.feature.every_scenario() if self.feature else ()


def read_sheet(uri: str, text: str, known: GherkinDocument | None = None) -> Sheet:
    """Read a text as far as it goes, unless it is `known` what it says."""
    document, errors = (known, ()) if known else read_partly(uri, text)
    return Sheet(uri, text, document, errors, tuple(document.source.split("\n")))


def _placed(holder: Scenario | Background, rule: Rule | None) -> Iterator[Placed]:
    current: StepType = "Unknown"
    values = _first_row(holder)
    for step in holder.steps:
        if step.keyword_type != "Conjunction":
            current = step.keyword_type
        yield Placed(step, current, holder, rule, _filled(step.text, values))


def _first_row(holder: Scenario | Background) -> dict[str, str]:
    """Return what the first row of an outline's examples fills in, by placeholder."""
    for block in holder.examples if isinstance(holder, Scenario) else ():
        if block.header and block.rows:
            pairs = zip(block.header.values, block.rows[0].values, strict=False)
            return {f"<{name}>": value for name, value in pairs}
    return {}


def _filled(text: str, values: Mapping[str, str]) -> str:
    if not values or "<" not in text:
        return text
    return re.sub("|".join(map(re.escape, values)), lambda match: values[match[0]], text)
