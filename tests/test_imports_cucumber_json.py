"""Cucumber JSON as each tool means it: behave's, pytest-bdd's, and what cucumber-jvm, -js and -ruby differ in."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from steps.projects import environment
from tests.sandbox import STEPS, Sandbox, assert_valid

from specbook.model import GherkinDocument
from specbook.reader import read_text
from specbook.results.cucumber_json import nearest_uri, read_cucumber_json
from specbook.results.messages import read_messages
from specbook.results.translation import Outcome, translated

ROOT = Path(__file__).parent.parent
CORPORA = Path(os.environ.get("SPECBOOK_CORPORA") or ROOT.parent / "shared" / "corpora")
REPORTS = sorted(CORPORA.glob("results-cucumber-json/*.json"))
Node = dict[str, Any]

FEATURE = '''\
@money
Feature: Pay
  Background: a shop
    Given all is well
      | a | b |
      | 1 |   |

  Scenario: Good
    Given all is well
      """
      two
        lines
      """
    And all is well
    When all is well
    * all is well
    But it ends

  Scenario: Bad
    When it fails
    Then it ends

  Scenario Outline: Row <what>
    When it <what>

    Examples: some
      | what  |
      | ends  |
      | fails |

  Scenario: Undefined
    When nobody knows

  Scenario: Skipped
    When it skips
    Then it ends

  Scenario: Pending
    When it pends

  @before
  Scenario: Hook before
    Then it ends

  @after
  Scenario: Hook after
    Then it ends

  Rule: R
    Background:
      Given it ends

    Scenario: In a rule
      Then it ends

    @left-out
    Scenario: Not selected
      Then it ends
'''
FRENCH = """\
# language: fr
Fonctionnalité: Payer
  Scénario: Bon
    Soit all is well
    Et que all is well
    Quand all is well
    * it ends
"""
BEHAVE_STEPS = """\
from behave import step
from behave.api.pending_step import StepNotImplementedError

@step("all is well")
@step("it ends")
def good(context):
    pass

@step("it fails")
def bad(context):
    assert "one" == "two", "no money"

@step("it skips")
def skips(context):
    context.scenario.skip("closed")

@step("it pends")
def pends(context):
    raise StepNotImplementedError("later")
"""
BEHAVE_HOOKS = """\
def before_tag(context, tag):
    assert tag != "before"

def after_tag(context, tag):
    assert tag != "after"
