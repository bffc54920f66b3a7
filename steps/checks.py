"""What the checks leave behind: files that were mended, and reports for reviewers."""

import json
from pathlib import Path

from jsonschema import Draft4Validator
from pytest_bdd import parsers, then, when
from steps.projects import Project

_SCHEMA = Path(__file__).parent.parent / "tests" / "schemas" / "sarif" / "sarif-2.1.0-rtm.5.json"


@when(parsers.parse('in its file "{path}" "{old}" becomes "{line}" and this line'))
def a_line_is_put_above(project: Project, path: str, old: str, line: str) -> None:
    text = project.path(path).read_text("utf-8")
    assert old in text
    project.write(path, text.replace(old, f"{line}\n{old}"))


@then(parsers.parse('the first line of its file "{path}" is "{line}"'))
def the_first_line_is(project: Project, path: str, line: str) -> None:
    assert project.path(path).read_text("utf-8").splitlines()[0] == line


@then(parsers.parse('"{path}" is valid SARIF that tells'))
def it_is_sarif_that_tells(project: Project, path: str, datatable: list[list[str]]) -> None:
    log = json.loads(project.path(path).read_text("utf-8"))
    Draft4Validator(json.loads(_SCHEMA.read_text("utf-8"))).validate(log)
    told = []
    for result in log["runs"][0]["results"]:
        place = result["locations"][0]["physicalLocation"]
        told.append([result["ruleId"], place["artifactLocation"]["uri"], str(place["region"]["startLine"])])
    assert told == datatable[1:]
