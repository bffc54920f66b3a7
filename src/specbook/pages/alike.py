"""Scenarios that are the same but for values: what differs between them, as the columns of one table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from specbook.pages.steps import VALUE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specbook.flows import Flowing
    from specbook.model import Scenario, Step

_TOKEN = re.compile(rf"\s*(?:(?P<value>{VALUE.pattern})|\w+|[^\w\s])")
_MOST_COLUMNS = 4
# A step of fewer words is another step where one of them differs.
_FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Column:
    """A step that differs: its text with … where, and what each scenario says there."""

    title: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cases:
    """Scenarios one after the other that are alike; one alone has no columns."""

    flowing: tuple[Flowing, ...]
    columns: tuple[Column, ...] = ()


def cases(flowing: Iterable[Flowing]) -> Iterator[Cases]:
    """Put test cases together that follow each other and are the same but for values."""
    group: list[Flowing] = []
    for one in flowing:
        if group and not _alike(group[0], one):
            yield from _cases(group)
            group = []
        group.append(one)
    yield from _cases(group)


def _alike(first: Flowing, other: Flowing) -> bool:
    are_cases = first.kind.flow is None and other.kind.flow is None
    return are_cases and columns([first.scenario, other.scenario]) is not None


def _cases(group: list[Flowing]) -> Iterator[Cases]:
    """Yield a group as one, or each alone where they are alike only two by two."""
    found = columns([one.scenario for one in group]) if len(group) > 1 else None
    if found is None:
        yield from (Cases((one,)) for one in group)
    else:
        yield Cases(tuple(group), tuple(found))


def columns(scenarios: Sequence[Scenario]) -> list[Column] | None:
    """Return what differs between scenarios; None where that is more than values, or more than fits a table."""
    if any(one.outline or one.description or not one.steps for one in scenarios):
        return None
    if len({_shape(one) for one in scenarios}) > 1:
        return None
    found = [_column(steps) for steps in zip(*(one.steps for one in scenarios), strict=True)]
    differing = [column for column in found if column and column.title]
    return None if None in found or len(differing) > _MOST_COLUMNS else differing


def _shape(scenario: Scenario) -> tuple[object, ...]:
    return tuple((step.keyword, _table(step), _text(step)) for step in scenario.steps)


def _table(step: Step) -> tuple[tuple[str, ...], ...] | None:
    return tuple(row.values for row in step.data_table.rows) if step.data_table else None


def _text(step: Step) -> tuple[str, str | None] | None:
    return (step.doc_string.content, step.doc_string.media_type) if step.doc_string else None


def _column(steps: Sequence[Step]) -> Column | None:
    """Compare one step of each scenario; a column without a title is of a step that does not differ at all."""
    tokens = [list(_TOKEN.finditer(step.text)) for step in steps]
    if len({len(one) for one in tokens}) > 1:
        return None
    places = [place for place, same in enumerate(zip(*tokens, strict=True)) if len({token[0] for token in same}) > 1]
    worded = [place for place in places if not all(one[place]["value"] for one in tokens)]
    if len(worded) > 1 or (worded and len(tokens[0]) < _FEWEST_WORDS):
        return None
    if not places:
        return Column("", ())
    values = tuple(" · ".join(one[place][0].strip() for place in places) for one in tokens)
    return Column(_title(tokens[0], places), values)


def _title(tokens: list[re.Match[str]], places: list[int]) -> str:
    """Write a step with … in the place of what differs."""
    parts = (
        re.match(r"\s*", token[0])[0] + "…" if place in places else token[0]  # type: ignore[index]
        for place, token in enumerate(tokens)
    )
    return "".join(parts).strip()
