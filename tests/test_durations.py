"""Times for pytest-split from our own results."""

import json

import pytest
from tests.sandbox import Sandbox

from specbook.node_names import node_ids
from specbook.reader import read

WAIT = """\
Feature: A
  Scenario Outline: Wait
    When it takes <ms> ms
    Examples:
      | ms |
      | 5 |
      | 1 |
"""
SLOW = """\
import time
from pytest_bdd import parsers, when


@when(parsers.parse("it takes {number:d} ms"))
def it_takes(number):
    time.sleep(number / 1000)
"""


@pytest.fixture
def spread(sandbox: Sandbox) -> Sandbox:
    sandbox.write("steps/slow.py", SLOW)
    sandbox.write("specs/a.feature", WAIT)
    return sandbox


def test_they_are_for_the_items_that_pytest_collects(spread: Sandbox) -> None:
    odd = "Feature: Odd\n" + "".join(
        f"  Scenario: {name}\n    Given all is well\n\n" for name in ("Twin", "Twin", "", "a::b [é]", "x" * 90)
    )
    long = "Feature: L\n  Scenario Outline: <x>\n    Given all is well\n    Examples:\n      | x |\n      | "
    spread.write("specs/odd.feature", odd)
    spread.write("specs/deep/long.feature.md", "# Feature: M\n\n## Scenario: S\n\n* Given all is well\n")
    spread.write("specs/long.feature", long + "y" * 70 + " |\n")
    assert spread.specbook("run").code == 0
    assert spread.specbook("durations").code == 0
    listed = spread.pytest("specs", "--collect-only", "-q").out.splitlines()
    written = json.loads((spread.root / ".test_durations").read_text("utf-8"))
    assert set(written) == {line for line in listed if "::" in line}
    assert set(node_ids(read(spread.root / "specs", spread.root).documents)) == set(written)
    assert all(0 < seconds < 5 for seconds in written.values())


def test_fixtures_count_and_other_tests_keep_their_times(spread: Sandbox) -> None:
    spread.write(
        "conftest.py",
        "import time\nimport pytest\n\n@pytest.fixture(autouse=True)\ndef slow():\n    time.sleep(0.05)\n",
    )
    spread.write("times.json", '{"tests/test_a.py::test": 3, "specs/gone.feature::It": 1}')
    spread.specbook("run")
    assert spread.specbook("durations", "-o", "times.json").code == 0
    written = json.loads((spread.root / "times.json").read_text("utf-8"))
    assert written.pop("tests/test_a.py::test") == 3
    assert "specs/gone.feature::It" not in written
    assert min(written.values()) >= 0.05


def test_a_renamed_scenario_keeps_its_time(spread: Sandbox) -> None:
    spread.specbook("run")
    spread.write("specs/a.feature", WAIT.replace("Wait", "Be patient"))
    spread.specbook("durations")
    written = json.loads((spread.root / ".test_durations").read_text("utf-8"))
    assert written["specs/a.feature::Be patient[5]"] >= 0.005


def test_pytest_split_splits_by_them(spread: Sandbox) -> None:
    spread.write("specs/a.feature", WAIT.replace("| 5 |", "| 300 |"))
    spread.specbook("run")
    spread.specbook("durations")
    split = ["--splits", "2", "--group", "1", "--splitting-algorithm", "least_duration", "--collect-only", "-q"]
    listed = spread.pytest("specs", *split).out.splitlines()
    assert [line for line in listed if "::" in line] == ["specs/a.feature::Wait[300]"]


@pytest.mark.parametrize("content", ["", "[1]", "notes", '{"a": "b"}'])
def test_a_file_that_holds_something_else_is_left_as_it_is(spread: Sandbox, content: str) -> None:
    spread.write("notes", content)
    said = spread.specbook("durations", "-o", "notes")
    assert said.code == 2
    assert "notes: this is no file of durations" in said.err
    assert (spread.root / "notes").read_text("utf-8") == content


def test_without_any_result_there_is_nothing_to_write(spread: Sandbox) -> None:
    said = spread.specbook("durations")
    assert said.code == 1
    assert "specbook run" in said.err
    assert not (spread.root / ".test_durations").exists()
