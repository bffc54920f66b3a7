"""The private names of pytest and pytest-bdd that Specbook needs."""

from __future__ import annotations

import importlib
import re
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from _pytest._code.code import TerminalRepr
from _pytest.fixtures import FuncFixtureInfo, call_fixture_func
from _pytest.mark.structures import Mark
from _pytest.outcomes import Failed, skip, xfail
from _pytest.raises import AbstractRaises
from _pytest.skipping import xfailed_key
from pytest_bdd import parser as bdd_parser
from pytest_bdd.compat import get_fixture_names, getfixturedefs, inject_fixture
from pytest_bdd.exceptions import StepDefinitionNotFoundError, StepImplementationError
from pytest_bdd.gherkin_parser import DataTable as BddDataTable
from pytest_bdd.parsers import StepParser, cfparse, parse
from pytest_bdd.parsers import re as regular_parser
from pytest_bdd.parsers import string as exact_parser
from pytest_bdd.steps import StepFunctionContext, StepNamePrefix, step_function_context_registry

from specbook.model import STEP_KEYWORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

    from specbook.model import DataTable, GherkinDocument, Pickle, PickleStep, Rule

_BDD_HOOKS = (
    "before_scenario",
    "after_scenario",
    "before_step",
    "before_step_call",
    "after_step",
    "step_error",
    "step_func_lookup_error",
)

# `import pytest_bdd.scenario` gives the decorator of that name, not the module.
_scenario_module = importlib.import_module("pytest_bdd.scenario")

parse_parsers = (parse, cfparse)

__all__ = [
    "Definition",
    "Failed",
    "StepDefinitionNotFoundError",
    "StepImplementationError",
    "StepParser",
    "TerminalRepr",
    "active_fixture",
    "bdd_feature",
    "bdd_scenario",
    "bound_scenario",
    "call_fixture_func",
    "copied",
    "exact_parser",
    "expected_failure",
    "fixtures_of",
    "function_of",
    "inject_fixture",
    "is_plain",
    "mark",
    "parse_parsers",
    "regular_parser",
    "relative_path",
    "request_of",
    "step_hooks",
    "visible_definitions",
]

Definition = StepFunctionContext


def mark(name: str) -> Any:
    """Make a mark of any name, which pytest's own factory refuses for tags such as `@JIRA:AB-1` or `@_x`."""
    return Mark(name, (), {}, _ispytest=True)


def fixtures_of(item: pytest.Function) -> Any:
    """Return what pytest found out about the fixtures that an item needs."""
    return item._fixtureinfo


def copied(info: Any) -> Any:
    """Copy what pytest found out for one item, for another one of the same file that needs the same fixtures."""
    # Its own list and mapping: plug-ins add to them, and a fixture that a step provides is noted there.
    return FuncFixtureInfo(info.argnames, info.initialnames, [*info.names_closure], {**info.name2fixturedefs})


def request_of(item: pytest.Function) -> pytest.FixtureRequest:
    """Return the request by which an item's fixtures are asked for."""
    return item._request


def relative_path(file: pytest.File) -> str:
    """Return how pytest shows a file."""
    return file.session._node_location_to_relpath(file.path)


def visible_definitions(item: pytest.Item) -> Iterator[tuple[int, Definition]]:
    """Yield the step definitions that an item can see, each with how near it is defined (more is nearer)."""
    manager = item.session._fixturemanager
    prefix = StepNamePrefix.step_def.value
    depths: dict[str, int] = {}
    for name in get_fixture_names(manager):
        if name.startswith(prefix):
            for fixture in getfixturedefs(manager, name, item) or ():
                definition = step_function_context_registry.get(fixture.func)
                if definition is not None:
                    if fixture.baseid not in depths:
                        depths[fixture.baseid] = len(list(_scenario_module.iterparentnodeids(fixture.baseid)))
                    yield depths[fixture.baseid], definition


def is_plain(parser: Any) -> bool:
    """Tell whether a parser of the parse library has no types of its own, and takes no letter's case for another."""
    inner = parser.parser
    return not getattr(inner, "_extra_types", True) and getattr(inner, "_re_flags", 0) == re.IGNORECASE | re.DOTALL


def function_of(parser: Any) -> Callable[..., object] | None:
    """Return the function that a step parser was given for."""
    return next((one.step_func for one in step_function_context_registry.values() if one.parser is parser), None)


def step_hooks(config: pytest.Config, own: Any) -> dict[str, Any]:
    """Return pytest-bdd's hooks that somebody listens to, by their names without the `pytest_bdd_`.

    `own` are plugins that need not be told. pytest-bdd itself listens only for two reports of its own.
    """
    manager = config.pluginmanager
    silent = [plugin for plugin in own if plugin is not None]
    if not config.getoption("cucumber_json_path", None) and not config.getoption("gherkin_terminal_reporter", False):
        silent.append(manager.get_plugin("pytest-bdd"))
    callers = {name: manager.subset_hook_caller(f"pytest_bdd_{name}", silent) for name in _BDD_HOOKS}
    return {name: caller for name, caller in callers.items() if caller.get_hookimpls()}


def active_fixture(request: pytest.FixtureRequest, name: str) -> Any:
    """Return the value of a fixture that is set up by now; None where it is not, or failed."""
    definition = request._fixture_defs.get(name)
    cached = getattr(definition, "cached_result", None)
    return cached[0] if cached and cached[2] is None else None


def expected_failure(item: pytest.Item, error: BaseException) -> str | None:
    """Return why a failure was expected, as pytest would decide it; None where it was not."""
    if isinstance(error, xfail.Exception):
        return error.msg or "expected"
    marked = item.stash.get(xfailed_key, None)
    if not marked or item.config.option.runxfail or isinstance(error, skip.Exception):
        return None
    raises = marked.raises
    if raises is None:
        return str(marked.reason)
    fits = raises.matches(error) if isinstance(raises, AbstractRaises) else isinstance(error, raises)
    return str(marked.reason) if fits else None


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
        last = STEP_KEYWORDS.get(step.type, last)
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
