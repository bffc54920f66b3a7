"""Findings as programs read them: JSON, SARIF that is valid, and annotations that GitHub shows."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator
from tests.sandbox import Sandbox

SCHEMA = Path(__file__).parent / "schemas" / "sarif" / "sarif-2.1.0-rtm.5.json"
SPEC = """\
@a @a
Feature: Pay, é

  Scenario:
    Given all is well

  Scenario: 100%
    Given b

  Scenario: 100%
    Given c
"""


@cache
def validator() -> Draft4Validator:
    return Draft4Validator(json.loads(SCHEMA.read_text("utf-8")))


@pytest.fixture(autouse=True)
def other_checks_are_off(sandbox: Sandbox) -> None:
    """Leave on the families that these tests write specs for."""
    sandbox.write(
        "pyproject.toml",
        '[project]\nname = "sandbox"\nversion = "1"\n\n[tool.specbook.check]\n'
        'select = ["silent-loss", "examples", "duplication", "tags", "suppressions"]\n',
    )


def sarif_of(sandbox: Sandbox, *arguments: str, **variables: str) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(sandbox.specbook("check", "--format", "sarif", *arguments, **variables).out)
    assert [f"{error.json_path}: {error.message}" for error in validator().iter_errors(log)] == []
    (run,) = log["runs"]
    return run  # type: ignore[no-any-return]


def test_json_has_a_version_and_everything_about_a_finding(sandbox: Sandbox) -> None:
    sandbox.write("specs/a.feature", SPEC)
    tree = json.loads(sandbox.specbook("check", "--format", "json").out)
    assert (tree["version"], tree["files"], tree["counts"]) == (1, 1, {"error": 2, "warning": 1, "information": 0})
    first = tree["findings"][0]
    assert first == {
        "file": "specs/a.feature",
        "line": 1,
        "column": 4,
        "endColumn": 6,
        "check": "tags-are-not-repeated",
        "severity": "warning",
        "message": "@a stands here already. Remove one of them.",
        "fixes": [
            {
                "title": "Remove the second @a",
                "safe": True,
                "edits": [{"line": 1, "column": 3, "endLine": 1, "endColumn": 6, "text": ""}],
            }
        ],
    }
    mended = json.loads(sandbox.specbook("check", "--format", "json", "--fix").out)
    assert [one["check"] for one in mended["mended"]] == ["tags-are-not-repeated"]
    assert mended["counts"]["warning"] == 0


def test_sarif_is_valid_and_holds_rules_places_and_fixes(sandbox: Sandbox) -> None:
    sandbox.write("specs/a b/é.feature", SPEC)
    run = sarif_of(sandbox)
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [
        "scenario-names-are-unique",
        "scenarios-are-named",
        "tags-are-not-repeated",
    ]
    assert all("Bad:" in rule["help"]["text"] and "**Good**" in rule["help"]["markdown"] for rule in rules)
    first = run["results"][0]
    assert rules[first["ruleIndex"]]["id"] == first["ruleId"] == "tags-are-not-repeated"
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "specs/a%20b/%C3%A9.feature", "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {"startLine": 1, "startColumn": 4, "endColumn": 6}
    (change,) = first["fixes"][0]["artifactChanges"]
    assert change["replacements"] == [
        {"deletedRegion": {"startLine": 1, "startColumn": 3, "endLine": 1, "endColumn": 6}}
    ]
    assert run["columnKind"] == "unicodeCodePoints"


def test_each_result_of_sarif_has_a_fingerprint_that_outlives_a_move(sandbox: Sandbox) -> None:
    twice = "Feature: A\n\n  Scenario:\n    Given a\n\n  Scenario:\n    Given b\n"
    sandbox.write("specs/a.feature", twice)
    before = [one["partialFingerprints"] for one in sarif_of(sandbox)["results"]]
    assert len({json.dumps(one) for one in before}) == 2
    sandbox.write("specs/a.feature", f"# moved\n\n{twice}")
    assert [one["partialFingerprints"] for one in sarif_of(sandbox)["results"]] == before


def test_sarif_of_clean_specs_and_of_wrong_settings_is_valid(sandbox: Sandbox) -> None:
    sandbox.write("specs/a.feature", "Feature: A\n\n  Scenario: s\n    Given a\n")
    assert sarif_of(sandbox)["results"] == []
    sandbox.write("pyproject.toml", '[tool.specbook.check]\nselect = ["tags", "nonsense"]\n')
    run = sarif_of(sandbox)
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["settings"]
    assert run["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] == 2


def test_reports_name_files_from_the_root_of_the_repository(sandbox: Sandbox, tmp_path: Path) -> None:
    project = Sandbox(tmp_path / "shop")
    project.write("specs/a.feature", SPEC)
    run = sarif_of(project, GITHUB_WORKSPACE=str(tmp_path))
    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "shop/specs/a.feature"
    out = project.specbook("check", "--format", "github", GITHUB_WORKSPACE=str(tmp_path)).out
    assert "file=shop/specs/a.feature,line=1,col=4" in out


def test_annotations_are_escaped_and_have_the_level_of_their_finding(sandbox: Sandbox) -> None:
    sandbox.write("specs/a,b.feature", SPEC)
    lines = sandbox.specbook("check", "--format", "github").out.splitlines()
    assert lines[0].startswith("::error file=specs/a%2Cb.feature,line=4,col=3,title=scenarios-are-named::")
    assert any("“100%25” is also the scenario" in line for line in lines)
    assert lines[-1].startswith(
        "::warning file=specs/a%2Cb.feature,line=1,col=4,endColumn=6,title=tags-are-not-repeated::"
    )


def test_more_annotations_than_github_shows_are_counted(sandbox: Sandbox) -> None:
    scenarios = "".join(f"\n  Scenario:\n    Given {number} things\n" for number in range(12))
    sandbox.write("specs/a.feature", f"Feature: A\n{scenarios}")
    errors = [line for line in sandbox.specbook("check", "--format", "github").out.splitlines() if "::error" in line]
    assert len(errors) == 10
    assert "… and 3 more" in errors[-1]
    assert "“specbook check” names them all" in errors[-1]


def test_nothing_that_a_spec_says_is_obeyed_by_github(sandbox: Sandbox) -> None:
    name = "::set-env name=x::y"
    sandbox.write(
        "specs/a.feature", f"Feature: A\n\n  Scenario: {name}\n    Given a\n\n  Scenario: {name}\n    Given b\n"
    )
    first, *_, last = sandbox.specbook("check", GITHUB_ACTIONS="true").out.strip().splitlines()
    assert first.startswith("::stop-commands::")
    assert last == f"::{first.rpartition('::')[2]}::"


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github"])
def test_a_report_is_written_into_a_file(sandbox: Sandbox, form: str) -> None:
    sandbox.write("specs/a.feature", SPEC)
    said = sandbox.specbook("check", "--format", form, "--output", "out/report", FORCE_COLOR="1")
    assert (said.code, said.out) == (1, "")
    assert (sandbox.root / "out/report").read_text("utf-8") == sandbox.specbook("check", "--format", form).out


def test_the_same_specs_are_reported_in_the_same_bytes(sandbox: Sandbox) -> None:
    for name in "ba":
        sandbox.write(f"specs/{name}.feature", SPEC.replace("Pay", name))
    for form in ("text", "json", "sarif", "github"):
        assert len({sandbox.specbook("check", "--format", form).out for _ in range(2)}) == 1
