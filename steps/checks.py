"""What the checks leave behind: files that were mended, and reports for reviewers."""

import json
from pathlib import Path

from jsonschema import Draft4Validator
from pytest_bdd import parsers, then, when
from steps.projects import Project

_SCHEMA = Path(__file__).parent.parent / "tests" / "schemas" / "sarif" / "sarif-2.1.0-rtm.5.json"


@when(parsers.parse('this line comes above "{below}" in its file "{path}"'))
def a_line_comes_above(project: Project, below: str, path: str, docstring: str) -> None:
    """Put a line above another one, as far in as that one is."""
    lines = project.path(path).read_text("utf-8").splitlines(keepends=True)
    (at,) = (number for number, line in enumerate(lines) if line.strip() == below)
    indent = lines[at].partition(below)[0]
    project.write(path, "".join([*lines[:at], f"{indent}{docstring}\n", *lines[at:]]))


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
