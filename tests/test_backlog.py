"""The backlog: read with the place of every mistake, its links followed, its numbers asked for, its musts weighed."""

import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.sandbox import Sandbox

from specbook.backlog import Backlog, read_backlog
from specbook.checks import Finding
from specbook.config import find_project
from specbook.findings import known_findings, what_is_known
from specbook.reader import read
from specbook.translated import findings_in

PAY = """\
@id:paying
Feature: Pay
  So that the order ships today.

  @id:by-card
  Scenario: Pay by card
    Given a basket worth 38 euros
    When the shopper pays by card
    Then the order is paid

  Scenario: Pay for nothing
    Given an empty basket
    When the shopper pays by card
    Then nothing is paid
"""


def backlog(sandbox: Sandbox, text: str | bytes) -> Backlog:
    path = sandbox.root / "specs" / "backlog.yml"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    found = read_backlog(find_project(sandbox.root))
    assert found is not None
    return found


def findings(sandbox: Sandbox, text: str, today: date = date(2026, 11, 1)) -> list[Finding]:
    """Return what is found in a backlog beside a feature, on a day."""
    backlog(sandbox, text)
    sandbox.write("specs/pay.feature", PAY)
    project = find_project(sandbox.root)
    specs = read(project.specs, project.root)
    known = replace(what_is_known(project, specs), today=today)
    return [one for one in known_findings(project, specs, known) if one.uri == "specs/backlog.yml"]


def told(sandbox: Sandbox, text: str, today: date = date(2026, 11, 1)) -> list[str]:
    return [f"{one.line} {one.check}: {one.message}" for one in findings(sandbox, text, today)]


def test_a_project_without_a_backlog_has_none(sandbox: Sandbox) -> None:
    assert read_backlog(find_project(sandbox.root)) is None
    (sandbox.root / "specs/backlog.yml").mkdir(parents=True)
    assert read_backlog(find_project(sandbox.root)) is None


def test_an_idea_says_what_it_is_ranked_by(sandbox: Sandbox) -> None:
    read_one = backlog(
        sandbox,
        """\
        ideas:
          - title: Pay later
            story: |
              As a shopper I want to pay later
              so that I need not wait.
            priority: must
            effort: 2.5
            feature: pay.feature
            features: ["@id:by-card"]
            numbers:
              reach: {value: 1200, source: Shop statistics, as of: 2026-10-01}
              confidence: 80 %
          - title: Pay never
            priority:
            numbers:
        """.replace("\n        ", "\n").strip(),
    )
    assert read_one.problems == ()
    later, never = read_one.ideas
    assert (later.title, later.line, later.priority, later.effort) == ("Pay later", 2, "must", Decimal("2.5"))
    assert later.story == "As a shopper I want to pay later\nso that I need not wait."
    assert [(link.text, link.line) for link in later.features] == [("pay.feature", 8), ("@id:by-card", 9)]
    reach, confidence = later.numbers
    assert (reach.name, reach.value, reach.line) == ("reach", 1200, 11)
    assert (reach.source, reach.as_of) == ("Shop statistics", date(2026, 10, 1))
    assert (confidence.value, confidence.source, confidence.as_of) == (Decimal("0.8"), "", None)
    assert (never.line, never.priority, never.effort, never.features, never.numbers) == (13, "", None, (), ())


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "ideas:\n", "ideas: []\n"])
def test_a_backlog_may_be_empty(sandbox: Sandbox, text: str) -> None:
    assert (backlog(sandbox, text).ideas, backlog(sandbox, text).problems) == ((), ())


