"""A run that records nothing differs in that alone: hooks are called, failures are told, a dry run runs no step."""

import pytest
from tests.sandbox import Sandbox

HOOKS = """\
from pathlib import Path

from specbook import after_scenario, before_scenario


def note(text):
    with Path("noted").open("a") as file:
        file.write(text + "\\n")


@before_scenario
def open_shop():
    note("open")


@after_scenario
def close_shop():
    note("close")
"""
BINDING = "from pytest_bdd import scenarios\n\nscenarios('../specs')\n"
FAILING = "Feature: Well\n  Scenario: It\n    Given all is well\n    When it fails\n    Then a lamp is lit\n"


@pytest.fixture
def noting(sandbox: Sandbox) -> Sandbox:
    """Add hooks that write down when they are called."""
    sandbox.write("steps/hooks.py", HOOKS)
    return sandbox


def _noted(sandbox: Sandbox) -> list[str]:
    path = sandbox.root / "noted"
    return path.read_text("utf-8").split() if path.exists() else []


@pytest.mark.parametrize("binding", ["", BINDING], ids=["ours", "bound"])
def test_scenario_hooks_are_called_though_nothing_is_recorded(noting: Sandbox, binding: str) -> None:
    noting.write("specs/it.feature", FAILING)
    noting.write("tests/test_it.py", binding)
    noting.pytest("specs", "tests", "--no-record")
    assert _noted(noting) == ["open", "close"]


def test_the_step_that_broke_is_told_though_nothing_is_recorded(sandbox: Sandbox) -> None:
    sandbox.write("specs/it.feature", FAILING)
    said = sandbox.pytest("specs", "--no-record")
    assert "✔ Given all is well\n  ✖ When it fails   specs/it.feature:4\n  ? Then a lamp is lit" in said.out


def test_an_unrecorded_example_that_runs_again_starts_afresh(sandbox: Sandbox) -> None:
    sandbox.write("specs/it.feature", FAILING)
    said = sandbox.pytest("specs", "--no-record", "--reruns", "1")
    assert "1 failed, 1 rerun" in said.out
    assert "✔ Given all is well\n  ✖ When it fails   specs/it.feature:4\n" in said.out


@pytest.mark.parametrize("processes", [(), ("-n", "1")], ids=["serial", "a worker"])
@pytest.mark.parametrize("binding", ["", BINDING], ids=["ours", "bound"])
def test_a_dry_run_runs_neither_steps_nor_hooks(noting: Sandbox, binding: str, processes: tuple[str, ...]) -> None:
    noting.write("specs/it.feature", FAILING.replace("a lamp is lit", "it ends"))
    noting.write("tests/test_it.py", binding)
    said = noting.pytest("specs", "tests", "--dry-run", "-rs", *processes)
    assert said.code == 0, said.text
    assert "dry run: every step has its definition" in said.out
    assert _noted(noting) == []


@pytest.mark.parametrize("binding", ["", BINDING], ids=["ours", "bound"])
def test_a_dry_run_tells_every_step_without_a_definition(sandbox: Sandbox, binding: str) -> None:
    sandbox.write("specs/it.feature", FAILING.replace("it fails", "a door shuts"))
    sandbox.write("tests/test_it.py", binding)
    said = sandbox.pytest("specs", "tests", "--dry-run")
    assert said.code == 1
    assert "no step definition matches “a door shuts”" in said.out
    assert "no step definition matches “a lamp is lit”" in said.out
    assert "Traceback" not in said.text
    assert not (sandbox.root / ".specbook/results").exists()


def test_a_dry_run_accuses_only_the_steps_without_a_definition(sandbox: Sandbox) -> None:
    sandbox.write("specs/it.feature", FAILING)
    said = sandbox.pytest("specs", "--dry-run")
    assert "– Given all is well\n  – When it fails\n  ? Then a lamp is lit   specs/it.feature:5\n" in said.out


def test_a_dry_run_proves_no_scenario_without_steps(sandbox: Sandbox) -> None:
    sandbox.write("specs/it.feature", "Feature: Well\n  Scenario: It\n")
    sandbox.write("tests/test_it.py", BINDING)
    said = sandbox.pytest("specs", "tests", "--dry-run")
    assert said.code == 1
    assert "proves nothing" in said.out
