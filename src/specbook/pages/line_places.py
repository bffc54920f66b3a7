"""Where the page of a spec shows each line of it: by the anchors and the marks that the page has anyway."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import count
from typing import TYPE_CHECKING, Any

from specbook.comments import feature_parts
from specbook.pages.places import example_key, find_anchors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Background, Examples, Feature, GherkinDocument, Scenario

    # Elements that all show it, and the anchor to go by where a page has none of them.
    Place = tuple[list[dict[str, Any]], str]


class LinePlaces:
    """Finds where a line is shown; of a spec that cannot be read, nothing is known."""

    def __init__(self, document: GherkinDocument | None) -> None:
        feature = document.feature if document else None
        self._places: dict[int, Place] = {}
        self._parts: dict[int, int] = {}
        self._comments: frozenset[int] = frozenset()
        self._head = feature.location.line if feature else 0
        if document and feature:
            self._places = dict(_Feature(document, feature).places())
            self._parts = dict(feature_parts(feature))
            self._comments = frozenset(comment.location.line for comment in document.comments)
        self._begins = sorted(self._parts)

    def of(self, line: int) -> Place:
        """Return the place of the part that a line is in; a comment speaks of what follows it."""
        if not self._begins:
            return [], ""
        begins = self._begins
        number = bisect_left(begins, line) if line in self._comments else bisect_right(begins, line) - 1
        known = self._parts[begins[min(max(number, 0), len(begins) - 1)]]
        at, near = self._places[known]
        in_description = known == self._head < line
        return ([{"story": True}] if in_description else at), near


class _Feature:
    """The places of one feature's parts, each by the line by which it is known."""

    def __init__(self, document: GherkinDocument, feature: Feature) -> None:
        self._uri, self._feature = document.uri, feature
        self._anchors = find_anchors(document)
        self._backgrounds = count()

    def places(self) -> Iterator[tuple[int, Place]]:
        feature = self._feature
        line = feature.location.line
        yield line, _at(self._anchors[line])
        first = next((scenario for _, scenario in feature.every_scenario()), None)
        yield from self._background(feature.background, 0, first, self._anchors[line])
        before = len(feature.background.steps) if feature.background else 0
        for scenario in feature.scenarios:
            yield from self._scenario(scenario, before)
        for rule in feature.rules:
            line, of_rule = rule.location.line, rule.background
            yield line, _at(self._anchors[line])
            yield from self._background(of_rule, before, next(iter(rule.scenarios), None), self._anchors[line])
            for scenario in rule.scenarios:
                yield from self._scenario(scenario, before + (len(of_rule.steps) if of_rule else 0))

    def _background(
        self, background: Background | None, before: int, first: Scenario | None, near: str
    ) -> Iterator[tuple[int, Place]]:
        """Yield its steps twice: as they are written, and as the first scenario shows them to who reads a how-to."""
        if not background:
            return
        number = next(self._backgrounds)
        yield background.location.line, _step_of(number, 0, self._key(first), before, near)
        for index, step in enumerate(background.steps):
            yield step.location.line, _step_of(number, index, self._key(first), before + index, near)
            for row in step.data_table.rows if step.data_table else ():
                yield row.location.line, _step_of(number, index, self._key(first), before + index, near)

    def _scenario(self, scenario: Scenario, before: int) -> Iterator[tuple[int, Place]]:
        anchor = self._anchors[scenario.location.line]
        yield scenario.location.line, _at(anchor)
        for index, step in enumerate(scenario.steps, start=before):
            place: Place = [{"steps": self._key(scenario), "step": index}], anchor
            yield step.location.line, place
            for row in step.data_table.rows if step.data_table else ():
                yield row.location.line, place
        for examples in scenario.examples:
            yield from self._examples(examples, anchor)

    def _examples(self, examples: Examples, near: str) -> Iterator[tuple[int, Place]]:
        lines = [row.location.line for row in examples.rows]
        first = self._anchors[lines[0]] if lines else near
        yield examples.location.line, _at(first)
        if examples.header:
            yield examples.header.location.line, _at(first)
        yield from ((line, _at(self._anchors[line])) for line in lines)

    def _key(self, scenario: Scenario | None) -> str:
        """Return the key by which a page marks the steps of a scenario: that of its first example."""
        if scenario is None:
            return ""
        rows = (row.location.line for examples in scenario.examples for row in examples.rows)
        return example_key(self._uri, next(rows, scenario.location.line))


def _at(anchor: str) -> Place:
    return [{"id": anchor}], anchor


def _step_of(background: int, written: int, steps: str, step: int, near: str) -> Place:
    return [{"background": background, "step": written}, {"steps": steps, "step": step}], near