IDEA = "ideas:\n  - title: Pay later\n    "


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("idea: []\n", "1: idea: “idea” is not known here. Did you mean “ideas”?"),
        ("ideas: later\n", "1: ideas: a list of ideas is expected"),
        ("ideas:\n  - later\n", "2: ideas.1: a mapping (`key: value`) is expected"),
        ("ideas:\n  -\n", "2: ideas.1: an idea needs its `title`"),
        ("ideas:\n  - effort: 3\n", "2: ideas.1: an idea needs its `title`"),
        ("ideas:\n  - title: [x]\n", "2: ideas.1.title: a text is expected"),
        (f"{IDEA}priorty: must\n", "3: ideas.1.priorty: “priorty” is not known here. Did you mean “priority”?"),
        (f"{IDEA}priority: Must\n", "3: ideas.1.priority: “Must” is not known here. Did you mean “must”?"),
        (f"{IDEA}effort: much\n", "3: ideas.1.effort: a number is expected, such as 1200, 0.5 or 80%"),
        (f"{IDEA}effort: [3]\n", "3: ideas.1.effort: a number is expected"),
        (f"{IDEA}effort: -1\n", "3: ideas.1.effort: an effort is never below 0"),
        (f"{IDEA}features: pay.feature\n", "3: ideas.1.features: a list of texts is expected"),
        (f"{IDEA}feature: [pay.feature]\n", "3: ideas.1.feature: a text is expected"),
        (f"{IDEA}numbers: 3\n", "3: ideas.1.numbers: a mapping (`key: value`) is expected"),
        (f"{IDEA}numbers:\n      reach: nan\n", "4: ideas.1.numbers.reach.value: a number is expected"),
        (f"{IDEA}numbers:\n      reach:\n", "4: ideas.1.numbers.reach.value: a number is expected"),
        (f"{IDEA}numbers:\n      reach:\n        source: x\n", "4: ideas.1.numbers.reach.value: a number is expected"),
        (f"{IDEA}numbers:\n      reach:\n        as-of: x\n", "5: ideas.1.numbers.reach.as-of: “as-of” is not known"),
        (
            f"{IDEA}numbers:\n      reach:\n        value: 3\n        as of: 2026-02-30\n",
            "6: ideas.1.numbers.reach.as of: a day is expected, such as 2026-10-01",
        ),
        (f"{IDEA}numbers: {{reach: {{value: 3, as of: 20261001}}}}\n", "3: ideas.1.numbers.reach.as of: a day"),
        ("ideas:\n  - title: x\n    title: y\n", "3: this is not valid YAML: “title” is here twice"),
        ("ideas: [\n", "this is not valid YAML: "),
        ("- later\n", "1: a mapping (`key: value`) is expected here."),
        ("ideas: &a\n  - *a\n", "ideas.1: a mapping (`key: value`) is expected"),
        (b"ideas:\n  - title: caf\xe9\n", "1: the file is not UTF-8"),
    ],
)
def test_a_backlog_that_is_written_wrongly_is_an_error_with_its_line(
    sandbox: Sandbox, text: str | bytes, message: str
) -> None:
    (problem,) = backlog(sandbox, text).problems
    assert message in f"{problem.line}: {problem.what}"
    said = sandbox.specbook("check", "--format", "json", "specs")
    (told,) = json.loads(said.out)["findings"]
    assert (said.code, told["severity"], told["file"], told["line"]) == (1, "error", problem.uri, problem.line)


def test_every_idea_that_is_written_wrongly_is_told_and_the_others_are_read(sandbox: Sandbox) -> None:
    found = backlog(sandbox, "ideas:\n  - titel: a\n  - title: b\n  - title: c\n    effort: x\n")
    assert [problem.line for problem in found.problems] == [2, 5]
    assert [idea.title for idea in found.ideas] == ["b"]


def test_a_backlog_that_is_written_wrongly_stops_nothing_but_the_check(sandbox: Sandbox) -> None:
    sandbox.write("specs/pay.feature", PAY)
    sandbox.write("specs/backlog.yml", "ideas: [\n")
    assert "this is not valid YAML" not in sandbox.specbook("status").text
    assert sandbox.specbook("stage").code == 0


def test_what_is_wrong_with_a_backlog_is_said_in_french(sandbox: Sandbox) -> None:
    (french,) = findings_in("fr", findings(sandbox, f"{IDEA}priorty: must\n"))
    assert french.message == (
        "ideas.1.priorty\u202f: «\u202fpriorty\u202f» n’est pas connu ici. "
        "Vouliez-vous dire «\u202fpriority\u202f»\u202f?"
    )


@pytest.mark.parametrize(
    "link", ["pay.feature", "specs/pay.feature", 'pay.feature "Pay by card"', "@id:by-card", "@id:paying"]
)
def test_a_link_holds_that_leads_to_a_spec_or_a_part_of_it(sandbox: Sandbox, link: str) -> None:
    assert told(sandbox, f"{IDEA}feature: '{link}'\n") == []


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("pya.feature", "there is no spec “pya.feature”. Did you mean “pay.feature”?"),
        ('pay.feature "Pay by cart"', "specs/pay.feature has no scenario “Pay by cart”. Did you mean “Pay by card”?"),
        ("@id:by-cart", "no spec has the tag @id:by-cart. Did you mean “@id:by-card”?"),
        ("@paying", "no spec has the tag @paying. Did you mean “@id:paying”?"),
        ("../pay.feature", "there is no spec"),
    ],
)
def test_a_link_that_leads_nowhere_is_found_in_its_line(sandbox: Sandbox, link: str, why: str) -> None:
    (one,) = told(sandbox, f"{IDEA}features:\n      - pay.feature\n      - '{link}'\n")
    assert one.startswith(f"5 backlog-links-hold: A link of “Pay later” does not hold: {why}")


