"""Whatever befalls a run: what had finished is kept, what was in flight is told, and it is never called good."""

from dataclasses import replace
from typing import Any

import pytest
from tests.disturbances import (
    CASES,
    DISTRIBUTED,
    DISTURBANCES,
    HOW,
    NAMES,
    PLACE,
    SERIAL,
    TROUBLED,
    Disturbance,
    Outcome,
    broken_promises,
    suffer,
)
from tests.sandbox import Said, Sandbox, assert_valid


@pytest.mark.parametrize(
    ("disturbance", "processes"), CASES, ids=[f"{disturbance.fault} {HOW[how]}" for disturbance, how in CASES]
)
def test_what_had_finished_is_kept_and_the_run_is_not_called_good(
    disturbance: Disturbance, processes: tuple[str, ...], sandbox: Sandbox
) -> None:
    outcome = suffer(disturbance, processes, sandbox)
    assert list(broken_promises(disturbance, outcome)) == [], outcome.said.text
    if disturbance.merged:
        assert_valid(sandbox.stream(), success=False)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"said": Said(0, "", f"{PLACE} (was running)")}, "exit code 0, not 130"),
        ({"said": Said(130, "", "")}, f"it does not say: {PLACE} (was running)"),
        ({"said": Said(130, "INTERNALERROR ", f"{PLACE} (was running)")}, "it fails itself"),
        (
            {"finished": frozenset(), "states": dict.fromkeys(NAMES, "not run")},
            "0 of 8 finished: this was not the fault",
        ),
        ({"begun": frozenset({"One", TROUBLED, "Six"})}, "begun and neither finished nor told: Six"),
        ({"states": dict.fromkeys(NAMES, "not run")}, "lost: One"),
        ({"finished": frozenset({"One", "Two"})}, "lost: Two"),
        (
            {"states": dict.fromkeys(NAMES, "not run") | {"One": "verified", "Six": "verified"}},
            "kept, and never finished: Six",
        ),
        ({"states": {"One": "verified"}}, "the ledger knows 1 examples of 8"),
        (
            {"states": dict.fromkeys(NAMES, "not run") | {"One": "verified", TROUBLED: "failing"}},
            f"{TROUBLED} is failing, not not run",
        ),
        (
            {"states": dict.fromkeys(NAMES, "not run") | {"One": "verified", TROUBLED: "failing"}},
            f"{TROUBLED} is failing for no reason: the run was interrupted in it",
        ),
    ],
)
def test_a_promise_that_is_broken_is_noticed(change: dict[str, Any], told: str) -> None:
    ctrl_c = next(one for one in DISTURBANCES if one.fault == "Ctrl-C")
    kept = Outcome(
        Said(130, "", f"{PLACE} (was running)"),
        begun=frozenset({"One", TROUBLED}),
        finished=frozenset({"One"}),
        states=dict.fromkeys(NAMES, "not run") | {"One": "verified"},
        reasons=dict.fromkeys(NAMES, "the run was interrupted in it"),
    )
    assert list(broken_promises(ctrl_c, kept)) == []
    assert told in list(broken_promises(ctrl_c, replace(kept, **change)))


SHOP = """\
Feature: Shop
  Scenario: Before
    Given all is well

  Scenario: Troubled
    When trouble comes

  Scenario: After
    Given all is well
"""
LIMITED = "import resource\n\ndef {hook}():\n    resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))\n"


