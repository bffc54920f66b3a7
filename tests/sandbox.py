"""A project of its own for a test: files, the commands run in it, its ledger and the streams it recorded."""

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cucumber_messages import Envelope as CucumberEnvelope
from cucumber_messages import message_converter
from steps.projects import environment
from tests.schema import violations

from specbook.config import find_project
from specbook.standing import stand

SECONDS = 60
Envelope = dict[str, Any]

STEPS = """\
import asyncio

import pytest
from pytest_bdd import given, parsers, then, when


@given("all is well")
@when("all is well")
def all_is_well():
    pass


@when("it fails")
def it_fails():
    assert "one" == "two"


@then("it ends")
def it_ends():
    pass


@given("it skips")
def it_skips():
    pytest.skip("the shop is closed")


@when("nobody has written it")
def nobody_has_written_it():
    raise NotImplementedError


@given("it waits")
async def it_waits():
    await asyncio.sleep(0)


@when("it waits in vain")
async def it_waits_in_vain():
    await asyncio.sleep(0)
    raise AssertionError("truly awaited")


@given(parsers.parse("the price is {price:d}"))
def the_price_is(price):
    assert price < 10


@given("a twin")
def one_twin():
    pass


@given(parsers.re("a (?P<kind>twin)"))
def other_twin(kind):
    pass
"""


@dataclass(frozen=True)
class Said:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str

    @property
    def text(self) -> str:
        return self.out + self.err


class Sandbox:
    """A folder with a project in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("pyproject.toml", '[project]\nname = "sandbox"\nversion = "1"\n')

    def write(self, relative: str, content: str | bytes) -> Path:
        path = self.root / relative
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def specbook(self, *arguments: str, typed: str = "", limit: int = 0, **variables: str) -> Said:
        return self._run("specbook", arguments, typed, variables, limit)

    def pytest(self, *arguments: str, typed: str = "", **variables: str) -> Said:
        return self._run("pytest", arguments, typed, variables)

    def _run(
        self, module: str, arguments: tuple[str, ...], typed: str, variables: dict[str, str], limit: int = 0
    ) -> Said:
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=self.root,
            env=environment() | variables,
            input=typed,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
            preexec_fn=_room_for(limit),
        )
        return Said(done.returncode, done.stdout, done.stderr)

    def disturb(
        self, act: Callable[[subprocess.Popen[str]], None], *arguments: str, limit: int = 0, deaf: bool = False
    ) -> Said:
        """Run the specs, and do something to the process as soon as the file `ready` appears.

        No file may grow beyond `limit` bytes, if there is one, as on a disk that is nearly full. A `deaf` run does
        not hear Ctrl-C, like all that a shell starts in the background.
        """
        command = [sys.executable, "-m", "specbook", "run", "--", *arguments]
        child = subprocess.Popen(
            command,
            cwd=self.root,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=lambda: _prepare(limit, deaf=deaf),
        )
        until = time.monotonic() + SECONDS
        while not (self.root / "ready").is_file() and child.poll() is None:
            assert time.monotonic() < until
            time.sleep(0.02)
        act(child)
        out, err = child.communicate(timeout=SECONDS)
        return Said(child.returncode, out, err)

    def states(self) -> dict[str, str]:
        """Give the state of every example by its scenario's name, rows numbered."""
        entries = stand(find_project(self.root)).ledger.entries
        return {f"{entry.pickle.name} {entry.pickle.row_number or ''}".strip(): entry.state for entry in entries}

    def reasons(self) -> dict[str, str]:
        return {entry.pickle.name: entry.reason for entry in stand(find_project(self.root)).ledger.entries}

    def stream(self) -> list[Envelope]:
        """Read the newest run as it was recorded."""
        newest = max((self.root / ".specbook" / "results").glob("*/messages.ndjson"))
        return [json.loads(line) for line in newest.read_text("utf-8").splitlines()]

    def statuses(self) -> dict[str, list[str]]:
        """Give what the newest run says of each step, by its example's name, every attempt in turn."""
        stream = self.stream()
        names = {node["id"]: node["name"] for node in of(stream, "pickle")}
        cases = {node["id"]: names[node["pickleId"]] for node in of(stream, "testCase")}
        attempts = {node["id"]: cases[node["testCaseId"]] for node in of(stream, "testCaseStarted")}
        found: dict[str, list[str]] = {name: [] for name in attempts.values()}
        for node in of(stream, "testStepFinished"):
            found[attempts[node["testCaseStartedId"]]].append(node["testStepResult"]["status"])
        return found


