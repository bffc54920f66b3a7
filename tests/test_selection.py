"""What is asked for wrongly: told with its place, before anything is run or written."""

import pytest
from tests.sandbox import Sandbox

SPEC = """\
# the first line
Feature: Pay
  @little
  Scenario: A little
    Given all is well


  # between two scenarios
  Scenario: A lot
    Given all is well
"""


@pytest.mark.parametrize("processes", [(), ("-n", "2")], ids=["serial", "two processes"])
@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["--tags=@little and"], "  @little and\n             ^"),
        (
            ["specs/pay.feature:99"],
            "specs/pay.feature:99 is no line of a scenario; the nearest, “A lot”, begins on line 9",
        ),
        (["specs/pay.feature:1"], "specs/pay.feature:1 is no line of a scenario"),
        (["specs/pay.feature:0"], "specs/pay.feature:0 is no line of a scenario"),
        (["specs/pay.feature:4:99"], "specs/pay.feature:99 is no line of a scenario"),
        (["specs/none.feature:4"], "specs/none.feature: there is no such file"),
        (["@lines.txt"], "specs/pay.feature:77 is no line of a scenario"),
        (["@none.txt"], "none.txt"),
        (["--changed-since=no-revision"], "git knows no revision “no-revision” here"),
    ],
)
def test_what_is_asked_wrongly_runs_nothing_and_overwrites_nothing(
    sandbox: Sandbox, asked: list[str], told: str, processes: tuple[str, ...]
) -> None:
    sandbox.write("specs/pay.feature", SPEC)
    sandbox.write("lines.txt", "specs/pay.feature:4\nspecs/pay.feature:77\n")
    assert sandbox.specbook("run").code == 0
    before = _results(sandbox)
    said = sandbox.specbook("run", "--", *asked, *processes)
    assert said.code == 2, said.text
    assert told in said.text
    assert sandbox.pytest(*asked, *processes).code == 4
    assert _results(sandbox) == before


def _results(sandbox: Sandbox) -> dict[str, bytes]:
    folder = sandbox.root / ".specbook"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_is_asked_may_be_longer_than_any_name_of_a_file(sandbox: Sandbox) -> None:
    sandbox.write("specs/pay.feature", SPEC)
    said = sandbox.specbook("run", "--", "-k", " or ".join(["little", *(f"name{number}" for number in range(99))]))
    assert said.code == 0, said.text
    assert sandbox.states() == {"A little": "verified", "A lot": "not run"}
