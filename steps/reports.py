"""Reports of the Harbour shop's one scenario as other tools write them, each in its own format."""

import json
import subprocess
from typing import Any

from pytest_bdd import given, parsers
from steps.projects import Project

Report = dict[str, Any]

STEPS = (
    ("Given", "Context", "a basket worth 38 euros"),
    ("When", "Action", "the shopper pays by card"),
    ("Then", "Outcome", "the order is paid"),
)
LAST_STATUS = {
    "passed": "passed",
    "failed": "failed",
    "was skipped": "skipped",
    "had an undefined step": "undefined",
    "was run with other text": "passed",
}
URI = "features/pay.feature"
NOON = {"seconds": 1_767_268_800, "nanos": 0}


def texts(ended: str) -> list[tuple[str, str, str]]:
    """Give keyword, type and text of each step that was run."""
    other = ended == "was run with other text"
    return [(keyword, kind, text.replace("38", "39") if other else text) for keyword, kind, text in STEPS]


def json_of_behave(ended: str) -> str:
    """Write what `behave -f json` writes."""
    statuses = ["passed", "passed", LAST_STATUS[ended]]
    steps = [
        {
            "keyword": keyword,
            "location": f"{URI}:{line}",
            "name": text,
            "result": {"duration": 0.00004, "status": status},
            "step_type": keyword.lower(),
        }
        for line, ((keyword, _, text), status) in enumerate(zip(texts(ended), statuses, strict=True), start=3)
    ]
    status = {"undefined": "error"}.get(statuses[-1], statuses[-1])
    scenario = {"keyword": "Scenario", "location": f"{URI}:2", "name": "Pay", "status": status, "tags": []}
    element = scenario | {"steps": steps, "type": "scenario"}
    feature = {"keyword": "Feature", "location": f"{URI}:1", "name": "Pay by card", "status": status, "tags": []}
    return json.dumps([feature | {"elements": [element]}])


def json_of_pytest_bdd(ended: str) -> str:
    """Write what `pytest --cucumberjson` writes, which leaves out an undefined step and what follows it."""
    shown = texts(ended)[:1] if ended == "had an undefined step" else texts(ended)
    steps = [
        {
            "keyword": keyword,
            "name": text,
            "line": line,
            "match": {"location": ""},
            "result": {"status": "passed", "duration": 20_000},
        }
        for line, (keyword, _, text) in enumerate(shown, start=3)
    ]
    scenario = {"keyword": "Scenario", "id": "test_pay", "name": "Pay", "line": 2, "tags": [], "type": "scenario"}
    feature = {"keyword": "Feature", "uri": URI, "name": "Pay by card", "id": URI, "line": 1, "language": "en"}
    return json.dumps([feature | {"elements": [scenario | {"steps": steps}]}])


def messages(ended: str) -> str:
    """Write what `cucumber-js --format message` writes, as far as it tells of results."""
    numbered = list(enumerate(texts(ended)))
    steps = [{"id": f"p{n}", "astNodeIds": [f"s{n}"], "type": kind, "text": text} for n, (_, kind, text) in numbered]
    case = [{"id": f"c{n}", "pickleStepId": f"p{n}", "stepDefinitionIds": []} for n, _ in numbered]
    pickle = {"id": "pickle", "uri": URI, "name": "Pay", "language": "en", "tags": [], "astNodeIds": ["scenario"]}
    statuses = ["PASSED", "PASSED", LAST_STATUS[ended].upper()]
    envelopes: list[Report] = [
        {"meta": {"protocolVersion": "24.0.0", "implementation": {"name": "cucumber-js", "version": "11.0.0"}}},
        {"pickle": pickle | {"steps": steps, "location": {"line": 2}}},
        {"testRunStarted": {"timestamp": NOON}},
        {"testCase": {"id": "case", "pickleId": "pickle", "testSteps": case}},
        {"testCaseStarted": {"id": "started", "testCaseId": "case", "attempt": 0, "timestamp": NOON}},
        *(_step_finished(n, status) for n, status in enumerate(statuses)),
        {"testCaseFinished": {"testCaseStartedId": "started", "timestamp": NOON, "willBeRetried": False}},
        {"testRunFinished": {"success": statuses[-1] == "PASSED", "timestamp": NOON}},
    ]
    return "".join(json.dumps(envelope) + "\n" for envelope in envelopes)


def _step_finished(number: int, status: str) -> Report:
    result = {"status": status, "duration": {"seconds": 0, "nanos": 40_000}}
    node = {"testCaseStartedId": "started", "testStepId": f"c{number}", "testStepResult": result, "timestamp": NOON}
    return {"testStepFinished": node}


def junit_xml(ended: str) -> str:
    """Write what Cucumber's own JUnit XML formatter writes."""
    statuses = ["passed", "passed", LAST_STATUS[ended]]
    lines = [
        f"{keyword} {text}".ljust(76, ".") + status
        for (keyword, _, text), status in zip(texts(ended), statuses, strict=True)
    ]
    ending = {"passed": "", "skipped": "<skipped/>"}.get(statuses[-1], "<failure/>")
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<testsuite name="Cucumber" tests="1" timestamp="2026-01-01T12:00:00Z">',
            f'<testcase classname="Pay by card" name="Pay" time="0.003">{ending}<system-out><![CDATA[',
            *lines,
            "]]></system-out></testcase>",
            "</testsuite>",
        ]
    )


TOOLS = {"behave": json_of_behave, "pytest-bdd": json_of_pytest_bdd, "cucumber-js": messages, "Cucumber": junit_xml}


@given(parsers.parse('{tool} has written "{path}", where the scenario {ended}'))
def a_tool_has_written(project: Project, tool: str, path: str, ended: str) -> None:
    project.write(path, TOOLS[tool](ended))


@given(parsers.parse('the end of its file "{path}" is cut off'))
def a_file_is_cut(project: Project, path: str) -> None:
    project.write(path, project.path(path).read_bytes()[:-20])


@given("the project is committed to git")
def the_project_is_committed(project: Project) -> None:
    for command in ("init --quiet", "add specs steps", "commit --quiet --message specs"):
        named = ["git", "-c", "user.name=A shopper", "-c", "user.email=shopper@example.org"]
        subprocess.run([*named, *command.split()], cwd=project.root, check=True)
