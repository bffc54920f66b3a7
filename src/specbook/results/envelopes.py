"""Specs as Cucumber Messages envelopes.

Ids are places (`specs/pay.feature:12:3`), so every process of a run gives the same node the same id.
Format: https://github.com/cucumber/messages, protocol 34.
"""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specbook.model import (
        Background,
        DataTable,
        DocString,
        Examples,
        Feature,
        GherkinDocument,
        Location,
        Pickle,
        PickleStep,
        Rule,
        Scenario,
        Step,
        TableRow,
        Tag,
    )

Envelope = dict[str, Any]


def source(document: GherkinDocument) -> Envelope:
    markdown = document.uri.endswith(".md")
    media_type = "text/x.cucumber.gherkin+markdown" if markdown else "text/x.cucumber.gherkin+plain"
    return {"source": {"uri": document.uri, "data": document.source, "mediaType": media_type}}


def gherkin_document(document: GherkinDocument) -> Envelope:
    comments = [{"location": _location(comment.location), "text": comment.text} for comment in document.comments]
    node: Envelope = {"uri": document.uri, "comments": comments}
    if document.feature:
        node["feature"] = _feature(document.uri, document.feature)
    return {"gherkinDocument": node}


def pickle_id(pickle: Pickle) -> str:
    return f"pickle {_id(pickle.uri, pickle.location)}"


def pickle_step_id(pickle: Pickle, number: int) -> str:
    return f"{pickle_id(pickle)} step {number}"


def pickle_step_ids(pickle: Pickle) -> list[str]:
    identity = pickle_id(pickle)
    return [f"{identity} step {number}" for number in range(len(pickle.steps))]


def pickle(pickle: Pickle) -> Envelope:
    nodes = [_id(pickle.uri, pickle.scenario.location)]
    if pickle.row:
        nodes.append(_id(pickle.uri, pickle.row.location))
    return {
        "pickle": {
            "id": pickle_id(pickle),
            "uri": pickle.uri,
            "location": _location(pickle.location),
            "astNodeIds": nodes,
            "tags": [{"name": tag.name, "astNodeId": _id(pickle.uri, tag.location)} for tag in pickle.tags],
            "name": pickle.name,
            "language": pickle.language,
            "steps": list(map(_pickle_step, repeat(pickle), pickle_step_ids(pickle), pickle.steps)),
        }
    }


def _location(location: Location) -> Envelope:
    return {"line": location.line, "column": location.column}


def _id(uri: str, location: Location) -> str:
    return f"{uri}:{location.line}:{location.column}"


def _description(text: str) -> str:
    """Leave out lines of white space at the end, as every implementation of Gherkin but Python's does."""
    lines = text.split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    return "\n".join(lines)


def _tags(uri: str, tags: Sequence[Tag]) -> list[Envelope]:
    return [{"location": _location(tag.location), "name": tag.name, "id": _id(uri, tag.location)} for tag in tags]


def _headed(uri: str, node: Background | Examples | Scenario | Rule) -> Envelope:
    """Say what every block with a keyword line has."""
    return {
        "id": _id(uri, node.location),
        "location": _location(node.location),
        "keyword": node.keyword,
        "name": node.name,
        "description": _description(node.description),
    }


def _feature(uri: str, feature: Feature) -> Envelope:
    rules = [{"rule": _rule(uri, rule)} for rule in feature.rules]
    return {
        "location": _location(feature.location),
        "tags": _tags(uri, feature.tags),
        "language": feature.language,
        "keyword": feature.keyword,
        "name": feature.name,
        "description": _description(feature.description),
        "children": _children(uri, feature) + rules,
    }


def _children(uri: str, node: Feature | Rule) -> list[Envelope]:
    scenarios = [{"scenario": _scenario(uri, scenario)} for scenario in node.scenarios]
    return ([{"background": _background(uri, node.background)}] if node.background else []) + scenarios


def _rule(uri: str, rule: Rule) -> Envelope:
    return {**_headed(uri, rule), "tags": _tags(uri, rule.tags), "children": _children(uri, rule)}


def _background(uri: str, background: Background) -> Envelope:
    return {**_headed(uri, background), "steps": [_step(uri, step) for step in background.steps]}


def _scenario(uri: str, scenario: Scenario) -> Envelope:
    return {
        **_headed(uri, scenario),
        "tags": _tags(uri, scenario.tags),
        "steps": [_step(uri, step) for step in scenario.steps],
        "examples": [_examples(uri, examples) for examples in scenario.examples],
    }


def _examples(uri: str, examples: Examples) -> Envelope:
    node = {**_headed(uri, examples), "tags": _tags(uri, examples.tags)}
    if examples.header:
        node["tableHeader"] = _row(uri, examples.header)
    return {**node, "tableBody": [_row(uri, row) for row in examples.rows]}


def _row(uri: str, row: TableRow) -> Envelope:
    cells = [{"location": _location(cell.location), "value": cell.value} for cell in row.cells]
    return {"location": _location(row.location), "cells": cells, "id": _id(uri, row.location)}


def _step(uri: str, step: Step) -> Envelope:
    node: Envelope = {
        "id": _id(uri, step.location),
        "location": _location(step.location),
        "keyword": step.keyword,
        "keywordType": step.keyword_type,
        "text": step.text,
    }
    if step.data_table:
        rows = [_row(uri, row) for row in step.data_table.rows]
        node["dataTable"] = {"location": _location(step.data_table.location), "rows": rows}
    if step.doc_string:
        node["docString"] = {"location": _location(step.doc_string.location), **_doc_string(step.doc_string)}
        node["docString"]["delimiter"] = step.doc_string.delimiter
    return node


def _doc_string(doc_string: DocString) -> Envelope:
    media_type = {"mediaType": doc_string.media_type} if doc_string.media_type else {}
    return {"content": doc_string.content, **media_type}


def _pickle_step(pickle: Pickle, identity: str, step: PickleStep) -> Envelope:
    """Name the step and, where it is the outline's own, the row that filled it."""
    nodes = [_id(pickle.uri, step.location)]
    if pickle.row and any(step.location == own.location for own in pickle.scenario.steps):
        nodes.append(_id(pickle.uri, pickle.row.location))
    node: Envelope = {"id": identity, "astNodeIds": nodes, "type": step.type}
    node["text"] = step.text
    argument = _argument(step.data_table, step.doc_string)
    return {**node, "argument": argument} if argument else node


def _argument(table: DataTable | None, doc_string: DocString | None) -> Envelope:
    argument: Envelope = {}
    if table:
        rows = [{"cells": [{"value": value} for value in row.values]} for row in table.rows]
        argument["dataTable"] = {"rows": rows}
    if doc_string:
        argument["docString"] = _doc_string(doc_string)
    if table and doc_string:
        table_first = table.location < doc_string.location
        argument["dataTable"]["argumentIndex"] = 1 if table_first else 2
        argument["docString"]["argumentIndex"] = 2 if table_first else 1
    return argument