"""


def statuses(features: list[Node], specified: dict[str, str] | None = None) -> list[str]:
    return [outcome.status for outcome in outcomes(features, specified)]


def outcomes(features: list[Node], specified: dict[str, str] | None = None) -> tuple[Outcome, ...]:
    return read_cucumber_json("report.json", json.dumps(features), 5, specified or {}).outcomes


def feature(*elements: Node, **others: Any) -> Node:
    return (
        {"uri": "features/pay.feature", "name": "Pay", "keyword": "Feature", "line": 1}
        | others
        | {"elements": list(elements)}
    )


def scenario(*steps: Node, **others: Any) -> Node:
    return {"type": "scenario", "name": "Pay", "keyword": "Scenario", "line": 3, "steps": list(steps)} | others


def step(status: str = "passed", text: str = "all is well", keyword: str = "Given ", **others: Any) -> Node:
    result = {"result": {"status": status, "duration": 1}} if status else {}
    return {"keyword": keyword, "name": text, "line": 4} | result | others


def fingerprint_of(source: str) -> str:
    document = read_text("a.feature", source)
    assert isinstance(document, GherkinDocument)
    return document.pickles[0].fingerprint


@pytest.mark.skipif(not REPORTS, reason="the corpora are not here: set SPECBOOK_CORPORA")
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_reports_that_others_wrote_become_valid_messages(path: Path) -> None:
    text = path.read_text("utf-8")
    report = read_cucumber_json(path.name, text, 5 * 10**9, {})
    elements = [one for part in json.loads(text) for one in part["elements"] if one["type"] != "background"]
    assert len(report.outcomes) + len(report.left_out) == len(elements)
    stream = translated(report, "run")
    success = all(outcome.status == "PASSED" for outcome in report.outcomes)
    assert_valid([json.loads(line) for line in stream.splitlines()], success=success)
    run = read_messages("run", [("m", stream)])
    assert run.problems == ()
    assert [(one.fingerprint, one.status) for one in run.results] == [
        (one.pickle.fingerprint, one.status) for one in report.outcomes
    ]
    failing = [
        one["name"] for one in elements if any(s.get("result", {}).get("status") == "failed" for s in one["steps"])
    ]
    assert [one.pickle.name for one in report.outcomes if one.status == "FAILED"] == failing


def test_a_run_of_behave_is_imported_whole(sandbox: Sandbox) -> None:
    sandbox.write("specs/pay.feature", FEATURE)
    sandbox.write("specs/payer.feature", FRENCH)
    sandbox.write("elsewhere/features/pay.feature", FEATURE)
    sandbox.write("elsewhere/features/payer.feature", FRENCH)
    sandbox.write("elsewhere/features/steps/all.py", BEHAVE_STEPS)
    sandbox.write("elsewhere/features/environment.py", BEHAVE_HOOKS)
    command = [sys.executable, "-m", "behave", "-f", "json", "-o", "../report.json", "--tags", "not @left-out"]
    subprocess.run(command, cwd=sandbox.root / "elsewhere", env=environment(), capture_output=True, check=False)
    said = sandbox.specbook("import", "report.json")
    assert said.code == 0, said
    assert "11 examples of exactly this text" in said.out
    assert "specs/pay.feature:57  Not selected: the report says that it was not run" in said.out
    assert sandbox.states() == {
        "Good": "verified",
        "Bad": "failing",
        "Row ends 1": "verified",
        "Row fails 2": "failing",
        "Undefined": "undefined",
        "Skipped": "not run",
        "Pending": "undefined",
        "Hook before": "failing",
        "Hook after": "failing",
        "In a rule": "verified",
        "Not selected": "not run",
        "Bon": "verified",
    }
    assert "no money" in sandbox.reasons()["Bad"]


BOUND = (
    STEPS
    + """
from pytest_bdd import scenarios
scenarios("../specs")
"""
)


def reported_by_pytest_bdd(sandbox: Sandbox, spec: str) -> None:
    sandbox.write("specs/pay.feature", spec)
    sandbox.write("tests/test_bound.py", BOUND)
    sandbox.pytest("-p", "no:specbook", "--cucumberjson=report.json", "-q", "tests")


def test_a_run_of_pytest_bdd_is_imported_as_far_as_its_report_is_true(sandbox: Sandbox) -> None:
    reported_by_pytest_bdd(
        sandbox,
        """\
Feature: Pay
  Background:
    Given all is well

  Scenario: Good
    When all is well
    Then it ends

  Scenario: Bad
    When it fails
    Then it ends

  Scenario Outline: Row <what>
    When it <what>

    Examples:
      | what  |
      | fails |