@pytest.mark.parametrize(
    ("as_of", "message"),
    [
        ("2026-05-05", ""),
        ("2026-05-04", "“reach” of “Pay later” is 181 days old. Ask for it again."),
        ("2026-11-02", ""),
        ("2026-11-03", "“reach” of “Pay later” is of a day that has not come yet. Correct it."),
        ("", "“reach” of “Pay later” has no day. Say with `as of:` when it was so."),
    ],
)
def test_a_number_is_found_that_is_older_than_180_days_or_has_no_day(
    sandbox: Sandbox, as_of: str, message: str
) -> None:
    number = f"{{value: 3, source: Shop statistics, as of: {as_of}}}"
    found = told(sandbox, f"{IDEA}numbers:\n      reach: {number}\n", date(2026, 11, 1))
    assert found == [f"4 numbers-have-sources: {message}"] * bool(message)


@pytest.mark.parametrize("number", ["3", "{value: 3}", "{value: 3, source: }", "{value: 3, as of: 2026-10-31}"])
def test_a_number_without_a_source_is_found_in_its_line(sandbox: Sandbox, number: str) -> None:
    message = "“reach” of “Pay later” has no source. Say with `source:` who knows it."
    assert told(sandbox, f"{IDEA}numbers:\n      reach: {number}\n") == [f"4 numbers-have-sources: {message}"]


def ranked(*ideas: tuple[str, str]) -> str:
    lines = [f"  - title: {n}\n    priority: {p}\n    effort: {e}\n" for n, (p, e) in enumerate(ideas)]
    return "".join(["ideas:\n", *lines])


@pytest.mark.parametrize(
    ("ideas", "line", "share"),
    [
        ([("must", "3"), ("should", "2")], 0, 0),
        ([("must", "0.3"), ("should", "0.2")], 0, 0),
        ([("must", "3.01"), ("should", "2")], 2, 61),
        ([("should", "1"), ("must", "3"), ("must", "1"), ("must", "1")], 8, 67),
        ([("must", "3"), ("should", "2"), ("", "9"), ("wont", "9")], 0, 0),
        ([("must", "3"), ("wont", "9"), ("should", "1")], 2, 75),
        ([("must", "3"), ("should", ""), ("could", "0")], 0, 0),
        ([("must", "3")], 0, 0),
        ([("must", "0"), ("must", "0")], 0, 0),
        ([], 0, 0),
    ],
)
def test_the_must_with_which_musts_take_more_than_60_percent_of_the_effort_is_found(
    sandbox: Sandbox, ideas: list[tuple[str, str]], line: int, share: int
) -> None:
    found = told(sandbox, ranked(*ideas))
    assert [one.partition(" ")[0] for one in found] == ([str(line)] if line else [])
    assert not line or f"what must be done takes {share} % of the effort" in found[0]


def test_musts_are_not_weighed_where_an_idea_cannot_be_read(sandbox: Sandbox) -> None:
    found = findings(sandbox, f"{ranked(('must', '9'), ('should', '1'))}  - effort: 30\n")
    assert [one.check for one in found] == ["settings"]


@pytest.mark.parametrize(
    ("file", "line", "left"),
    [
        ("", "", 2),
        ("# specbook: ignore[numbers-have-sources] drawn up by the insurers\n", "", 0),
        ("# specbook: ignore[numbers-have-sources]\n\n# ours\n", "", 0),
        ("", "      # specbook: ignore[numbers-have-sources] a guess\n      # indeed\n", 1),
        ("", "      # specbook: ignore[backlog-links-hold] another\n", 2),
    ],
)
def test_a_comment_ignores_a_check_in_the_line_below_or_in_the_whole_backlog(
    sandbox: Sandbox, file: str, line: str, left: int
) -> None:
    found = told(sandbox, f"{file}{IDEA}numbers:\n{line}      reach: 3\n      impact: 4\n")
    assert len(found) == left


def test_a_check_of_the_backlog_is_switched_off_like_any_other(sandbox: Sandbox, tmp_path: Path) -> None:
    text = f"{IDEA}numbers:\n      reach: 3\n"
    assert len(told(sandbox, text)) == 1
    sandbox.write("pyproject.toml", '[tool.specbook.check]\nignore = ["backlog"]\n')
    assert told(sandbox, text) == []


def test_the_backlog_is_checked_where_it_is_asked_about(sandbox: Sandbox) -> None:
    sandbox.write("specs/pay.feature", PAY)
    sandbox.write("specs/backlog.yml", f"{IDEA}numbers:\n      reach: 3\n")
    for path, found in (("specs/backlog.yml", True), ("specs", True), ("specs/pay.feature", False)):
        assert ("numbers-have-sources" in sandbox.specbook("check", path).out) is found
    told = sandbox.specbook("check", "specs/backlog.yml")
    assert re.search(r"^specs/backlog.yml:4:1: warning: .* \[numbers-have-sources\]$", told.out, re.MULTILINE)
