"""What is recorded of an example, whatever decides its state: a step, a fixture, a hook, a retry; and what is not."""

import json
import subprocess

import pytest
from tests.sandbox import Sandbox, assert_valid, of

FIXTURES = """\
import itertools

import pytest
from pytest_bdd import given, when

tries = itertools.count()


@given("it works at the second try")
def at_the_second_try():
    assert next(tries)


@pytest.fixture
def broken():
    raise ValueError("cannot be made")


@pytest.fixture
def messy():
    yield
    raise ValueError("cannot be cleaned up")


@pytest.fixture
def closed():
    pytest.skip("the fixture is closed")


@given("it asks for what cannot be made")
def asks_for_broken(broken):
    pass


@given("it leaves a mess")
def leaves_a_mess(messy):
    pass


@given("it asks for what is closed")
def asks_for_closed(closed):
    pass


@when("half a character goes wrong")
def half_a_character():
    raise ValueError("half of \\ud83d")
"""


@pytest.fixture
def odd(sandbox: Sandbox) -> Sandbox:
    """Add step definitions and fixtures that behave oddly."""
    sandbox.write("steps/odd.py", FIXTURES)
    return sandbox


def _feature(**scenarios: str) -> str:
    """Write a feature of scenarios, each a name with its steps; a tag may precede a step and is the scenario's."""
    text = "Feature: Odd\n"
    for name, steps in scenarios.items():
        lines = steps.split("; ")
        tags = "".join(f"  {line}\n" for line in lines if line.startswith("@"))
        body = "".join(f"    {line}\n" for line in lines if not line.startswith("@"))
        text += f"\n{tags}  Scenario: {name}\n{body}"
    return text


@pytest.mark.parametrize("processes", [(), ("-n", "2")], ids=["serial", "two processes"])
def test_an_example_that_runs_again_has_two_attempts(odd: Sandbox, processes: tuple[str, ...]) -> None:
    odd.write("specs/odd.feature", _feature(Flaky="Given it works at the second try; Then it ends"))
    said = odd.specbook("run", "--", "--reruns", "1", *processes)
    assert said.code == 0, said.text
    stream = odd.stream()
    assert_valid(stream, success=True)
    assert [node["attempt"] for node in of(stream, "testCaseStarted")] == [0, 1]
    assert [node["willBeRetried"] for node in of(stream, "testCaseFinished")] == [True, False]
    assert odd.statuses() == {"Flaky": ["FAILED", "SKIPPED", "PASSED", "PASSED"]}
    assert odd.states() == {"Flaky": "verified"}


def test_fixtures_that_fail_or_skip_decide_the_state(odd: Sandbox) -> None:
    odd.write("specs/conftest.py", _AUTOUSE)
    odd.write(
        "specs/odd.feature",
        _feature(
            Made="Given all is well; Given it asks for what cannot be made; Then it ends",
            Cleaned="Given it leaves a mess",
            Closed="Given it asks for what is closed",
            Setup="@breaks; Given all is well; Then it ends",
            SkippedSetup="@closes; Given all is well; Then it ends",
        ),
    )
    said = odd.specbook("run")
    assert said.code == 1
    assert_valid(odd.stream(), success=False)
    assert odd.states() == {
        "Made": "failing",
        "Cleaned": "failing",
        "Closed": "not run",
        "Setup": "failing",
        "SkippedSetup": "not run",
    }
    reasons = odd.reasons()
    assert "cannot be cleaned up" in reasons["Cleaned"]
    assert reasons["Closed"] == "the fixture is closed"
    assert reasons["SkippedSetup"] == "closed from the start"
    assert "broken from the start" in reasons["Setup"]
    assert "– 2 not run (closed from the start, the fixture is closed)" in said.out
    assert odd.statuses()["Setup"] == ["FAILED", "SKIPPED"]
    assert "_pytest" not in said.out


_AUTOUSE = """\
import pytest


@pytest.fixture(autouse=True)
def by_tag(request):
    if request.node.get_closest_marker("breaks"):
        raise ValueError("broken from the start")
    if request.node.get_closest_marker("closes"):
        pytest.skip("closed from the start")
"""


def test_a_hook_of_the_suite_that_fails_or_skips_decides_the_state(odd: Sandbox) -> None:
    odd.write("specs/conftest.py", _HOOKS)
    odd.write(
        "specs/odd.feature",
        _feature(
            Before="Given all is well; Then it ends",
            Skipped="Given all is well; Then it ends",
            AfterStep="Given all is well; Then it ends",
            After="Given all is well; Then it ends",
        ),
    )
    assert odd.specbook("run").code == 1
    assert_valid(odd.stream(), success=False)
    assert odd.states() == {"Before": "failing", "Skipped": "not run", "AfterStep": "failing", "After": "failing"}
    assert odd.statuses() == {
        "Before": ["FAILED", "SKIPPED"],
        "Skipped": ["SKIPPED", "SKIPPED"],
        "AfterStep": ["FAILED", "SKIPPED"],
        "After": ["PASSED", "PASSED"],
    }
    assert odd.reasons()["Skipped"] == "not today"


_HOOKS = """\
import pytest


def pytest_bdd_before_scenario(scenario):
    if scenario.name == "Before":
        pytest.fail("not allowed")
    if scenario.name == "Skipped":
        pytest.skip("not today")


def pytest_bdd_after_step(scenario):
    if scenario.name == "AfterStep":
        raise ValueError("after the step")


def pytest_bdd_after_scenario(scenario):
    if scenario.name == "After":
        raise NotImplementedError("after the scenario")
"""


