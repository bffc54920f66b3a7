"""Findings that are kept: the same as the checks', and looked for anew where a file changed."""

import pytest
from tests.sandbox import Sandbox

from specbook import findings
from specbook.checks import Finding, run_checks
from specbook.config import find_project
from specbook.document_cache import read_specs
from specbook.findings import known_findings, what_is_known

TWICE = "Feature: A\n  Scenario: S\n    Given a\n\n  Scenario: S\n    Given b\n"
GOOD = "Feature: B\n  Scenario: S\n    Given good\n"


@pytest.fixture(autouse=True)
def no_step_definitions(sandbox: Sandbox) -> None:
    """Leave the steps of these specs to nobody: where there are no definitions, none is missed."""
    (sandbox.root / "steps/plain.py").unlink()


def known(sandbox: Sandbox) -> tuple[Finding, ...]:
    project = find_project(sandbox.root)
    specs = read_specs(project)
    found = known_findings(project, specs)
    assert found == run_checks(specs, what_is_known(project, specs))
    return found


def with_errors(found: tuple[Finding, ...]) -> set[str]:
    return {one.uri for one in found if one.severity == "error"}


def test_what_is_known_is_what_the_checks_find_whatever_changes(sandbox: Sandbox) -> None:
    sandbox.write("specs/a.feature", TWICE)
    sandbox.write("specs/b.feature", GOOD)
    sandbox.write("specs/torn.feature", "Feature: T\n  Scenario: S\n    this is no step\n")
    first = known(sandbox)
    assert with_errors(first) == {"specs/a.feature", "specs/torn.feature"}
    assert known(sandbox) == first
    sandbox.write("specs/b.feature", f"{GOOD}\n  Scenario: T\n")
    assert with_errors(known(sandbox)) == {"specs/a.feature", "specs/b.feature", "specs/torn.feature"}
    sandbox.write("specs/a.feature", GOOD)
    assert with_errors(known(sandbox)) == {"specs/b.feature", "specs/torn.feature"}


def test_a_file_that_did_not_change_is_not_checked_again(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    sandbox.write("specs/a.feature", TWICE)
    sandbox.write("specs/b.feature", GOOD)
    known(sandbox)
    checked: list[str] = []
    alone = findings._alone
    monkeypatch.setattr(
        findings, "_alone", lambda specs: checked.extend(one.uri for one in specs.documents) or alone(specs)
    )
    sandbox.write("specs/b.feature", f"{GOOD}\n  Scenario: T\n")
    known(sandbox)
    known(sandbox)
    assert checked == ["specs/b.feature"]
