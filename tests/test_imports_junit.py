"""JUnit XML: names, which only a spec at a revision can give a meaning."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from tests.sandbox import Sandbox, assert_valid

from specbook.errors import ReportError
from specbook.model import GherkinDocument
from specbook.reader import read_text
from specbook.results.junit_names import outcomes_of
from specbook.results.junit_xml import read_junit_xml
from specbook.results.messages import read_messages
from specbook.results.translation import Report, translated

ROOT = Path(__file__).parent.parent
CORPORA = Path(os.environ.get("SPECBOOK_CORPORA") or ROOT.parent / "shared" / "corpora")
ORACLE = CORPORA / "junit-xml-formatter"


def stream_of(report: Path) -> Path:
    """Find the Messages of the run that a report of the corpora is about; three of them have none."""
    return ORACLE / "messages-run/testdata/src" / f"{report.name.split('.')[0]}.ndjson"


REPORTS = sorted(path for path in ORACLE.glob("junit-xml/testdata/src/*.xml") if stream_of(path).is_file())
FEATURE = """\
Feature: Pay by card
  Scenario: Pay
    Given all is well

  Scenario Outline: Pay <sum>
    Given the price is <sum>

    Examples: Small
      | sum |
      | 1   |
      | 20  |

  Rule: Twins
    Scenario: Twin
      Given all is well

    Scenario: Twin
      Given it waits
"""


def git(folder: Path, *arguments: str) -> None:
    named = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run([*named, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def versioned(sandbox: Sandbox) -> Sandbox:
    """Give a project in git, in a folder below the repository's own."""
    sandbox.write("specs/pay.feature", FEATURE)
    git(sandbox.root, "init")
    git(sandbox.root, "add", "specs")
    git(sandbox.root, "commit", "-m", "a spec")
    return sandbox


def suite(*tests: str) -> str:
    return "\n".join(
        ['<?xml version="1.0"?>', '<testsuite timestamp="2026-01-02T03:04:05Z">', *tests, "</testsuite>\n"]
    )


def case(name: str, inside: str = "", classname: str = "Pay by card", **attributes: str) -> str:
    others = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f'<testcase classname="{classname}" name="{name}"{others}>{inside}</testcase>'


def documents_of(stream: list[dict[str, dict[str, str]]]) -> list[GherkinDocument]:
    sources = [node["source"] for node in stream if "source" in node]
    read = [read_text(source["uri"], source["data"]) for source in sources]
    return [one for one in read if isinstance(one, GherkinDocument)]


@pytest.mark.skipif(not REPORTS, reason="the corpora are not here: set SPECBOOK_CORPORA")
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_report_with_its_spec_says_the_same_as_the_messages_of_the_same_run(path: Path) -> None:
    text = stream_of(path).read_text("utf-8")
    documents = documents_of([json.loads(line) for line in text.splitlines()])
    endings = read_junit_xml(path.name, path)
    outcomes, left_out = outcomes_of(path.name, endings, documents)
    told = {(one.uri, one.line): one.status for one in read_messages("m", [("m", text)]).results}
    assert len(outcomes) + len(left_out) == len(endings)
    assert {(one.pickle.uri, one.pickle.location.line): one.status for one in outcomes}.items() <= told.items()
    assert not left_out
    stream = translated(Report("JUnit XML", 5, tuple(documents), outcomes), "run")
    success = all(one.status in {"PASSED", "SKIPPED"} for one in outcomes)
    assert_valid([json.loads(line) for line in stream.splitlines()], success=success)
    assert [one.status for one in read_messages("run", [("m", stream)]).results] == [one.status for one in outcomes]


@pytest.mark.parametrize(
    ("written", "name", "state"),
    [
        (case("Pay"), "Pay", "verified"),
        (case("Pay", "<failure message='no money'/>"), "Pay", "failing"),
        (case("Pay", "<error>no money</error>"), "Pay", "failing"),
        (case("Pay", "<skipped message='closed'/>"), "Pay", "not run"),
        (case("Pay", status="untested"), "Pay", "not run"),
        (case("Pay", status="passed"), "Pay", "verified"),
        (case("Pay", "<system-out>Given all is well......passed</system-out>"), "Pay", "verified"),
        (case("Pay", "<failure/><system-out>Given all is well..undefined</system-out>"), "Pay", "undefined"),
        (case("Pay", "<failure/><system-out>Given all is well..passed</system-out>"), "Pay", "failing"),
        (case("Pay", "<system-out>Given all is lost......passed</system-out>"), "Pay", "not run"),
        (case("Pay", "<system-out>whatever a test prints...</system-out>"), "Pay", "verified"),
        (case("Pay", classname="specs.pay.Pay by card"), "Pay", "verified"),
        (case("Pay", classname="specs.pay.feature"), "Pay", "verified"),
        (case("Pay by card - Pay", classname="anything"), "Pay", "verified"),
        (case("Pay 20[20]", classname="specs.pay.feature"), "Pay 20 2", "verified"),
        (case("Pay 20 -- @1.2 Small", classname="pay.Pay by card"), "Pay 20 2", "verified"),
        (case("Pay &lt;sum&gt; - Small - #1.2: Pay 20"), "Pay 20 2", "verified"),
        (case("Pay", classname="tests.unit"), "Pay", "not run"),
        (case("test_pay", classname="tests.test_specs"), "Pay", "not run"),
        (case("Twins - Twin"), "Twin", "not run"),
        (case("Pay", classname=""), "Pay", "not run"),
        (case("Pay") + case("Pay"), "Pay", "not run"),
    ],
)
def test_a_test_speaks_of_the_one_example_that_has_its_name(
    versioned: Sandbox, written: str, name: str, state: str
) -> None:
    versioned.write("report.xml", suite(written))
    said = versioned.specbook("import", "report.xml", "--revision", "HEAD")
    assert said.code in {0, 1}
    assert versioned.states() == dict.fromkeys(["Pay", "Twin", "Pay 1 1", "Pay 20 2"], "not run") | {name: state}


