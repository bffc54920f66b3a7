"""A project in a folder of its own: its files, the commands that are run in it, and its ledger."""

import json
import os
import re
import resource
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cucumber_messages import Envelope, message_converter
from pytest_bdd import given, parsers, then, when

_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_SECONDS = 120


class Project:
    """A folder with a project in it, and what the last command in it said."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.said = ""
        self.exit_code: int | None = None

    def path(self, relative: str) -> Path:
        return self.root / relative

    def write(self, relative: str, content: str | bytes) -> None:
        path = self.path(relative)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def run(self, command: str, typed: str = "", room: int = 0, **variables: str) -> None:
        """Run a command as a person would in a terminal at the project's root.

        No file has room for more than so many bytes, where they are given.
        """
        name, *arguments = shlex.split(command)
        done = subprocess.run(
            [sys.executable, "-m", name, *arguments],
            cwd=self.root,
            env=environment() | variables,
            input=typed,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=_SECONDS,
            check=False,
            preexec_fn=(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))) if room else None,
        )
        self.said, self.exit_code = _ANSI.sub("", done.stdout), done.returncode

    def ledger(self) -> list[dict[str, object]]:
        """Ask for the state of every example."""
        command = [sys.executable, "-m", "specbook", "status", "--json"]
        done = subprocess.run(
            command, cwd=self.root, env=environment(), capture_output=True, text=True, timeout=_SECONDS, check=False
        )
        examples: list[dict[str, object]] = json.loads(done.stdout)["examples"]
        return examples


def environment() -> dict[str, str]:
    """Return this process's environment without what a surrounding run of pytest, or GitHub, has put there.

    No bytecode is kept in a project: it is known to be stale by whole seconds, and steps are edited within one here.
    Plug-ins that no project here uses stay away: these two take a third of the time that pytest needs to start.
    CODE_UNDER_TEST names a folder of modules that come first: `make faults` puts broken ones there.
    """
    ours = ("SPECBOOK_", "PYTEST_", "GITHUB_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    kept |= {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C"}  # in English, wherever it is run
    kept |= {"PYTEST_ADDOPTS": "-p no:anyio -p no:hypothesispytest"}
    code = os.environ.get("CODE_UNDER_TEST")
    return kept | ({"PYTHONPATH": code} if code else {})


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Give a project that is gone after the scenario."""
    yield Project(tmp_path)
    shutil.rmtree(tmp_path, ignore_errors=True)


@given(parsers.parse('its file "{path}" says'))
@when(parsers.parse('its file "{path}" now says'))
def a_file_says(project: Project, path: str, docstring: str) -> None:
    project.write(path, docstring + "\n")


@given(parsers.parse('its folder "{path}" is deleted'))
def a_folder_is_deleted(project: Project, path: str) -> None:
    shutil.rmtree(project.path(path))


@given(parsers.parse('I have run "{command}"'))
@when(parsers.parse('I run "{command}"'))
def i_run(project: Project, command: str) -> None:
    project.run(command)


@when(parsers.parse('I run "{command}" and type "{typed}" into it'))
def i_run_and_type(project: Project, command: str, typed: str) -> None:
    project.run(command, typed + "\nquit\n")


@when(parsers.parse('I run "{command}" where no file has room for more than {room:d} kB'))
def i_run_without_room(project: Project, command: str, room: int) -> None:
    project.run(command, room=room * 1000)


@given(parsers.parse('in its file "{path}" "{old}" has become "{new}"'))
@when(parsers.parse('in its file "{path}" "{old}" becomes "{new}"'))
def a_file_is_edited(project: Project, path: str, old: str, new: str) -> None:
    text = project.path(path).read_text("utf-8")
    assert old in text
    project.write(path, text.replace(old, new))


@when(parsers.parse('its file "{path}" moves to "{new}"'))
def a_file_moves(project: Project, path: str, new: str) -> None:
    project.path(new).parent.mkdir(parents=True, exist_ok=True)
    project.path(path).rename(project.path(new))


