"""Evidence as it lies in a project's results: what each step attached, read back as another tool would."""

import json
from base64 import b64decode
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pytest_bdd import parsers, then, when
from steps.projects import Project

_OURS = "application/vnd.specbook+json"


@dataclass(frozen=True, slots=True)
class Shown:
    """Something that a step attached."""

    step: str
    caption: str
    media_type: str
    content: bytes


def evidence_in(project: Project) -> list[Shown]:
    """Read what the newest results hold, each with the caption that follows it."""
    stream = max(project.path(".specbook/results").glob("*/messages.ndjson"))
    envelopes = [json.loads(line) for line in stream.read_text("utf-8").splitlines()]
    steps = _steps(envelopes)
    found: list[Shown] = []
    for node in (envelope["attachment"] for envelope in envelopes if "attachment" in envelope):
        step = steps.get(node.get("testStepId", ""), "")
        if node["mediaType"] != _OURS:
            found.append(Shown(step, "", node["mediaType"], _content(node, stream.parent)))
        elif step:
            last = found.pop()
            found.append(Shown(step, json.loads(node["body"])["caption"], last.media_type, last.content))
    return found


def _steps(envelopes: list[dict[str, Any]]) -> dict[str, str]:
    """Return the text of each test step by its id."""
    pickles = (envelope["pickle"] for envelope in envelopes if "pickle" in envelope)
    texts = {step["id"]: step["text"] for pickle in pickles for step in pickle["steps"]}
    cases = (envelope["testCase"] for envelope in envelopes if "testCase" in envelope)
    return {step["id"]: texts[step["pickleStepId"]] for case in cases for step in case["testSteps"]}


def _content(node: dict[str, Any], folder: Path) -> bytes:
    if "url" in node:
        return (folder / str(node["url"])).read_bytes()
    body = str(node["body"])
    return b64decode(body) if node["contentEncoding"] == "BASE64" else body.encode()


@when(parsers.re(r'I run "(?P<command>[^"]+)" with (?P<name>\w+)=(?P<value>\S+)'))
def i_run_with(project: Project, command: str, name: str, value: str) -> None:
    variables: dict[str, Any] = {name: value}
    project.run(command, **variables)


@then("its results hold this evidence")
def results_hold_evidence(project: Project, datatable: list[list[str]]) -> None:
    found = evidence_in(project)
    for step, caption, media_type, text in datatable[1:]:
        said = [
            one.content.decode()
            for one in found
            if (one.step, one.caption, one.media_type) == (step, caption, media_type)
        ]
        assert any(text in content for content in said), found


@then(parsers.parse('nothing in its results says "{text}"'))
def nothing_says(project: Project, text: str) -> None:
    files = [path for path in project.path(".specbook/results").rglob("*") if path.is_file()]
    assert files
    assert [path.name for path in files if text in path.read_text("utf-8", errors="replace")] == []


@then(parsers.re(r"(?P<count>\d+) files? lies? beside its results"))
def files_lie_beside(project: Project, count: str) -> None:
    assert len(list(project.path(".specbook/results").glob("*/evidence/*"))) == int(count)


@then("its results hold these pictures")
def results_hold_pictures(project: Project, datatable: list[list[str]]) -> None:
    found = evidence_in(project)
    assert [[one.step, one.caption] for one in found] == datatable[1:]
    assert all(one.content.startswith(b"\x89PNG") for one in found)


@then(parsers.parse('the pictures of "{step}" and "{other}" differ'))
def pictures_differ(project: Project, step: str, other: str) -> None:
    pictures = {one.step: one.content for one in evidence_in(project)}
    assert pictures[step] != pictures[other]