@pytest.fixture(autouse=True)
def unmeasured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Measure no coverage of processes that find no room: its file would find none either, and that is told, too."""
    monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)


@pytest.fixture
def troubled(sandbox: Sandbox) -> Sandbox:
    """Give a project with a scenario in trouble between two others."""
    sandbox.write("specs/shop.feature", SHOP)
    sandbox.write("steps/trouble.py", _trouble("pass"))
    return sandbox


def _trouble(step: str) -> str:
    return (
        "import os, resource\nfrom pathlib import Path\nfrom pytest_bdd import when\n\n"
        f"@when('trouble comes')\ndef it(evidence):\n    {step}\n"
    )


@pytest.mark.parametrize("processes", [SERIAL, DISTRIBUTED], ids=HOW.get)
def test_plain_pytest_stops_where_the_disk_is_full_from_the_start(
    troubled: Sandbox, processes: tuple[str, ...]
) -> None:
    troubled.write("conftest.py", LIMITED.format(hook="pytest_collection_modifyitems", size=100))
    said = troubled.pytest("specs", *processes)
    assert said.code == 1, said.text
    assert "cannot be written: File too large. Let files grow larger (ulimit -f), and try again." in said.out
    assert "INTERNALERROR" not in said.text
    assert set(troubled.states().values()) == {"not run"}


def test_a_disk_without_room_is_told_as_such(troubled: Sandbox) -> None:
    folder = troubled.root / ".specbook/results/run"
    folder.mkdir(parents=True)
    (folder / "main.ndjson").symlink_to("/dev/full")
    said = troubled.pytest("specs", SPECBOOK_RUN_ID="run")
    assert "run/main.ndjson: cannot be written: No space left on device. Make room on the disk, and try" in said.out


@pytest.mark.parametrize("command", ["specbook", "pytest"])
def test_a_place_for_results_that_is_no_folder_is_told(troubled: Sandbox, command: str) -> None:
    troubled.write(".specbook/results", "")
    said = troubled.specbook("run") if command == "specbook" else troubled.pytest("specs")
    assert said.code == 1, said.text
    assert "main.ndjson: cannot be written: Not a directory. Let it be written, and try again." in said.out
    assert "Traceback" not in said.text


def test_a_hidden_folder_that_cannot_be_made_is_told(troubled: Sandbox) -> None:
    troubled.write(".specbook", "")
    said = troubled.specbook("run")
    assert said.code == 1, said.text
    assert ".specbook/.gitignore: cannot be written: " in said.err
    assert "Traceback" not in said.text


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("merge .specbook/results -o out/merged.ndjson", "out/merged.ndjson: cannot be written: File too large"),
        ("durations", ".test_durations: cannot be written: File too large"),
        ("import report.ndjson", "messages.ndjson: cannot be written: File too large"),
        ("stage", "cannot be written: File too large"),
        ("status --json --output out/status.json", "out/status.json: cannot be written: File too large"),
    ],
)
def test_a_command_that_finds_no_room_says_so_and_leaves_nothing_half(
    troubled: Sandbox, command: str, told: str
) -> None:
    assert troubled.specbook("run").code == 0
    (run,) = troubled.root.glob(".specbook/results/*/messages.ndjson")
    troubled.write("report.ndjson", run.read_bytes())
    if command.startswith("import"):
        run.unlink()
    before = {path for path in troubled.root.rglob("*") if path.is_file()}
    said = troubled.specbook(*command.split(), limit=50)
    assert said.code == (2 if command.startswith("status") else 1), said.text
    assert told in said.err
    assert "Traceback" not in said.text
    new = {path for path in troubled.root.rglob("*") if path.is_file()} - before
    assert [path for path in new if path.stat().st_size in {0, 50} or path.name.endswith(".part")] == []


def test_a_step_that_catches_everything_cannot_hide_that_nothing_is_written(troubled: Sandbox) -> None:
    limit = "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))"
    troubled.write(
        "steps/trouble.py",
        _trouble(f"{limit}\n    try:\n        evidence.text('told')\n    except BaseException:\n        pass"),
    )
    said = troubled.specbook("run")
    assert said.code == 1
    assert "specs/shop.feature:5 (was running), specs/shop.feature:8" in said.err
    assert troubled.states() == {"Before": "verified", "Troubled": "not run", "After": "not run"}


def test_plain_pytest_keeps_the_parts_that_it_cannot_merge(troubled: Sandbox) -> None:
    troubled.write("conftest.py", LIMITED.format(hook="pytest_sessionfinish", size=10))
    said = troubled.pytest("specs", "-n", "2")
    assert said.code == 1
    assert "messages.ndjson: cannot be written: File too large" in said.out
    assert "kept in parts, and counts" in said.out
    assert set(troubled.states().values()) == {"verified"}
    files = {path.name for path in troubled.root.glob(".specbook/results/*/*")}
    assert files == {"controller.ndjson", "gw0.ndjson", "gw1.ndjson"}


@pytest.mark.parametrize("option", ["-x", "--maxfail=1"])
def test_a_run_that_stops_at_a_failure_names_what_it_left_out(troubled: Sandbox, option: str) -> None:
    troubled.write("steps/trouble.py", _trouble("assert False"))
    said = troubled.specbook("run", "--", option)
    assert said.code == 1
    assert "1 selected but not finished: specs/shop.feature:8" in said.err
    assert troubled.states() == {"Before": "verified", "Troubled": "failing", "After": "not run"}


def test_a_run_in_a_shells_background_ends_when_it_is_told_to(troubled: Sandbox) -> None:
    long = "Path('ready').touch()\n    __import__('time').sleep(30)\n    Path('ended').touch()"
    troubled.write("steps/trouble.py", _trouble(long))
    said = troubled.disturb(lambda child: child.terminate(), deaf=True)
    assert said.code == 130, said.text
    assert not (troubled.root / "ended").exists()
    assert "specs/shop.feature:5 (was running)" in said.err
    assert troubled.states()["Troubled"] == "not run"


def test_a_pytest_that_ends_itself_with_success_is_not_believed(troubled: Sandbox) -> None:
    troubled.write("steps/trouble.py", _trouble("__import__('pytest').exit('enough', returncode=0)"))
    assert troubled.specbook("run").code == 1
    assert troubled.states() == {"Before": "verified", "Troubled": "not run", "After": "not run"}


def test_plain_pytest_under_xdist_does_not_call_a_crash_a_success(troubled: Sandbox) -> None:
    troubled.write("steps/trouble.py", _trouble("os._exit(0)"))
    assert troubled.pytest("specs", "-n", "2").code == 1
    assert_valid(troubled.stream(), success=False)
    assert troubled.states() == {"Before": "verified", "Troubled": "not run", "After": "verified"}
