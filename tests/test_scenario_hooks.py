"""Hooks around scenarios and runs: which are called, how often, in what order, and what a failing one leaves."""

import pytest
from tests.sandbox import Sandbox, assert_valid, of

NOTES = """\
import asyncio
from pathlib import Path

import pytest
from specbook import after_run, after_scenario, before_run, before_scenario


def note(text):
    with Path("noted").open("a") as file:
        file.write(text + "\\n")
"""
SPEC = "Feature: It\n  Scenario: It\n    Given all is well\n"
PROCESSES = pytest.mark.parametrize("processes", [(), ("-n", "2")], ids=["serial", "two processes"])


def _hooked(sandbox: Sandbox, hooks: str, spec: str = SPEC, path: str = "steps/hooks.py") -> Sandbox:
    sandbox.write(path, NOTES + hooks)
    sandbox.write("specs/it.feature", spec)
    return sandbox


def _noted(sandbox: Sandbox) -> list[str]:
    path = sandbox.root / "noted"
    return path.read_text("utf-8").splitlines() if path.exists() else []


def test_an_async_hook_is_waited_for_in_the_loop_of_its_scenario(sandbox: Sandbox) -> None:
    hooks = """
@before_scenario
async def begin(request):
    request.node.task = asyncio.create_task(asyncio.sleep(0.05, "done"))

@after_scenario
async def end(request):
    note(await request.node.task)
"""
    assert _hooked(sandbox, hooks, SPEC.replace("all is well", "it waits")).specbook("run").code == 0
    assert _noted(sandbox) == ["done"]


def test_one_function_may_be_several_hooks(sandbox: Sandbox) -> None:
    hooks = """
@before_scenario("@a")
@before_scenario("@b")
@after_scenario
def tick():
    note("tick")
"""
    _hooked(sandbox, hooks, SPEC.replace("  Scenario", "  @a @b\n  Scenario")).specbook("run")
    assert _noted(sandbox) == ["tick"] * 3


def test_a_hook_that_other_modules_import_is_called_once(sandbox: Sandbox) -> None:
    sandbox.write("steps/a_imports.py", "from steps.hooks import tick\n")
    sandbox.write("steps/z_imports.py", "from steps.hooks import tick as again\n")
    _hooked(sandbox, "\n@before_scenario\ndef tick():\n    note('tick')\n").specbook("run")
    assert _noted(sandbox) == ["tick"]


def test_a_conftest_at_the_root_is_for_every_spec(sandbox: Sandbox) -> None:
    hooks = "\n@before_scenario\ndef tick():\n    note('tick')\n"
    _hooked(sandbox, hooks, path="conftest.py").write("specs/sub/it.feature", SPEC)
    assert sandbox.specbook("run").code == 0
    assert _noted(sandbox) == ["tick"] * 2


def test_each_attempt_has_its_hooks(sandbox: Sandbox) -> None:
    hooks = "\n@before_scenario\ndef tick():\n    note('tick')\n\n@after_scenario\ndef tock():\n    note('tock')\n"
    _hooked(sandbox, hooks, SPEC.replace("Given all is well", "When it fails"))
    sandbox.specbook("run", "--", "--reruns", "1")
    assert _noted(sandbox) == ["tick", "tock"] * 2


FAILING_HOOKS = """
@before_scenario
def first():
    note("first")
    raise OSError("no key")

@before_scenario
def second():
    note("second")

@after_scenario
def third():
    note("third")

@after_scenario
def fourth():
    raise OSError("no lock")
"""


@pytest.mark.parametrize("binding", ["", "from pytest_bdd import scenarios\n\nscenarios('../specs')\n"])
def test_after_a_hook_that_fails_only_those_after_the_scenario_are_called(sandbox: Sandbox, binding: str) -> None:
    _hooked(sandbox, FAILING_HOOKS).write("tests/test_it.py", binding)
    assert sandbox.pytest("specs", "tests").code == 1
    assert _noted(sandbox) == ["first", "third"]
    assert sandbox.statuses()["It"][0] == "FAILED"
    assert sandbox.statuses()["It"].count("SKIPPED") == 2
    assert "no key" in sandbox.reasons()["It"]
    assert_valid(sandbox.stream(), success=False)


def test_a_failure_that_follows_another_is_told_beside_it(sandbox: Sandbox) -> None:
    said = _hooked(sandbox, FAILING_HOOKS).specbook("run")
    assert "and then OSError in a hook after it: no lock" in said.out
    assert "✖ before_scenario hook “first”   steps/hooks.py:12\n  – Given all is well\n" in said.out
    assert "  ✖ after_scenario hook “fourth”   steps/hooks.py:25\n" in said.out


