"""What helps with a step that has not its one step definition: near ones, all that match, and code to begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.model import STEP_KEYWORDS
from specbook.pytest_plugin.adapter import Definition
from specbook.pytest_plugin.refusals import AmbiguousStepError, NotAutomatedError, UndefinedStepError
from specbook.pytest_plugin.sources import Sources
from specbook.pytest_plugin.state import INDEX, PROJECT
from specbook.step_patterns.stubs import function_name, stubs

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

    from specbook.model import Pickle, PickleStep
    from specbook.pytest_plugin.attempts import Matches


def unmatched(item: pytest.Item, pickle: Pickle, matches: Matches, number: int) -> NotAutomatedError:
    """Say of a step, and of the others of its example, why it has not its one step definition."""
    problems = [
        _ambiguous(item, step, [match.definition for match in found]) if found else _undefined(item, step)
        for step, found in zip(pickle.steps, matches, strict=True)
        if len(found) != 1
    ]
    before = sum(len(found) != 1 for found in matches[:number])
    message = "\n\n".join(dict.fromkeys([problems[before], *problems]))
    return AmbiguousStepError(message) if matches[number] else UndefinedStepError(message)


def snippets(step: PickleStep) -> list[str]:
    """Write step definitions to begin with, the likeliest first; none yet does anything."""
    from specbook.pytest_plugin.expressions import known_types

    more = [*(["datatable"] if step.data_table else []), *(["docstring"] if step.doc_string else [])]
    keyword = STEP_KEYWORDS.get(step.type, "step")
    return [one.code([keyword], function_name(one.pattern), more) for one in stubs(step.text, known_types())[:3]]


def _undefined(item: pytest.Item, step: PickleStep) -> str:
    visible = item.config.stash[INDEX].visible(item)
    lines = [f"no step definition matches “{step.text}”"]
    near = [f"  {_place(item, one)}  {one.parser.name}" for one in visible.near(step.text)]
    if near:
        lines += ["near it:", *near]
    lines += [_unknown_type(item, one) for one in _with_unknown_types(item)]
    return "\n".join([*lines, "You can begin with:", "", *snippets(step)[0].splitlines()])


def _ambiguous(item: pytest.Item, step: PickleStep, definitions: list[Definition]) -> str:
    lines = [f"  {_place(item, one)}  {one.parser.name}" for one in definitions]
    return "\n".join([f"{len(definitions)} step definitions match “{step.text}”:", *lines])


def _with_unknown_types(item: pytest.Item) -> Iterator[Definition]:
    visible = item.config.stash[INDEX].visible(item).all()
    return (definition for definition in visible if getattr(definition.parser, "unknown_type", ""))


def _unknown_type(item: pytest.Item, definition: Definition) -> str:
    name = getattr(definition.parser, "unknown_type", "")
    return f"{_place(item, definition)}  {definition.parser.name} is left out: no parameter type “{name}” is defined"


def _place(item: pytest.Item, definition: Definition) -> str:
    source = Sources(item.config.stash[PROJECT].root).place(definition)
    return f"{source.uri}:{source.line}" if source.uri else "(installed)"
