"""What we record is valid against the schema that Cucumber publishes for its Messages."""

import copy
from collections import Counter
from typing import Any

import pytest
from tests.compatibility.running import SAMPLES, reference
from tests.rich_project import STATUSES, run_rich_project
from tests.sandbox import Sandbox, assert_valid, of
from tests.schema import SCHEMA, violations

from specbook.results.events import PROTOCOL

KINDS = {
    "attachment",
    "gherkinDocument",
    "hook",
    "meta",
    "parameterType",
    "pickle",
    "source",
    "stepDefinition",
    "suggestion",
    "testCase",
    "testCaseFinished",
    "testCaseStarted",
    "testRunFinished",
    "testRunHookFinished",
    "testRunHookStarted",
    "testRunStarted",
    "testStepFinished",
    "testStepStarted",
}


@pytest.mark.parametrize("arguments", [(), ("-n", "2")], ids=["one process", "two workers"])
def test_a_stream_with_everything_in_it_is_valid(sandbox: Sandbox, arguments: tuple[str, ...]) -> None:
    run_rich_project(sandbox, *arguments)
    stream = sandbox.stream()
    assert_valid(stream, success=False)
    assert {kind for envelope in stream for kind in envelope} == KINDS
    assert set(STATUSES.values()) == {node["testStepResult"]["status"] for node in of(stream, "testStepFinished")}
    assert Counter(node["attempt"] for node in of(stream, "testCaseStarted")) == {0: len(STATUSES), 1: 5}
    workers = {node.get("workerId") for node in of(stream, "testCaseStarted")}
    assert workers == ({"gw0", "gw1"} if arguments else {None})


def test_it_is_the_schema_of_the_protocol_that_we_claim_and_the_kit_keeps_it() -> None:
    assert SCHEMA.name == f"cucumber-messages-{PROTOCOL}.json"
    assert [sample for sample in SAMPLES if violations(reference(sample))] == []


@pytest.mark.parametrize(
    ("kind", "key", "value", "told"),
    [
        ("attachment", "contentEncoding", "HEX", "'HEX' is not one of"),
        ("testStepFinished", "status", "PASSED", "Additional properties are not allowed"),
        ("testCaseStarted", "attempt", "1", "'1' is not of type 'integer'"),
        ("pickle", "steps", None, "None is not of type 'array'"),
    ],
)
def test_what_the_schema_does_not_allow_is_noticed(kind: str, key: str, value: Any, told: str) -> None:
    stream = copy.deepcopy(reference("attachments"))
    next(of(stream, kind))[key] = value
    (violation,) = violations(stream)
    assert told in violation