def test_a_hook_that_asks_for_an_unknown_fixture_says_which(sandbox: Sandbox) -> None:
    said = _hooked(sandbox, "\n@before_scenario\ndef begin(no_such_thing):\n    pass\n").specbook("run")
    told = "the fixture “no_such_thing” is asked for, and there is none of that name"
    assert told in said.out
    assert sandbox.states() == {"It": "failing"}
    assert sandbox.reasons() == {"It": told}


@PROCESSES
def test_where_a_hook_before_the_run_fails_no_scenario_is_run(sandbox: Sandbox, processes: tuple[str, ...]) -> None:
    hooks = """
@before_run
def begin():
    raise OSError("no power")

@before_scenario
def scenario():
    note("scenario")

@after_run
def end():
    note("end")
"""
    said = _hooked(sandbox, hooks).specbook("run", "--", *processes)
    assert said.code == 1
    assert "before_run hook “begin” failed: OSError: no power" in said.out
    assert set(_noted(sandbox)) == {"end"}
    assert sandbox.states() == {"It": "not run"}
    stream = sandbox.stream()
    assert not list(of(stream, "testCaseStarted"))
    assert "FAILED" in [node["result"]["status"] for node in of(stream, "testRunHookFinished")]
    assert_valid(stream, success=False)


@PROCESSES
def test_a_hook_that_fails_after_the_run_spoils_it_though_every_example_is_verified(
    sandbox: Sandbox, processes: tuple[str, ...]
) -> None:
    said = _hooked(sandbox, "\n@after_run\ndef end():\n    raise OSError('no switch')\n").specbook(
        "run", "--", *processes
    )
    assert said.code == 1
    assert "after_run hook “end” failed: OSError: no switch" in said.out
    assert sandbox.states() == {"It": "verified"}
    assert_valid(sandbox.stream(), success=False)


def test_a_hook_of_the_run_may_ask_for_evidence_and_the_configuration_alone(sandbox: Sandbox) -> None:
    hooks = """
@before_run
def begin(evidence, pytestconfig):
    evidence.text(pytestconfig.rootpath.name)

@after_run
def end(tmp_path):
    pass
"""
    said = _hooked(sandbox, hooks).specbook("run")
    assert said.code == 1
    assert "asks for “tmp_path”: a hook of the run may ask for evidence and pytestconfig" in said.out
    assert [node["body"] for node in of(sandbox.stream(), "attachment") if "testRunHookStartedId" in node] == [
        sandbox.root.name
    ]


def test_a_hook_of_the_run_that_skips_stops_nothing(sandbox: Sandbox) -> None:
    hooks = "\n@before_run\ndef begin():\n    pytest.skip('not here')\n"
    assert _hooked(sandbox, hooks).specbook("run").code == 0
    assert sandbox.states() == {"It": "verified"}


def test_hooks_of_the_run_are_not_called_where_no_example_is_selected(sandbox: Sandbox) -> None:
    _hooked(sandbox, "\n@before_run\ndef begin():\n    note('begin')\n")
    sandbox.write("tests/test_plain.py", "def test_plain():\n    pass\n")
    assert sandbox.pytest("specs", "tests", "-k", "plain").code == 0
    assert _noted(sandbox) == []


OWN_HOOKS = """\
from pytest_bdd import scenarios

scenarios("../specs/{name}.feature")


@before_scenario
def begin():
    note("{name} begins")
"""


def test_a_hook_in_a_test_module_is_for_the_scenarios_that_it_binds(sandbox: Sandbox) -> None:
    for name in ("one", "two", "three"):
        sandbox.write(f"specs/{name}.feature", SPEC)
    sandbox.write("shared.py", NOTES + "\n@after_scenario\ndef end(request):\n    note(request.path.stem)\n")
    sandbox.write("tests/test_one.py", "from shared import end\n" + NOTES + OWN_HOOKS.format(name="one"))
    sandbox.write("tests/test_two.py", "from shared import end\n" + NOTES + OWN_HOOKS.format(name="two"))
    assert sandbox.pytest("specs", "tests").code == 0
    assert _noted(sandbox) == ["one begins", "test_one", "two begins", "test_two"]


def test_a_hook_of_a_conftest_that_a_test_module_imports_stays_its_folders(sandbox: Sandbox) -> None:
    sandbox.write("specs/one.feature", SPEC)
    sandbox.write("specs/two.feature", SPEC)
    sandbox.write("conftest.py", NOTES + "\n@before_scenario\ndef begin(request):\n    note(request.path.stem)\n")
    sandbox.write(
        "tests/test_one.py", "from conftest import begin\n" + OWN_HOOKS.partition("\n\n\n")[0].format(name="one")
    )
    assert sandbox.pytest("specs", "tests").code == 0
    assert sorted(_noted(sandbox)) == ["test_one", "two"]
