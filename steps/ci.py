"""Continuous integration as a project meets it: what GitHub obeys and shows, and what GitLab reads."""

import re
from urllib.parse import unquote
from xml.etree import ElementTree

from pytest_bdd import parsers, then, when
from steps.projects import Project

_COLOURS = {"green": "#1a7f37", "red": "#c21f2a"}
_SVG = "{http://www.w3.org/2000/svg}"


class Runner:
    """GitHub's reading of a log: which lines are commands, and which are not while they are stopped."""

    def __init__(self, log: str) -> None:
        self.obeyed: list[tuple[str, dict[str, str], str]] = []
        token = ""
        for line in log.splitlines():
            name, properties, message = _command(line)
            if token:
                token = "" if name == token else token
            elif name == "stop-commands":
                token = message
            elif name:
                self.obeyed.append((name, properties, message))
        assert not token, "commands were stopped, and never taken up again"


def _command(line: str) -> tuple[str, dict[str, str], str]:
    found = re.fullmatch(r"\s*::([\w-]+)(?: (.*?))?::(.*)", line)
    if not found:
        # The older form, which is obeyed wherever it stands in a line.
        older = re.search(r"##\[([\w-]+)[^\]]*\](.*)", line)
        return (older[1], {}, older[2]) if older else ("", {}, "")
    pairs = (pair.split("=", 1) for pair in (found[2] or "").split(",") if pair)
    return found[1], {key: unquote(value) for key, value in pairs}, unquote(found[3])


@when(parsers.parse('I run "{command}" under GitHub Actions'))
def i_run_under_github(project: Project, command: str) -> None:
    project.run(command, GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(project.path("summary.md")))


@then(parsers.parse('the step\'s summary says "{text}"'))
def the_summary_says(project: Project, text: str) -> None:
    assert text in project.path("summary.md").read_text("utf-8")


@then("GitHub obeys nothing but")
def github_obeys(project: Project, datatable: list[list[str]]) -> None:
    titles = sorted(properties.get("title", "") for _, properties, _ in Runner(project.said).obeyed)
    assert titles == sorted(title for (title,) in datatable[1:])


@then(parsers.parse('the badge "{path}" is {colour} and says "{text}"'))
def the_badge_says(project: Project, path: str, colour: str, text: str) -> None:
    badge = ElementTree.fromstring(project.path(path).read_text("utf-8"))
    assert badge.attrib["aria-label"] == f"specbook: {text}"
    assert badge.findall(f"{_SVG}rect")[0].attrib["fill"] == _COLOURS[colour]


@then(parsers.parse('"{path}" has these test cases'))
def it_has_test_cases(project: Project, path: str, datatable: list[list[str]]) -> None:
    cases = ElementTree.fromstring(project.path(path).read_text("utf-8")).iter("testcase")
    found = [[case.get("classname"), case.get("name"), case[0].tag if len(case) else "passed"] for case in cases]
    assert found == datatable[1:]
