"""What continuous integration is given: annotations, summaries, badges, JUnit and colours, of odd specs too."""

import json
import os
import pty
import re
import subprocess
import sys
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest
from markdown import markdown
from steps.ci import Runner
from steps.projects import environment
from tests.sandbox import Said, Sandbox

from specbook.config import find_project
from specbook.reports.badge import GREEN, badge
from specbook.reports.github import annotate
from specbook.reports.markdown import MOST_LISTED, code, summary
from specbook.standing import Standing, stand

HOSTILE = [
    "</summary></details>",
    "@org/team",
    "#123",
    ":smile:",
    "a | b",
    "\\|",
    "`",
    "`` ` ``",
    "x `",
    "<script>alert(1)</script>",
    "*a* _b_",
    "me@example.com",
    "[link](x)",
    "&amp;",
    "::set-output name=x::y",
    "##[error]x",
    "%0A::error::x",
]
PASSES = "Given all is well"
FAILS = "Given all is well\n    When it fails"


def spec(*scenarios: str, name: str = "S") -> str:
    """Write a feature of scenarios, each given by its steps."""
    return f"Feature: {name}\n" + "".join(f"  Scenario: S{n}\n    {it}\n" for n, it in enumerate(scenarios))


def under_actions(sandbox: Sandbox, *arguments: str, **variables: str) -> Said:
    variables = {"GITHUB_STEP_SUMMARY": str(sandbox.root / "summary.md")} | variables
    return sandbox.specbook(*arguments, GITHUB_ACTIONS="true", **variables)


def standing_of(sandbox: Sandbox, audience: str | None = None) -> Standing:
    return stand(find_project(sandbox.root), audience)