@when("the end of its newest results is cut off")
def results_are_cut(project: Project) -> None:
    results = _newest_results(project)
    results.write_bytes(results.read_bytes()[:-40])


@when(parsers.parse('its newest results claim protocol "{version}"'))
def results_claim_protocol(project: Project, version: str) -> None:
    results = _newest_results(project)
    text = results.read_text("utf-8")
    results.write_text(re.sub(r'"protocolVersion":"[^"]+"', f'"protocolVersion":"{version}"', text), "utf-8")


@then("it ends well")
def it_ends_well(project: Project) -> None:
    assert project.exit_code == 0, project.said


@then(parsers.parse("it ends with exit code {code:d}"))
def it_ends_with(project: Project, code: int) -> None:
    assert project.exit_code == code, project.said


@then(parsers.parse('it says "{text}"'))
def it_says(project: Project, text: str) -> None:
    assert text in project.said


@then("it says")
def it_says_lines(project: Project, docstring: str) -> None:
    assert docstring in project.said


@then(parsers.parse('it does not say "{text}"'))
def it_does_not_say(project: Project, text: str) -> None:
    assert text not in project.said


@then(parsers.parse('its file "{path}" now says'))
def a_file_now_says(project: Project, path: str, docstring: str) -> None:
    assert project.path(path).read_text("utf-8") == docstring + "\n"


@then("the ledger says")
def the_ledger_says(project: Project, datatable: list[list[str]]) -> None:
    header, *rows = datatable
    wanted = [dict(zip(header, row, strict=True)) for row in rows]
    found = [{key: str(example[key]) for key in header} for example in project.ledger()]
    assert found == wanted


@then(parsers.parse('its file "{path}" reads'))
def a_file_reads(project: Project, path: str, docstring: str) -> None:
    assert project.path(path).read_text("utf-8") == docstring + "\n"


@then(parsers.parse('its file "{path}" says "{text}"'))
def a_file_says_text(project: Project, path: str, text: str) -> None:
    assert text in project.path(path).read_text("utf-8")


@then("every example is planned")
def every_example_is_planned(project: Project) -> None:
    states = [example["state"] for example in project.ledger()]
    assert states
    assert set(states) == {"planned"}


@then("every example is verified")
def every_example_is_verified(project: Project) -> None:
    states = [example["state"] for example in project.ledger()]
    assert states
    assert set(states) == {"verified"}


@then(parsers.parse("the only example is {state}"))
def the_only_example_is(project: Project, state: str) -> None:
    assert [example["state"] for example in project.ledger()] == [state]


@then("one run is left")
def one_run_is_left(project: Project) -> None:
    assert len(list(project.path(".specbook/results").iterdir())) == 1


@then("its newest results hold these Cucumber Messages")
def its_results_hold(project: Project, datatable: list[list[str]]) -> None:
    kinds = {kind for envelope in _newest_messages(project) for kind in envelope}
    assert {kind for (kind,) in datatable[1:]} <= kinds


@then("Cucumber's own library reads every line of its newest results")
def cucumber_reads_its_results(project: Project) -> None:
    for envelope in _newest_messages(project):
        assert message_converter.to_dict(message_converter.from_dict(dict(envelope), Envelope)) == envelope


@then("its newest results say that the run failed")
def its_results_say_that_it_failed(project: Project) -> None:
    ends = [envelope["testRunFinished"] for envelope in _newest_messages(project) if "testRunFinished" in envelope]
    assert [end["success"] for end in ends] == [False]


@then(parsers.parse("the steps of its newest results ended {statuses}"))
def its_steps_ended(project: Project, statuses: str) -> None:
    ends = [envelope["testStepFinished"] for envelope in _newest_messages(project) if "testStepFinished" in envelope]
    assert [end["testStepResult"]["status"] for end in ends] == statuses.split(", ")


def _newest_messages(project: Project) -> list[dict[str, Any]]:
    return [json.loads(line) for line in _newest_results(project).read_text("utf-8").splitlines()]


def _newest_results(project: Project) -> Path:
    return max(project.path(".specbook/results").glob("*/messages.ndjson"))
