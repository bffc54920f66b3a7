"""Examples that can be run: gherkin's own pickles, joined to the parts of the spec that they were made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from specbook.model import Cell, DataTable, DocString, Pickle, PickleStep, TableRow, fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from specbook.model import Examples, Feature, Location, Rule, Scenario, Step, Tag

Node = dict[str, Any]


def join_pickles(uri: str, feature: Feature, nodes: Iterable[Node], places: Mapping[str, Location]) -> Iterator[Pickle]:
    """Yield an example for each of gherkin's pickles, and one for each outline without rows, which has no pickle.

    `places` maps gherkin's ids to places in the file.
    """
    by_scenario: dict[Location, list[Node]] = {}
    for node in nodes:
        by_scenario.setdefault(places[node["astNodeIds"][0]], []).append(node)
    for rule, scenario in feature.every_scenario():
        if scenario.location in by_scenario:
            yield from _pickles(uri, feature, rule, scenario, by_scenario[scenario.location], places)
        else:
            yield _rowless(uri, feature, rule, scenario)


def _pickles(
    uri: str,
    feature: Feature,
    rule: Rule | None,
    scenario: Scenario,
    nodes: Iterable[Node],
    places: Mapping[str, Location],
) -> Iterator[Pickle]:
    written = {step.location: step for step in _steps(feature, rule, scenario)}
    rows = {row.location: (examples, row) for examples in scenario.examples for row in examples.rows}
    nowhere: tuple[Examples | None, TableRow | None] = (None, None)
    for node in nodes:
        at = places[node["astNodeIds"][-1]]
        steps = tuple(_step(written[places[step["astNodeIds"][0]]], step) for step in node["steps"])
        examples, row = rows.get(at, nowhere)
        tags = (*_inherited(feature, rule, scenario), *(examples.tags if examples else ()))
        said = (uri, at, node["name"], feature.language, tags, steps, fingerprint(steps))
        yield Pickle(*said, scenario, rule, examples, row)


def _rowless(uri: str, feature: Feature, rule: Rule | None, scenario: Scenario) -> Pickle:
    tags = _inherited(feature, rule, scenario)
    steps = tuple(
        PickleStep(step.location, step.keyword, "Unknown", step.text, step.data_table, step.doc_string)
        for step in scenario.steps
    )
    said = (uri, scenario.location, scenario.name, feature.language, tags, steps, fingerprint(steps))
    return Pickle(*said, scenario, rule)


def _inherited(feature: Feature, rule: Rule | None, scenario: Scenario) -> tuple[Tag, ...]:
    return (*feature.tags, *(rule.tags if rule else ()), *scenario.tags)


def _steps(feature: Feature, rule: Rule | None, scenario: Scenario) -> Iterator[Step]:
    for holder in (feature, rule):
        if holder and holder.background:
            yield from holder.background.steps
    yield from scenario.steps


def _step(step: Step, node: Node) -> PickleStep:
    argument = node.get("argument", {})
    table, doc_string = step.data_table, step.doc_string
    if table:
        table = DataTable(table.location, tuple(map(_filled, table.rows, argument["dataTable"]["rows"])))
    if doc_string:
        filled = argument["docString"]
        doc_string = DocString(doc_string.location, filled["content"], doc_string.delimiter, filled.get("mediaType"))
    return PickleStep(step.location, step.keyword, node["type"], node["text"], table, doc_string)


def _filled(row: TableRow, node: Node) -> TableRow:
    pairs = zip(row.cells, node["cells"], strict=True)
    return TableRow(row.location, tuple(Cell(cell.location, value["value"]) for cell, value in pairs))