def test_names_that_several_examples_share_are_listed_with_their_place(versioned: Sandbox) -> None:
    versioned.write("report.xml", suite(case("Pay"), case("Twins - Twin"), case("Other")))
    said = versioned.specbook("import", "report.xml", "--revision", "HEAD")
    assert said.code == 0
    assert "report.xml:4  Pay by card: Twins - Twin: 2 examples of that revision have this name" in said.out
    assert "report.xml:5  Pay by card: Other: no example of that revision has this name" in said.out


def test_the_text_is_the_one_of_the_revision_and_not_of_today(versioned: Sandbox) -> None:
    versioned.write("specs/pay.feature", FEATURE.replace("all is well", "all is otherwise"))
    versioned.write("report.xml", suite(case("Pay")))
    said = versioned.specbook("import", "report.xml", "--revision", "HEAD")
    assert versioned.states()["Pay"] == "changed"
    assert "specs/pay.feature:2  Pay: the spec says something else now" in said.out


def test_a_project_below_the_repository_s_root_finds_its_specs(sandbox: Sandbox) -> None:
    below = Sandbox(sandbox.root / "deep" / "down")
    below.write("specs/pay.feature", FEATURE)
    git(sandbox.root, "init")
    git(sandbox.root, "add", "deep")
    git(sandbox.root, "commit", "-m", "a spec")
    below.write("report.xml", suite(case("Pay")))
    assert below.specbook("import", "report.xml", "--revision", "HEAD").code == 0
    assert below.states()["Pay"] == "verified"


@pytest.mark.parametrize("revision", ["nowhere", "--all", "-n", "HEAD~7", "HEAD^{tree}", "a b", ":/x"])
def test_an_unknown_revision_is_wrong_usage(versioned: Sandbox, revision: str) -> None:
    versioned.write("report.xml", suite(case("Pay")))
    said = versioned.specbook("import", "report.xml", f"--revision={revision}")
    assert (said.code, "git knows no revision" in said.err) == (2, True)
    assert not (versioned.root / ".specbook/results").exists()


def test_a_report_without_a_revision_is_wrong_usage(versioned: Sandbox) -> None:
    versioned.write("report.xml", suite(case("Pay")))
    said = versioned.specbook("import", "report.xml")
    assert (said.code, "--revision REV" in said.err) == (2, True)


BOMB = '<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><testsuite name="&b;"/>'
OUTSIDE = '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><testsuite><testcase name="&x;"/></testsuite>'


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (BOMB, "a document type is declared"),
        (OUTSIDE, "a document type is declared"),
        ('<!DOCTYPE l SYSTEM "http://example.org/l.dtd"><testsuite/>', "a document type is declared"),
        ("<testsuite><testcase>", "report.xml:1:22: this is not valid XML: no element found"),
        ("<testsuite>&nbsp;</testsuite>", "report.xml:1:12: this is not valid XML"),
        ("<html></html>", "report.xml:1: this is no JUnit XML: it begins with <html>"),
        ('<?xml version="1.0" encoding="nonsense"?><testsuite/>', "report.xml"),
        ("<testsuite/>", "tells of no example"),
    ],
)
def test_what_is_no_report_is_told_and_nothing_is_kept(versioned: Sandbox, content: str, told: str) -> None:
    versioned.write("report.xml", content)
    said = versioned.specbook("import", "report.xml", "--revision", "HEAD")
    assert (said.code, told in said.err) == (1, True), said
    assert not (versioned.root / ".specbook/results").exists()


def test_a_large_report_is_read_as_a_stream(tmp_path: Path) -> None:
    path = tmp_path / "report.xml"
    line = "a line that a test printed, and another, and another, and another\n"
    path.write_text(suite(*(case(f"Pay {n}", f"<system-out>{line * 100}</system-out>") for n in range(3000))), "utf-8")
    assert path.stat().st_size > 15_000_000
    endings = read_junit_xml("report.xml", path)
    assert (len(endings), endings[-1].name, endings[-1].status) == (3000, "Pay 2999", "PASSED")


def test_dates_order_runs_and_one_that_is_none_is_no_date(tmp_path: Path) -> None:
    path = tmp_path / "report.xml"
    path.write_text(
        '<testsuites><testsuite timestamp="2026-01-02T03:04:05+01:00"><testcase name="a"/></testsuite>'
        '<testsuite timestamp="yesterday"><testcase name="b"/></testsuite></testsuites>',
        "utf-8",
    )
    first, second = read_junit_xml("report.xml", path)
    assert (first.started, second.started) == (1767319445 * 10**9, 0)


def test_a_report_that_is_cut_off_says_where(tmp_path: Path) -> None:
    path = tmp_path / "report.xml"
    path.write_text(suite(case("Pay"), case("Pay again"))[:-40], "utf-8")
    with pytest.raises(ReportError, match=r"report\.xml:4:\d+: this is not valid XML"):
        read_junit_xml("report.xml", path)