def test_an_example_that_passes_though_strictly_expected_to_fail_is_no_success(odd: Sandbox) -> None:
    odd.write("pyproject.toml", "[tool.pytest.ini_options]\nxfail_strict = true\n")
    odd.write("specs/odd.feature", _feature(Strict="@xfail; Given all is well"))
    assert odd.specbook("run").code == 1
    assert_valid(odd.stream(), success=False)
    assert odd.states() == {"Strict": "planned"}


def test_a_strict_expectation_that_does_not_come_true_is_failing(odd: Sandbox) -> None:
    odd.write("specs/odd.feature", _feature(It="Given all is well"))
    odd.write(
        "conftest.py",
        "import pytest\n\ndef pytest_collection_modifyitems(items):\n"
        "    items[0].add_marker(pytest.mark.xfail(strict=True, reason='known'))\n",
    )
    assert odd.specbook("run").code == 1
    assert odd.states() == {"It": "failing"}


def test_a_message_with_half_a_character_is_told_and_recorded(odd: Sandbox) -> None:
    odd.write("specs/odd.feature", _feature(Half="When half a character goes wrong"))
    said = odd.specbook("run", "--", "-n", "2")
    assert "half of ?" in said.out
    assert odd.states() == {"Half": "failing"}
    assert odd.specbook("status", "--json").code == 1


def test_where_a_step_definition_cannot_be_read_its_results_still_count(odd: Sandbox) -> None:
    odd.write("steps/latin.py", _LATIN.encode("latin-1"))
    odd.write("specs/odd.feature", _feature(Latin="Given an old file; Given a converter that breaks"))
    assert odd.specbook("run").code == 1
    assert odd.statuses() == {"Latin": ["PASSED", "FAILED"]}
    assert "KeyError" in odd.reasons()["Latin"]


_LATIN = '''\
# -*- coding: latin-1 -*-
from pytest_bdd import given, parsers


@given("an old file")
def old_file():
    """Café."""


def convert(text):
    raise KeyError(text)


@given(parsers.parse("a converter that {breaks:Odd}", extra_types={"Odd": convert}))
def converter(breaks):
    pass
'''


def test_every_line_is_on_disk_before_the_next_step_begins(odd: Sandbox) -> None:
    odd.write("steps/look.py", _LOOK)
    odd.write("specs/odd.feature", _feature(Look="Given all is well; When somebody looks"))
    assert odd.specbook("run").code == 0
    lines = [json.loads(line) for line in (odd.root / "seen").read_text("utf-8").splitlines()]
    assert [node["testStepResult"]["status"] for node in of(lines, "testStepFinished")] == ["PASSED"]


_LOOK = """\
from pathlib import Path

from pytest_bdd import when


@when("somebody looks")
def look():
    (part,) = Path(".specbook/results").glob("*/main.ndjson")
    Path("seen").write_bytes(part.read_bytes())
"""


def test_a_pytest_that_a_step_starts_is_a_run_of_its_own(odd: Sandbox) -> None:
    odd.write("steps/nested.py", _NESTED)
    odd.write("specs/odd.feature", _feature(Nested="When pytest runs in pytest", Inner="Then it ends"))
    said = odd.specbook("run", "--", "-k", "Nested")
    assert said.code == 0, said.text
    assert len(list((odd.root / ".specbook/results").iterdir())) == 2
    assert odd.states() == {"Nested": "verified", "Inner": "verified"}


_NESTED = """\
import subprocess
import sys

from pytest_bdd import when


@when("pytest runs in pytest")
def nested():
    subprocess.run([sys.executable, "-m", "pytest", "specs", "-k", "Inner"], check=True)
"""


@pytest.mark.parametrize("processes", [(), ("-n", "2")], ids=["serial", "two processes"])
def test_nothing_is_recorded_where_the_option_says_so(odd: Sandbox, processes: tuple[str, ...]) -> None:
    odd.write("specs/odd.feature", _feature(First="Given all is well", Second="When it fails"))
    said = odd.pytest("specs", "--no-record", *processes)
    assert "1 failed, 1 passed" in said.out
    assert not (odd.root / ".specbook" / "results").exists()
    assert odd.states() == {"First": "not run", "Second": "not run"}


def test_a_run_that_is_watched_refuses_to_go_unrecorded(odd: Sandbox) -> None:
    odd.write("specs/odd.feature", _feature(First="Given all is well"))
    said = odd.specbook("run", "--", "--no-record")
    assert said.code == 2
    assert "use plain pytest" in said.err


def test_the_folder_of_runs_keeps_itself_out_of_git(odd: Sandbox) -> None:
    odd.write("specs/odd.feature", _feature(It="Given all is well"))
    subprocess.run(["git", "init", "-q"], cwd=odd.root, check=True)
    assert odd.specbook("run").code == 0
    status = ["git", "status", "--porcelain", ".specbook"]
    assert subprocess.run(status, cwd=odd.root, capture_output=True, check=True).stdout == b""


@pytest.mark.parametrize("processes", [(), ("-n", "2")], ids=["serial", "two processes"])
def test_git_sees_nothing_of_a_run_of_plain_pytest(sandbox: Sandbox, processes: tuple[str, ...]) -> None:
    sandbox.write("specs/pay.feature", "Feature: Pay\n  Scenario: One\n    Given all is well\n")
    subprocess.run(["git", "init", "-q"], cwd=sandbox.root, check=True)
    assert sandbox.pytest("specs", "-p", "no:cacheprovider", *processes).code == 0
    assert sandbox.states() == {"One": "verified"}
    seen = subprocess.run(
        ["git", "status", "-s", "-uall"], cwd=sandbox.root, capture_output=True, text=True, check=True
    )
    assert [line for line in seen.stdout.splitlines() if "specbook" in line] == []