def _prepare(limit: int, *, deaf: bool) -> None:
    """Let a child process hear Ctrl-C or not, wherever the tests themselves run, and find room for its files or not."""
    hear_ctrl_c(signal.SIG_IGN if deaf else signal.SIG_DFL)
    if room := _room_for(limit):
        room()


def hear_ctrl_c(how: signal.Handlers = signal.SIG_DFL) -> None:
    """Let a child process that begins hear Ctrl-C: one of tests that run in a shell's background would not."""
    signal.signal(signal.SIGINT, how)


def _room_for(limit: int) -> Callable[[], None] | None:
    """Let no file of a child process grow beyond a limit, if there is one."""
    return (lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))) if limit else None


def of(stream: list[Envelope], kind: str) -> Iterator[Envelope]:
    """Yield what the envelopes of one kind hold."""
    return (envelope[kind] for envelope in stream if kind in envelope)


def interrupt(child: subprocess.Popen[str]) -> None:
    """Do what a terminal does at Ctrl-C: interrupt the whole process group."""
    os.killpg(child.pid, signal.SIGINT)


def kill_pytest(child: subprocess.Popen[str]) -> None:
    """Kill the pytest below `specbook run`, as a machine without memory does."""
    children = subprocess.run(["pgrep", "-P", str(child.pid)], capture_output=True, text=True, check=True)
    for pid in children.stdout.split():
        os.kill(int(pid), signal.SIGKILL)


def assert_valid(stream: list[Envelope], *, success: bool) -> None:
    """Hold a stream to the protocol: its types, its ids, one beginning, one end and what it says of success."""
    assert violations(stream) == []
    for envelope in stream:
        assert message_converter.to_dict(message_converter.from_dict(dict(envelope), CucumberEnvelope)) == envelope
    (began,), (ended,) = list(of(stream, "testRunStarted")), list(of(stream, "testRunFinished"))
    assert ended["testRunStartedId"] == began["id"]
    assert ended["success"] is success
    assert "testRunFinished" in stream[-1]
    _assert_ids_resolve(stream)


def _assert_ids_resolve(stream: list[Envelope]) -> None:
    ids = {kind: [node["id"] for node in of(stream, kind)] for kind in _WITH_ID}
    for kind, found in ids.items():
        assert len(found) == len(set(found)), f"an id of {kind} stands twice"
    nodes = set(_every_id([*of(stream, "gherkinDocument")]))
    for pickle in of(stream, "pickle"):
        assert nodes.issuperset(pickle["astNodeIds"])
        assert all(nodes.issuperset(step["astNodeIds"]) for step in pickle["steps"])
    pickle_steps = {step["id"] for pickle in of(stream, "pickle") for step in pickle["steps"]}
    steps = {step["id"]: step for case in of(stream, "testCase") for step in case["testSteps"]}
    assert pickle_steps.issuperset(step["pickleStepId"] for step in steps.values() if "hookId" not in step)
    assert set(ids["stepDefinition"]).issuperset(
        one for step in steps.values() for one in step.get("stepDefinitionIds", ())
    )
    assert set(ids["hook"]).issuperset(step["hookId"] for step in steps.values() if "hookId" in step)
    assert set(ids["pickle"]).issuperset(case["pickleId"] for case in of(stream, "testCase"))
    assert set(ids["testCase"]).issuperset(node["testCaseId"] for node in of(stream, "testCaseStarted"))
    for kind in ("testStepStarted", "testStepFinished"):
        assert all(node["testStepId"] in steps for node in of(stream, kind))
    for kind in ("testStepStarted", "testStepFinished", "testCaseFinished"):
        assert set(ids["testCaseStarted"]).issuperset(node["testCaseStartedId"] for node in of(stream, kind))


def _every_id(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _every_id(item)
    elif isinstance(node, dict):
        yield from [node["id"]] if "id" in node else []
        for value in node.values():
            yield from _every_id(value)


_WITH_ID = ("pickle", "hook", "stepDefinition", "testCase", "testCaseStarted", "testRunStarted")
