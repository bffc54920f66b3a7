"""Which examples are flaky: what came out both ways with nothing of it changed, and nothing that an edit explains."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.sandbox import Sandbox

from specbook.config import Settings, find_project
from specbook.history import History, read_history
from specbook.history_line import UNTRIED, Line, marks_of
from specbook.ledger import Entry, State, reconcile
from specbook.pages.flaky import Flaky, flaky
from specbook.pages.trend import trend_of
from specbook.reader import read

SPEC = "Feature: A\n  Scenario: One\n    Given all is well\n"
# What a run told: its commit (with a + where not all was committed), the step definitions, and how it ended.
STATES: dict[str, State] = {"V": "verified", "F": "failing", "U": "undefined", "N": "not run"}


def example(tmp_path: Path, text: str = SPEC) -> tuple[Entry, str]:
    """Return the one example of a spec, and what stands for it in a line."""
    (tmp_path / "a.feature").write_text(text, "utf-8")
    specs = read(tmp_path, tmp_path)
    (mark,) = marks_of(specs.pickles)
    return reconcile(specs, [], Settings()).entries[0], mark


def told(mark: str, *runs: str) -> History:
    """Make a history of runs such as `c1 aaaa V`, or `c1 aaaa R` where it passed when it was tried again."""
    lines = []
    for number, run in enumerate(runs):
        commit, definitions, outcome = run.split()
        about = (f"run-{number}", f"2026-01-01T00:{number:02}:00.000Z", commit.strip("+-"), commit.endswith("+"))
        marks = {STATES.get(outcome, "verified"): mark + definitions}
        lines.append(Line(*about, marks, mark[:8] if outcome == "R" else ""))
    return History(tuple(lines))


def found(tmp_path: Path, *runs: str, state: State = "verified") -> list[Flaky]:
    """Look for flakiness in what some runs told of an example that is in a state today."""
    entry, mark = example(tmp_path)
    return list(flaky(trend_of([replace(entry, state=state)], told(mark, *runs))))


@pytest.mark.parametrize(
    ("runs", "retries", "commit", "changes"),
    [
        (("c1 aaaa V", "c1 aaaa F"), 0, "c1", 0),
        (("c1 aaaa F", "c2 aaaa V", "c1 aaaa V"), 0, "c1", 0),
        (("c1 aaaa V", "c1 aaaa F", "c2 aaaa V", "c2 aaaa F"), 0, "c2", 3),
        (("c1 aaaa R",), 1, "", 0),
        (("c1+ aaaa R", "- aaaa R", "c1 aaaa V"), 2, "", 0),
        (("c1 aaaa V", "c2 aaaa F", "c3 aaaa V", "c4 aaaa F"), 0, "", 3),
        (("c1 aaaa F", "c2 aaaa V", "c3 aaaa N", "c4 aaaa F", "c5 aaaa V"), 0, "", 3),
    ],
)
def test_what_came_out_both_ways_is_flaky(
    tmp_path: Path, runs: tuple[str, ...], retries: int, commit: str, changes: int
) -> None:
    (one,) = found(tmp_path, *runs)
    assert (one.retries, one.commit, one.changes) == (retries, commit, changes)


@pytest.mark.parametrize(
    "runs",
    [
        (),
        ("c1 aaaa V", "c2 aaaa V"),
        ("c1 aaaa F", "c1 aaaa F"),
        ("c1 aaaa V", "c2 aaaa F", "c3 aaaa V"),  # broken, and mended
        ("c1 aaaa F", "c2 aaaa V", "c3 aaaa F"),
        ("c1 aaaa F", f"c2 {UNTRIED} F", "c2 aaaa V"),  # the second run did not try it
        ("c1 aaaa V", "c1 bbbb F"),  # the step definitions changed
        ("c1 aaaa V", "c1 aaaa F", "c2 bbbb V"),  # and have mended it
        ("c1 aaaa R", "c2 bbbb V"),
        ("c1+ aaaa V", "c1+ aaaa F", "c1+ aaaa V", "c1+ aaaa F"),  # whoever tries an edit out runs it again and again
        ("c1 aaaa V", "c1+ aaaa F", "c1 aaaa V"),
        ("- aaaa V", "- aaaa F", "- aaaa V", "- aaaa F"),  # outside of git, nobody knows what else changed
        ("c1 aaaa U", "c1 aaaa V"),
    ],
)
def test_what_an_edit_explains_is_not_flaky(tmp_path: Path, runs: tuple[str, ...]) -> None:
    assert found(tmp_path, *runs) == []


def test_what_changed_since_and_was_not_tried_again_is_not_flaky(tmp_path: Path) -> None:
    assert found(tmp_path, "c1 aaaa V", "c1 aaaa F", state="changed") == []


def test_another_text_begins_anew(tmp_path: Path) -> None:
    _, before = example(tmp_path)
    edited, _ = example(tmp_path, SPEC.replace("well", "better"))
    assert list(flaky(trend_of([edited], told(before, "c1 aaaa V", "c1 aaaa F")))) == []


def test_another_name_does_not(tmp_path: Path) -> None:
    _, before = example(tmp_path)
    renamed, _ = example(tmp_path, SPEC.replace("One", "Two"))
    assert [one.commit for one in flaky(trend_of([renamed], told(before, "c1 aaaa V", "c1 aaaa F")))] == ["c1"]


@pytest.mark.parametrize("processes", [(), ("-n", "2")], ids=["serial", "two processes"])
def test_an_example_that_passed_when_it_was_tried_again_is_flaky_in_the_book_until_its_step_changes(
    sandbox: Sandbox, processes: tuple[str, ...]
) -> None:
    sandbox.write("specs/a.feature", SPEC.replace("all is well", "it works at the second try"))
    step = "{function}\n\n\nTRIES = iter([False, True])\n"
    begins = 'from pytest_bdd import given\n\n\n@given("it works at the second try")\ndef works():\n    '
    sandbox.write("steps/odd.py", step.format(function=f"{begins}assert next(TRIES)"))
    assert sandbox.specbook("run", "--", "--reruns", "1", *processes).code == 0
    (line,) = read_history(find_project(sandbox.root).history, "").lines
    assert len(line.retried) == 8
    assert why(sandbox) == [["A › One", "passed only when tried again, in 1 run"]]
    sandbox.write("steps/odd.py", step.format(function=f"{begins}pass"))
    assert why(sandbox) == []
    assert sandbox.specbook("run").code == 0
    assert why(sandbox) == []


def why(sandbox: Sandbox) -> list[list[str]]:
    """Return which examples the team's book calls flaky, and why."""
    assert sandbox.specbook("stage", "--audience", "internal").code == 0
    record = (sandbox.root / ".specbook/book/internal/docs/assets/specbook/history.js").read_text("utf-8")
    told = json.loads(record.partition(" = ")[2].rstrip(";\n"))["flaky"]
    assert told["count"] == len(told["examples"])
    return [[name, reason] for name, _, reason in told["examples"]]
