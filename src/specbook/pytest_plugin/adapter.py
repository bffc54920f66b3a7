"""The private names of pytest and pytest-bdd that Specbook needs."""

from __future__ import annotations

import importlib
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from _pytest._code.code import TerminalRepr
from _pytest.mark.structures import Mark
from pytest_bdd import parser as bdd_parser
from pytest_bdd.compat import get_fixture_names, getfixturedefs
from pytest_bdd.exceptions import StepDefinitionNotFoundError
from pytest_bdd.gherkin_parser import DataTable as BddDataTable
from pytest_bdd.parsers import string as exact_parser
from pytest_bdd.steps import StepFunctionContext, StepNamePrefix, step_function_context_registry

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

    from specbook.model import DataTable, GherkinDocument, Pickle, PickleStep, Rule

STEP_TYPES = {"Context": "given", "Action": "when", "Outcome": "then"}

# `import pytest_bdd.scenario` gives the decorator of that name, not the module.
_scenario_module = importlib.import_module("pytest_bdd.scenario")

__all__ = [
    "Definition",
    "StepDefinitionNotFoundError",
    "TerminalRepr",
    "bdd_feature",
    "bdd_scenario",
    "bound_scenario",
    "exact_parser",
    "execute",
    "mark",
    "visible_definitions",
]

Definition = StepFunctionContext


def mark(name: str) -> Any:
    """Make a mark of any name, which pytest's own factory refuses for tags such as `@JIRA:AB-1` or `@_x`."""
    return Mark(name, (), {}, _ispytest=True)


def visible_definitions(item: pytest.Item) -> Iterator[tuple[int, Definition]]:
    """Yield the step definitions that an item can see, each with how near it is defined (more is nearer)."""
    manager = item.session._fixturemanager
    prefix = StepNamePrefix.step_def.value
    for name in get_fixture_names(manager):
        if name.startswith(prefix):
            for fixture in getfixturedefs(manager, name, item) or ():
                definition = step_function_context_registry.get(fixture.func)
                if definition is not None:
                    yield len(list(_scenario_module.iterparentnodeids(fixture.baseid))), definition


def execute(request: pytest.FixtureRequest, scenario: Any, step: Any, definition: Definition) -> None:
    """Run one step as pytest-bdd does, with its hooks, parsers, converters and fixtures."""
    __tracebackhide__ = True
    _scenario_module._execute_step_function(request, scenario, step, definition)


def bound_scenario(item: pytest.Item) -> tuple[str, int, int] | None:
    """Return the file, scenario line and row (from 0) that a test of `scenarios()` runs; None for other items."""
    function = getattr(item, "obj", None)
    try:
        template = _scenario_module.scenario_wrapper_template_registry.get(function)
    except TypeError:
        return None
    if template is None:
        return None
    callspec = getattr(item, "callspec", None)
    row = callspec.indices.get("_pytest_bdd_example", 0) if callspec else 0
    return template.feature.filename, template.line_number, row


def bdd_feature(document: GherkinDocument, filename: str) -> Any:
    """Describe a feature as pytest-bdd's hooks expect it."""
    feature = document.feature
    if feature is None:
        raise ValueError(f"{document.uri} holds no feature")
    return bdd_parser.Feature(
        scenarios=OrderedDict(),
        filename=filename,
        rel_filename=document.uri,
        language=feature.language,
        keyword=feature.keyword,
        name=feature.name,
        tags={tag.name[1:] for tag in feature.tags},
        background=None,
        line_number=feature.location.line,
        description=feature.description,
    )


def bdd_scenario(feature: Any, pickle: Pickle) -> Any:
    """Describe one example as pytest-bdd's hooks expect a scenario: its steps filled in."""
    rule = pickle.rule
    return bdd_parser.Scenario(
        feature=feature,
        keyword=pickle.scenario.keyword,
        name=pickle.name,
        line_number=pickle.scenario.location.line,
        steps=list(map(_bdd_steps(), pickle.steps)),
        description=pickle.scenario.description,
        tags={tag.name[1:] for tag in pickle.tags},
        rule=_bdd_rule(rule) if rule else None,
    )


def _bdd_rule(rule: Rule) -> Any:
    return bdd_parser.Rule(rule.keyword, rule.name, rule.description, {tag.name[1:] for tag in rule.tags})


def _bdd_steps() -> Callable[[PickleStep], Any]:
    """Translate steps in turn; one whose type nothing tells (a first And) goes on as the one before, or as given."""
    last = "given"

    def translate(step: PickleStep) -> Any:
        nonlocal last
        last = STEP_TYPES.get(step.type, last)
        return bdd_parser.Step(
            name=step.text,
            type=last,
            indent=step.location.column - 1,
            line_number=step.location.line,
            keyword=step.keyword.strip(),
            datatable=_bdd_table(step.data_table) if step.data_table else None,
            docstring=step.doc_string.content if step.doc_string else None,
        )

    return translate


def _bdd_table(table: DataTable) -> Any:
    def place(line: int, column: int) -> dict[str, int]:
        return {"line": line, "column": column}

    rows = [
        {
            "id": "",
            "location": place(row.location.line, row.location.column),
            "cells": [
                {"location": place(cell.location.line, cell.location.column), "value": cell.value} for cell in row.cells
            ],
        }
        for row in table.rows
    ]
    return BddDataTable.from_dict({"location": place(table.location.line, table.location.column), "rows": rows})
