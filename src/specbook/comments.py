"""The comments of a spec, each with the part that it stands before."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from specbook.model import Background, Comment, Examples, Feature, GherkinDocument, Rule, Scenario, Step, Tag


def comments_before(document: GherkinDocument) -> Mapping[int, tuple[str, ...]]:
    """Return the comments by the line of the part that follows them, and by 0 those that no part follows."""
    if not document.comments or not document.feature:
        return {}
    parts = dict(feature_parts(document.feature))
    lines = sorted(parts)
    found: dict[int, list[str]] = defaultdict(list)
    for comment in document.comments:
        following = bisect_left(lines, comment.location.line)
        found[parts[lines[following]] if following < len(lines) else 0].append(comment.text.strip())
    return {line: tuple(texts) for line, texts in found.items()}


def feature_parts(feature: Feature) -> Iterator[tuple[int, int]]:
    """Yield each line on which a part begins, with the line by which that part is known: tags belong to theirs."""
    yield from _tagged(feature.tags, feature.location.line)
    yield from _background(feature.background)
    for scenario in feature.scenarios:
        yield from _scenario(scenario)
    for rule in feature.rules:
        yield from _rule(rule)


def comments_among(document: GherkinDocument, left: Feature) -> tuple[Comment, ...]:
    """Return the comments that stand between parts that are left: one beside what is taken out may speak of it."""
    if not document.comments or not document.feature:
        return ()
    lines = sorted(line for line, _ in feature_parts(document.feature))
    shown = {line for line, _ in feature_parts(left)}
    kept = []
    for comment in document.comments:
        place = bisect_left(lines, comment.location.line)
        if shown.issuperset(lines[max(place - 1, 0) : place + 1]):
            kept.append(comment)
    return tuple(kept)


def _rule(rule: Rule) -> Iterator[tuple[int, int]]:
    yield from _tagged(rule.tags, rule.location.line)
    yield from _background(rule.background)
    for scenario in rule.scenarios:
        yield from _scenario(scenario)


def _background(background: Background | None) -> Iterator[tuple[int, int]]:
    if background:
        yield background.location.line, background.location.line
        yield from _steps(background.steps)


def _scenario(scenario: Scenario) -> Iterator[tuple[int, int]]:
    yield from _tagged(scenario.tags, scenario.location.line)
    yield from _steps(scenario.steps)
    for examples in scenario.examples:
        yield from _examples(examples)


def _examples(examples: Examples) -> Iterator[tuple[int, int]]:
    yield from _tagged(examples.tags, examples.location.line)
    for row in (*([examples.header] if examples.header else []), *examples.rows):
        yield row.location.line, row.location.line


def _steps(steps: Iterable[Step]) -> Iterator[tuple[int, int]]:
    for step in steps:
        yield step.location.line, step.location.line
        for row in step.data_table.rows if step.data_table else ():
            yield row.location.line, row.location.line
        if step.doc_string:
            yield step.doc_string.location.line, step.location.line


def _tagged(tags: Iterable[Tag], line: int) -> Iterator[tuple[int, int]]:
    yield from ((tag.location.line, line) for tag in tags)
    yield line, line