def badge_label(svg: str) -> str:
    return ElementTree.fromstring(svg).attrib["aria-label"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_reach_an_annotation_as_text_and_obey_nobody(sandbox: Sandbox, text: str) -> None:
    sandbox.write("specs/odd.feature", f"Feature: Odd\n  Scenario: {text}, 100%: {text}\n    {FAILS}\n")
    said = under_actions(sandbox, "run")
    ((name, properties, message),) = Runner(said.out).obeyed
    assert (name, properties["file"], properties["line"]) == ("error", "specs/odd.feature", "2")
    assert message.startswith("assert ")
    assert properties["title"] == f"failing: {text}, 100%: {text}"


def test_what_a_dying_step_printed_is_not_obeyed_and_the_annotations_still_are(sandbox: Sandbox) -> None:
    code = "import os\nfrom pytest_bdd import given\n\n\n@given('it dies')\ndef dies():\n"
    sandbox.write("steps/dies.py", f"{code}    os.write(1, b'\\n::error::x\\n##[error]y\\nhalf')\n    os._exit(0)\n")
    sandbox.write("specs/a.feature", spec("Given it dies"))
    said = under_actions(sandbox, "run", "--", "-s")
    assert "::error::x" in said.out
    assert [properties["title"] for _, properties, _ in Runner(said.out).obeyed] == ["specbook run", "failing: S0"]


def test_the_token_that_stops_commands_is_new_each_time(sandbox: Sandbox) -> None:
    sandbox.write("specs/a.feature", spec(PASSES))
    tokens = [re.findall(r"::stop-commands::(\w+)", under_actions(sandbox, "run").out) for _ in range(2)]
    assert tokens[0] != tokens[1]
    assert all(len(token) == 32 for (token,) in tokens)


def test_status_and_check_let_no_name_be_obeyed_and_leave_data_alone(sandbox: Sandbox) -> None:
    sandbox.write(
        "specs/a.feature", "Feature: A\n  Scenario: ##[error]x\n    Given all is well\n  Scenario: ##[error]x\n"
    )
    for command in (["status"], ["check"]):
        said = under_actions(sandbox, *command)
        assert "##[error]x" in said.out
        assert Runner(said.out).obeyed == []
    assert json.loads(under_actions(sandbox, "status", "--json").out)["specified"] == 2


def test_outside_of_actions_nothing_is_annotated(sandbox: Sandbox) -> None:
    sandbox.write("specs/a.feature", spec(FAILS))
    assert "::" not in sandbox.specbook("run", "--", "-q", "--no-summary").out


def test_more_annotations_than_github_shows_are_told(sandbox: Sandbox) -> None:
    sandbox.write("specs/a.feature", spec(*[FAILS] * 12, *["Given it skips"] * 10))
    obeyed = Runner(under_actions(sandbox, "run").out).obeyed
    assert [name for name, _, _ in obeyed] == ["error"] * 10 + ["warning"] * 10
    assert obeyed[9][1]["title"] == "… and 3 more"
    assert obeyed[19][1]["title"] == "not run: S21"


def test_a_file_that_cannot_be_read_is_annotated_and_summed_up(sandbox: Sandbox) -> None:
    sandbox.write("specs/torn.feature", "Feature: T\n  Scenario: A\n    Given all is well\n    Gvien x\n")
    said = under_actions(sandbox, "run")
    (first, *_) = Runner(said.out).obeyed
    assert (first[0], first[1]["file"], first[1]["line"]) == ("error", "specs/torn.feature", "4")
    assert "#### What cannot be read\n\n- `specs/torn.feature:4:" in (sandbox.root / "summary.md").read_text("utf-8")


def test_an_annotation_names_the_file_as_the_repository_does(sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.write("specs/a.feature", spec(FAILS))
    said = under_actions(sandbox, "run", GITHUB_WORKSPACE=str(tmp_path.parent))
    assert f"::error file={tmp_path.name}/specs/a.feature,line=2," in said.out


def test_a_run_without_examples_is_annotated_too(sandbox: Sandbox) -> None:
    sandbox.write("specs/a.feature", spec(PASSES))
    said = under_actions(sandbox, "run", "--", "-k", "nothing")
    assert said.code == 1
    assert "::error title=specbook run::no example was selected, so nothing was proved" in said.out
    assert "The run is not whole: `no example was selected" in (sandbox.root / "summary.md").read_text("utf-8")


def test_the_summary_is_added_to_what_the_step_has_said_before(sandbox: Sandbox) -> None:
    sandbox.write("specs/a.feature", spec(PASSES))
    sandbox.write("summary.md", "Before, without a line's end")
    assert under_actions(sandbox, "run").code == 0
    text = (sandbox.root / "summary.md").read_text("utf-8")
    assert text.startswith("Before, without a line's end\n### Specs: 1 of 1 examples verified\n")


def test_a_summary_that_cannot_be_written_changes_no_result(sandbox: Sandbox) -> None:
    sandbox.write("specs/a.feature", spec(PASSES))
    said = under_actions(sandbox, "run", GITHUB_STEP_SUMMARY=str(sandbox.root / "no" / "such"))
    assert said.code == 0
    assert "summary cannot be written" in said.err


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_a_summary_is_code_and_nothing_else(text: str) -> None:
    html = markdown(f"- {code(text)}: {code(text)}")
    assert [unescape(found) for found in re.findall("<code>(.*?)</code>", html)] == [text, text]
    assert re.sub("<code>.*?</code>", "", html) == "<ul>\n<li>: </li>\n</ul>"


def test_the_states_of_a_summary_add_up_and_a_long_list_is_told(sandbox: Sandbox) -> None:
    sandbox.write("specs/a.feature", spec(*[PASSES] * (MOST_LISTED + 7), "Given nobody knows"))
    sandbox.specbook("run", "--", "-k", "S47 or S0")
    text = summary(standing_of(sandbox))
    counts = [int(count) for count in re.findall(r"^\| \S \D+ \| (\d+) \|$", text, re.MULTILINE)]
    assert sum(counts) == MOST_LISTED + 8
    assert f"| **specified** | **{MOST_LISTED + 8}** |" in text
    assert text.endswith("- … and 7 more\n")


def test_an_allowed_state_is_counted_and_not_complained_of(sandbox: Sandbox) -> None:
    sandbox.write("specs/a.feature", spec(PASSES))
    said = sandbox.specbook("status", "--format", "markdown", "--allow", "not run")
    assert said.code == 0
    assert "| – not run | 1 |" in said.out
    assert "What is not good" not in said.out
    assert sandbox.specbook("status", "--format", "github", "--allow", "not run").out == ""


def test_nothing_internal_is_in_what_is_made_for_the_public(sandbox: Sandbox) -> None:
    step = (
        "from pytest_bdd import given\n\n\n@given('the server')\ndef it():\n    raise OSError('XYZZY-HOST is down')\n"
    )
    sandbox.write("steps/server.py", step)
    sandbox.write("specs/XYZZY-torn.feature", "XYZZY nonsense\n")
    inside = "  @internal\n  Scenario: XYZZY\n    Given the server\n"
    sandbox.write("specs/a.feature", spec("Given the server") + inside)
    sandbox.specbook("run")
    for form in ("markdown", "github", "svg", "json"):
        sandbox.specbook("status", "--audience", "public", "--format", form, "-o", "out")
        assert "XYZZY" not in (sandbox.root / "out").read_text("utf-8"), form
        if form != "svg":
            sandbox.specbook("status", "--audience", "internal", "--format", form, "-o", "out")
            assert "XYZZY" in (sandbox.root / "out").read_text("utf-8"), form


@pytest.mark.parametrize(
    ("scenarios", "told"),
    [
        ([PASSES, FAILS], "1/2 verified, 1 failing"),
        ([PASSES, "Given nobody knows"], "1/2 verified, 1 undefined"),
        ([PASSES, "Given it skips"], "1/2 verified, 1 not run"),
        ([PASSES, ""], "1/2 verified, 1 undefined"),
        ([], "nothing verified"),
    ],
)
def test_a_badge_is_never_green_where_something_is_not_good(sandbox: Sandbox, scenarios: list[str], told: str) -> None:
    sandbox.write("specs/a.feature", spec(*scenarios))
    sandbox.specbook("run")
    svg = badge(standing_of(sandbox))
    assert badge_label(svg) == f"specbook: {told}"
    assert GREEN not in svg


def test_a_badge_is_green_where_all_is_verified_or_planned_until_something_changes(sandbox: Sandbox) -> None:
    sandbox.write("specs/a.feature", f"{spec(PASSES)}  @wip\n  Scenario: Later\n    Given nobody knows\n")
    sandbox.specbook("run")
    assert badge_label(badge(standing_of(sandbox))) == "specbook: 1/2 verified"
    assert GREEN in badge(standing_of(sandbox))
    sandbox.write("specs/a.feature", spec("Given it waits"))
    assert badge_label(badge(standing_of(sandbox))) == "specbook: 0/1 verified, 1 changed"
    assert GREEN not in badge(standing_of(sandbox))


@pytest.mark.parametrize("audience", [None, "public"])
def test_a_badge_is_not_green_where_a_file_cannot_be_read_whoever_may_see_it(
    sandbox: Sandbox, audience: str | None
) -> None:
    sandbox.write("specs/a.feature", spec(PASSES))
    sandbox.write("specs/torn.feature", "nonsense\n")
    sandbox.specbook("run")
    svg = badge(standing_of(sandbox, audience))
    assert badge_label(svg) == "specbook: 1/1 verified, some unreadable"
    assert GREEN not in svg


def test_a_badge_asks_nobody_for_anything(sandbox: Sandbox) -> None:
    sandbox.write("specs/a.feature", spec(PASSES))
    svg = badge(standing_of(sandbox))
    assert re.findall(r"https?://[^\"]+", svg) == ["http://www.w3.org/2000/svg"]
    assert not re.search("href|url\\(|@import|<style|<script|<image", svg)


def test_an_output_is_written_whole_and_says_where_it_cannot_be(sandbox: Sandbox) -> None:
    sandbox.write("specs/a.feature", spec(PASSES))
    said = sandbox.specbook("status", "--json", "-o", "out/ledger.json")
    assert said.out == "1 example: – 1 not run\n"
    assert json.loads((sandbox.root / "out" / "ledger.json").read_text("utf-8"))["specified"] == 1
    for place in ("specs", "specs/a.feature/x"):
        said = sandbox.specbook("status", "-o", place)
        assert said.code == 2, said.text
        assert place in said.err
    said = sandbox.specbook("status", "--json", "--format", "svg")
    assert said.code == 2
    assert "choose one" in said.err


def test_annotations_come_without_a_run_too(sandbox: Sandbox) -> None:
    sandbox.write("specs/a.feature", spec(PASSES))
    (line,) = annotate(standing_of(sandbox))
    assert line == "::warning file=specs/a.feature,line=2,title=not run%3A S0::no run has come to it yet"
    assert sandbox.specbook("status", "--format", "github").out == f"{line}\n"


def test_a_junit_report_names_every_example_and_says_how_it_ended(sandbox: Sandbox) -> None:
    rows = "    Examples:\n      | p |\n      | 1 |\n      | 12 |\n      | 1 |\n"
    outline = f"  Scenario Outline: Price <p> [euros] now\n    Given the price is <p>\n{rows}"
    sandbox.write("specs/a.feature", spec(FAILS, "Given it skips", "Given nobody knows", "Given a door") + outline)
    door = "@pytest.fixture\ndef door():\n    yield\n    raise OSError('stuck')\n"
    step = "@given('a door')\ndef it(door):\n    pass\n"
    sandbox.write("steps/door.py", f"import pytest\nfrom pytest_bdd import given\n\n\n{door}\n\n{step}")
    sandbox.specbook("run", "--", "--junitxml=out.xml", "-o", "junit_family=xunit1")
    cases = list(ElementTree.parse(sandbox.root / "out.xml").iter("testcase"))
    ends = {case.get("name"): case[0].tag if len(case) else "passed" for case in cases}
    assert ends == {
        "S0": "failure",
        "S1": "skipped",
        "S2": "failure",
        "S3": "error",
        "Price 1 (euros) now[1]": "passed",
        "Price 12 (euros) now[12]": "failure",
        "Price 1 (euros) now[1 #2]": "passed",
    }
    assert {(case.get("classname"), case.get("file")) for case in cases} == {("specs.a.feature", "specs/a.feature")}
    assert "✖ When it fails   specs/a.feature:4" in str(cases[0][0].text)
    assert "no step definition matches “nobody knows”" in str(cases[2][0].get("message"))
    assert "stuck" in str(cases[3][0].get("message"))


@pytest.mark.parametrize(
    ("variables", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False), ({"NO_COLOR": ""}, True)],
)
def test_a_terminal_shows_colours_unless_it_is_asked_not_to(
    sandbox: Sandbox, variables: dict[str, str], coloured: bool
) -> None:
    sandbox.write("specs/a.feature", spec(PASSES))
    assert ("\x1b[" in in_terminal(sandbox, variables)) is coloured


def test_no_colour_goes_into_a_file_unless_it_is_forced(sandbox: Sandbox) -> None:
    sandbox.write("specs/a.feature", spec(PASSES))
    sandbox.specbook("run")
    assert "\x1b[" not in sandbox.specbook("status").out
    assert "\x1b[" in sandbox.specbook("status", FORCE_COLOR="1").out
    sandbox.specbook("status", "-o", "out", FORCE_COLOR="1")
    assert "\x1b[" not in (sandbox.root / "out").read_text("utf-8")


def in_terminal(sandbox: Sandbox, variables: dict[str, str]) -> str:
    """Run `specbook run` in a terminal of its own, and return the ledger's line."""
    ours, theirs = pty.openpty()
    kept = {name: value for name, value in environment().items() if name not in {"NO_COLOR", "FORCE_COLOR"}}
    child = subprocess.Popen(
        [sys.executable, "-m", "specbook", "run"], cwd=sandbox.root, env=kept | variables, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    told = b""
    while part := read_part(ours):
        told += part
    os.close(ours)
    assert child.wait() == 0
    (line,) = (line for line in told.decode().splitlines() if line.startswith("1 example"))
    return line


def read_part(handle: int) -> bytes:
    try:
        return os.read(handle, 4096)
    except OSError:  # how Linux says that nobody holds the other end any more
        return b""