""",
    )
    assert sandbox.specbook("import", "report.json").code == 0
    assert sandbox.states() == {"Good": "verified", "Bad": "failing", "Row fails 1": "failing"}


@pytest.mark.parametrize(
    "steps",
    ["Given all is well\n    When nobody knows\n    Then it ends", "Given it skips", "Given all is well\n      | a |"],
    ids=["an undefined second step", "a step that skips", "a table, which the report lacks"],
)
def test_what_pytest_bdd_reports_as_passed_is_not_verified(sandbox: Sandbox, steps: str) -> None:
    reported_by_pytest_bdd(sandbox, f"Feature: Pay\n  Scenario: Pay\n    {steps}\n")
    report = (sandbox.root / "report.json").read_text("utf-8")
    assert '"passed"' in report
    assert '"failed"' not in report
    sandbox.specbook("import", "report.json")
    assert sandbox.states() == {"Pay": "not run"}


def test_what_is_left_of_a_torn_scenario_proves_nothing_of_another_one(sandbox: Sandbox) -> None:
    torn = "  Scenario: Torn\n    Given all is well\n    When nobody knows\n"
    reported_by_pytest_bdd(sandbox, f"Feature: Pay\n{torn}")
    sandbox.write("specs/pay.feature", f"Feature: Pay\n{torn}  Scenario: Whole\n    Given all is well\n")
    said = sandbox.specbook("import", "report.json")
    assert sandbox.states() == {"Torn": "not run", "Whole": "not run"}
    assert said.code == 1
    assert "specs/pay.feature:2  Torn: the report lacks steps, tables or texts that the spec has here" in said.out


def test_a_report_of_pytest_bdd_under_xdist_which_is_empty_is_no_report(sandbox: Sandbox) -> None:
    sandbox.write("specs/pay.feature", "Feature: Pay\n")
    sandbox.write("report.json", "[]")
    said = sandbox.specbook("import", "report.json")
    assert (said.code, "tells of no example" in said.err) == (1, True)


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("passed", "PASSED"),
        ("failed", "FAILED"),
        ("skipped", "SKIPPED"),
        ("undefined", "UNDEFINED"),
        ("pending", "PENDING"),
        ("ambiguous", "AMBIGUOUS"),
        ("untested", "UNKNOWN"),
        ("PASSED", "PASSED"),
        ("marvellous", "UNKNOWN"),
    ],
)
def test_the_word_of_a_status(word: str, status: str) -> None:
    assert statuses([feature(scenario(step(), step(word)))]) == [status]


def test_a_step_without_a_result_is_not_taken_as_passed() -> None:
    assert statuses([feature(scenario(step(), step("")))]) == ["UNKNOWN"]


def test_a_scenario_of_behave_that_does_not_say_how_it_ended_is_not_taken_as_passed() -> None:
    behave = {"location": "features/pay.feature:3"}
    background = behave | {"type": "background", "steps": [], "status": "hook_error"}
    assert statuses([feature(scenario(step(), **behave))]) == ["UNKNOWN"]
    assert statuses([feature(scenario(step(), status="passed", **behave))]) == ["PASSED"]
    assert statuses([feature(scenario(step(), **behave), background)]) == ["FAILED"]
    assert statuses([feature(scenario(step(), status="passed", **behave), background)]) == ["PASSED"]


@pytest.mark.parametrize("where", ["before", "after"])
def test_a_hook_that_failed_fails_its_scenario(where: str) -> None:
    hook = [{"match": {"location": "Hooks.java:3"}, "result": {"status": "failed", "error_message": "no shop"}}]
    for element in (scenario(step(), **{where: hook}), scenario(step(**{where: hook}))):
        (outcome,) = outcomes([feature(element)])
        assert (outcome.status, outcome.hooks[0].message) == ("FAILED", "no shop")


def test_a_hidden_step_is_a_hook_and_no_text() -> None:
    hidden = {"keyword": "After", "hidden": True, "result": {"status": "failed", "duration": 1}}
    (outcome,) = outcomes([feature(scenario(step(), hidden))])
    assert (outcome.status, len(outcome.pickle.steps)) == ("FAILED", 1)


def test_a_background_before_a_scenario_is_its_first_part_and_of_no_other() -> None:
    background = {"type": "background", "name": "", "line": 2, "steps": [step("failed", "a shop")]}
    found = outcomes([feature(background, scenario(step("skipped", keyword="And ")), scenario(step(), line=9))])
    assert [[one.text for one in outcome.pickle.steps] for outcome in found] == [
        ["a shop", "all is well"],
        ["all is well"],
    ]
    assert [one.type for one in found[0].pickle.steps] == ["Context", "Context"]
    assert [outcome.status for outcome in found] == ["FAILED", "PASSED"]


def test_arguments_mean_the_same_in_every_shape() -> None:
    steps = ("Given t", "| a | b |", "|   | 2 |", "When d", '"""', "x", " y", '"""')
    wanted = fingerprint_of("\n".join(["Feature: A", "Scenario: B", *steps]))
    rows = [["a", "b"], ["", "2"]]
    shapes: list[tuple[Node, Node]] = [
        ({"rows": [{"cells": row, "line": 5} for row in rows]}, {"doc_string": {"value": "x\n y", "content_type": ""}}),
        ({"arguments": [{"rows": [{"cells": row} for row in rows]}]}, {"arguments": [{"content": "x\n y", "line": 1}]}),
        ({"table": {"headings": rows[0], "rows": rows[1:]}}, {"text": ["x", " y"]}),
        ({"rows": [{"cells": [{"value": cell} for cell in row]} for row in rows]}, {"text": "x\n y"}),
    ]
    for table, text in shapes:
        element = scenario(step(text="t") | table, step(text="d", keyword="When ") | text)
        assert [one.pickle.fingerprint for one in outcomes([feature(element)])] == [wanted]


@pytest.mark.parametrize("others", [{"language": "fr"}, {"comments": [{"value": "# language: fr", "line": 1}]}, {}])
def test_the_language_of_the_keywords_is_told_or_found(others: Node) -> None:
    steps = [step(keyword=keyword) for keyword in ("Soit ", "Et que ", "* ", "Et ", "Alors ")]
    (outcome,) = outcomes([feature(scenario(*steps), **others)])
    assert outcome.pickle.language == "fr"
    assert [one.type for one in outcome.pickle.steps] == ["Context", "Context", "Unknown", "Unknown", "Outcome"]


@pytest.mark.parametrize(
    ("reported", "uri"),
    [
        ("specs/a/pay.feature", "specs/a/pay.feature"),
        ("file:///home/ci/specs/b/pay.feature", "specs/b/pay.feature"),
        ("classpath:b/pay.feature", "specs/b/pay.feature"),
        (r"C:\work\b\pay.feature", "specs/b/pay.feature"),
        ("features/only.feature", "specs/only.feature"),
        ("features/pay.feature", "features/pay.feature"),
        ("./other.feature", "other.feature"),
    ],
)
def test_a_path_of_elsewhere_is_the_spec_that_ends_most_like_it(reported: str, uri: str) -> None:
    assert nearest_uri(reported, ["specs/a/pay.feature", "specs/b/pay.feature", "specs/only.feature"]) == uri


def test_a_run_begins_when_its_first_scenario_did_else_when_the_file_was_written() -> None:
    first, second = "2026-01-02T03:04:05.678Z", "2026-01-02T03:04:06.000Z"
    elements = [scenario(step(), start_timestamp=at, line=number) for number, at in enumerate((second, first))]
    report = read_cucumber_json("report.json", json.dumps([feature(*elements)]), 5, {})
    assert (report.started, report.outcomes[0].started) == (1767323045678 * 10**6, 1767323046 * 10**9)
    assert read_cucumber_json("report.json", json.dumps([feature(scenario(step()))]), 5, {}).started == 5


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('[{"elements": [}', "report.json:1:16: this is not valid JSON"),
        ("[" * 100_000, "report.json"),
        ("[3]", "no Cucumber JSON, which is a list of features"),
        ('[{"elements": 3}]', "feature 1"),
        ('[{"elements": [{"steps": 3}]}]', "feature 1"),
        (
            '[{"elements": [{"steps": []}, {"steps": [{"name": 3, "result": {"status": "passed"}}]}]}]',
            "scenario 2 is no Cucumber JSON ('3' where text",
        ),
        ('[{"elements": [{"steps": [{"name": "a", "result": 3}]}]}]', "scenario 1 is no Cucumber JSON"),
        ('[{"elements": [{"line": "x", "steps": []}]}]', "scenario 1 is no Cucumber JSON"),
        ('[{"elements": [{"start_timestamp": "noon", "steps": []}]}]', "scenario 1 is no Cucumber JSON"),
        ('[{"tests": 3}]', "tells of no example"),
    ],
)
def test_what_is_no_report_is_told_and_nothing_is_kept(sandbox: Sandbox, content: str, told: str) -> None:
    sandbox.write("specs/pay.feature", "Feature: Pay\n")
    sandbox.write("report.json", content)
    said = sandbox.specbook("import", "report.json")
    assert (said.code, told in said.err) == (1, True), said
    assert not (sandbox.root / ".specbook/results").exists()
