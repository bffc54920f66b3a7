"""Every trap in one project: what plain pytest-bdd drops, or passes without running it, has its one right state."""

import codecs
from pathlib import Path

import pytest
from tests.sandbox import STEPS, Said, Sandbox, assert_valid, of

from specbook.config import find_project
from specbook.ledger import Entry
from specbook.standing import stand

# The description of each scenario, and of each of its Examples where it has some, is the state that it must get.
NAMES = """\
Feature: Names
  Scenario: Twice in a file
    verified
    Given all is well

  Scenario: Twice in a file
    failing
    When it fails

  Scenario:
    verified
    Given all is well

  Scenario:
    failing
    When it fails

  Rule: One
    Scenario: Twice across Rules
      verified
      Given all is well

  Rule: Two
    Scenario: Twice across Rules
      failing
      When it fails
"""

STEP_TRAPS = """\
Feature: Steps
  Scenario: The first step is not defined
    undefined
    Given nobody knows this
    Then it ends

  Scenario: A later step is not defined
    undefined
    Given all is well
    When nobody knows this
    Then it ends

  Scenario: Two definitions match
    undefined
    Given a twin

  Scenario: Nobody has written it
    undefined
    When nobody has written it
    Then it ends

  Scenario: No steps
    undefined

  Scenario: It waits
    verified
    Given it waits

  Scenario: It waits in vain
    failing
    Given it waits
    When it waits in vain

  Scenario: And comes first
    verified
    And all is well

  Scenario: A star comes first
    verified
    * all is well

  Scenario: A star comes first and fails
    failing
    * it fails

  @skip
  Scenario: Left out by tag
    planned
    When it fails

  Scenario: Left out by a step
    not run
    Given it skips
    Then it ends

  @xfail
  Scenario: Expected to fail
    planned
    When it fails

  @wip
  Scenario: Not there yet
    planned
    Given nobody knows this

  Scenario: It fails in the middle
    failing
    Given all is well
    When it fails
    Then it ends
    And it ends
"""

OUTLINES = """\
Feature: Outlines
  Scenario Outline: No rows
    undefined
    Given the price is <price>

    Examples:
      | price |

  Scenario Outline: No table
    undefined
    Given the price is <price>

  Scenario Outline: Two blocks
    Given the price is <price>

    Examples: good
      verified
      | price |
      | 1     |
      | 1     |

    @dear
    Examples: bad
      failing
      | price |
      | 10    |

  Scenario Outline: An odd header
    Given the price is <price ($)>

    Examples:
      verified
      | price ($) |
      | 3         |
"""

PLAIN = "Feature: Plain\n  Scenario: Plain\n    verified\n    Given all is well\n"

FILES: dict[str, str | bytes] = {
    "steps/plain.py": STEPS,
    "specs/names.feature": NAMES,
    "specs/steps.feature": STEP_TRAPS,
    "specs/outlines.feature": OUTLINES,
    "specs/mark.feature": codecs.BOM_UTF8 + PLAIN.encode(),
    "specs/windows.feature": PLAIN.replace("\n", "\r\n"),
    "specs/build/passed_by.feature": PLAIN,
    "specs/empty.feature": "",
    "specs/comments.feature": "# nothing yet\n",
}
PROCESSES = {"serial": (), "two processes": ("-n", "2")}


@pytest.fixture(scope="module", params=PROCESSES)
def trapped(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Sandbox, Said]:
    """Run the project once, in one process or in several."""
    sandbox = Sandbox(tmp_path_factory.mktemp("traps"))
    for path, content in FILES.items():
        sandbox.write(path, content)
    return sandbox, sandbox.specbook("run", "--", *PROCESSES[request.param])


def _entries(root: Path) -> tuple[Entry, ...]:
    return stand(find_project(root)).ledger.entries


def test_every_example_is_counted_and_has_its_state(trapped: tuple[Sandbox, Said]) -> None:
    sandbox, said = trapped
    entries = _entries(sandbox.root)
    wrong = {
        f"{entry.pickle.uri}:{entry.pickle.location.line} {entry.pickle.name}": entry.state
        for entry in entries
        if entry.state != ((entry.pickle.row and entry.pickle.examples) or entry.pickle.scenario).description.strip()
    }
    assert not wrong, said.text
    assert len(entries) == 30


def test_the_run_is_not_called_good(trapped: tuple[Sandbox, Said]) -> None:
    assert trapped[1].code == 1
    assert "Traceback" not in trapped[1].text


def test_what_is_recorded_is_valid(trapped: tuple[Sandbox, Said]) -> None:
    assert_valid(trapped[0].stream(), success=False)


def test_a_step_after_a_failure_is_skipped_and_not_failed(trapped: tuple[Sandbox, Said]) -> None:
    statuses = trapped[0].statuses()
    assert statuses["It fails in the middle"] == ["PASSED", "FAILED", "SKIPPED", "SKIPPED"]
    assert statuses["A later step is not defined"] == ["PASSED", "UNDEFINED", "SKIPPED"]
    assert statuses["Two definitions match"] == ["AMBIGUOUS"]
    assert statuses["Nobody has written it"] == ["PENDING", "SKIPPED"]
    assert statuses["Left out by a step"] == ["SKIPPED", "SKIPPED"]
    assert statuses["Expected to fail"] == ["PENDING"]


def test_a_state_says_why(trapped: tuple[Sandbox, Said]) -> None:
    reasons = trapped[0].reasons()
    assert reasons["Left out by a step"] == "the shop is closed"
    assert reasons["Expected to fail"] == "expected failure: tagged @xfail"
    assert reasons["No rows"] == "an outline without rows"
    assert reasons["No steps"] == "a scenario without steps"
    assert "truly awaited" in reasons["It waits in vain"]
    assert "2 step definitions match" in reasons["Two definitions match"]


def test_rows_are_not_mistaken_for_one_another(trapped: tuple[Sandbox, Said]) -> None:
    rows = [pickle for pickle in of(trapped[0].stream(), "pickle") if pickle["name"] == "Two blocks"]
    assert [[tag["name"] for tag in row["tags"]] for row in rows] == [[], [], ["@dear"]]


@pytest.mark.parametrize("processes", PROCESSES.values(), ids=PROCESSES)
def test_a_result_follows_the_text_and_not_the_name(sandbox: Sandbox, processes: tuple[str, ...]) -> None:
    spec = sandbox.write("specs/plain.feature", PLAIN + "\n  Scenario: Priced\n    Given the price is 3\n")
    assert sandbox.states() == {"Plain": "not run", "Priced": "not run"}
    assert sandbox.specbook("run", "--", *processes).code == 0
    assert sandbox.states() == {"Plain": "verified", "Priced": "verified"}
    spec.write_text(spec.read_text("utf-8").replace("Scenario: Plain", "Scenario: Renamed").replace("is 3", "is 4"))
    assert sandbox.states() == {"Renamed": "verified", "Priced": "changed"}
