"""Importing whatever its format: what is kept, what is refused, and which result outranks which."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.sandbox import Sandbox
from tests.test_results import KIT, ndjson, statuses_of

SPEC = """\
Feature: Pay
  Scenario: Pay
    Given all is well

  Scenario: Pay again
    Given all is well
    When it fails
"""
CASE = {"id": "c", "pickleId": "p", "testSteps": [{"id": "s", "pickleStepId": "ps", "stepDefinitionIds": []}]}


def stream(status: str = "PASSED", second: int = 1_767_225_600, protocol: str = "22.0.0") -> list[dict[str, Any]]:
    """Give the run of one scenario as another implementation, of another project, may have written it."""
    at = {"seconds": second, "nanos": 0}
    step = {"id": "ps", "astNodeIds": ["n1"], "type": "Context", "text": "all is well"}
    pickle = {"id": "p", "uri": "features/old.feature", "name": "Pay", "language": "en", "tags": []}
    result = {"status": status, "duration": {"seconds": 0, "nanos": 1}, "message": "no money"}
    return [
        {"meta": {"protocolVersion": protocol, "implementation": {"name": "cucumber-js"}}},
        {"pickle": pickle | {"astNodeIds": ["n0"], "steps": [step]}},
        {"testRunStarted": {"timestamp": at}},
        {"testCase": CASE},
        {"testCaseStarted": {"id": "a", "testCaseId": "c", "attempt": 0, "timestamp": at}},
        {"testStepFinished": {"testCaseStartedId": "a", "testStepId": "s", "testStepResult": result, "timestamp": at}},
        {"testCaseFinished": {"testCaseStartedId": "a", "timestamp": at, "willBeRetried": False}},
        {"testRunFinished": {"success": status == "PASSED", "timestamp": at}},
    ]


def runs(sandbox: Sandbox) -> list[Path]:
    return sorted((sandbox.root / ".specbook" / "results").glob("*/*"))


@pytest.fixture
def shop(sandbox: Sandbox) -> Sandbox:
    """Give a project with two scenarios, and a report of the first."""
    sandbox.write("specs/pay.feature", SPEC)
    sandbox.write("report.ndjson", ndjson(stream()))
    return sandbox


def test_messages_are_kept_as_they_are(shop: Sandbox) -> None:
    said = shop.specbook("import", "report.ndjson")
    assert said.code == 0
    (kept,) = runs(shop)
    assert kept.read_bytes() == (shop.root / "report.ndjson").read_bytes()
    assert kept.parent.name.startswith("20260101T000000Z-")
    assert shop.states() == {"Pay": "verified", "Pay again": "not run"}
    assert (shop.root / ".specbook" / ".gitignore").read_text("utf-8") == "*\n"


@pytest.mark.skipif(not KIT, reason="the corpora are not here: set SPECBOOK_CORPORA")
def test_every_stream_of_the_compatibility_kit_finds_its_spec(sandbox: Sandbox) -> None:
    wanted = []
    for path in KIT:
        for spec in path.parent.glob("*.feature*"):
            if spec.name.endswith((".feature", ".feature.md")):
                sandbox.write(f"specs/{path.parent.name}/{spec.name}", spec.read_bytes())
        shutil.copy(path, sandbox.root)
        wanted += statuses_of([json.loads(line) for line in path.read_text("utf-8").splitlines()])
    names = [path.name for path in KIT if '"testCaseStarted"' in path.read_text("utf-8")]
    said = sandbox.specbook("import", *names)
    assert said.code == 0, said
    assert said.out.count(": imported as ") == len(names)
    ledger = json.loads(sandbox.specbook("status", "--json").out)
    assert ledger["states"]["changed"] == 0
    assert ledger["states"]["verified"] <= wanted.count("PASSED")
    assert sum(ledger["states"].values()) == ledger["specified"]


def test_the_same_content_is_imported_once(shop: Sandbox) -> None:
    shop.write("copy.ndjson", ndjson(stream()))
    assert ": imported as " in shop.specbook("import", "report.ndjson").out
    said = shop.specbook("import", "report.ndjson", "copy.ndjson")
    assert (said.code, said.out.count(": already imported as ")) == (0, 2)
    assert len(runs(shop)) == 1


def test_a_run_that_was_recorded_here_comes_back_as_itself(shop: Sandbox) -> None:
    shop.specbook("run")
    (recorded,) = runs(shop)
    shutil.copy(recorded, shop.root / "artefact.ndjson")
    assert "already imported" in shop.specbook("import", "artefact.ndjson").out
    shutil.rmtree(recorded.parent)
    assert ": imported as " in shop.specbook("import", "artefact.ndjson").out
    assert shop.states() == {"Pay": "verified", "Pay again": "failing"}


@pytest.mark.parametrize("newest_first", [True, False])
def test_the_newer_run_decides_in_whatever_order_they_are_imported(shop: Sandbox, newest_first: bool) -> None:
    shop.write("old.ndjson", ndjson(stream("PASSED", 1_700_000_000)))
    shop.write("new.ndjson", ndjson(stream("FAILED", 1_700_000_001)))
    for name in ("new.ndjson", "old.ndjson") if newest_first else ("old.ndjson", "new.ndjson"):
        shop.specbook("import", name)
    assert shop.states()["Pay"] == "failing"


def test_a_report_without_a_date_is_as_old_as_its_file(shop: Sandbox) -> None:
    result = {"status": "failed", "duration": 1}
    steps = [{"keyword": "Given ", "name": "all is well", "line": 3, "result": result}]
    features = [{"uri": "x.feature", "elements": [{"type": "scenario", "line": 2, "name": "Pay", "steps": steps}]}]
    old = shop.write("report.json", json.dumps(features))
    os.utime(old, (1_600_000_000, 1_600_000_000))
    assert "20200913T122640Z" in shop.specbook("import", "report.json").out
    assert shop.states()["Pay"] == "failing"
    shop.specbook("import", "report.ndjson")
    assert shop.states()["Pay"] == "verified"


def test_what_speaks_of_no_example_is_listed_and_not_kept(shop: Sandbox) -> None:
    other = ndjson(stream()).replace("all is well", "all is lost").replace('"Pay"', '"Ring \\u001b[31m"')
    shop.write("other.ndjson", other)
    said = shop.specbook("import", "other.ndjson")
    assert said.code == 1
    assert "other.ndjson: not imported: nothing in it speaks of an example of the specs." in said.err
    assert "  features/old.feature:0  Ring �[31m: no example has its text or its place" in said.out
    assert runs(shop) == []


def test_a_result_of_another_text_at_the_same_place_is_told_and_proves_nothing(shop: Sandbox) -> None:
    shop.write(
        "other.ndjson", ndjson(stream()).replace("all is well", "all was well").replace("features/old", "specs/pay")
    )
    shop.write("specs/pay.feature", SPEC.replace("Scenario: Pay\n", "Scenario: Pay\n    # by card\n"))
    said = shop.specbook("import", "other.ndjson")
    assert said.code == 0
    assert "0 examples of exactly this text" in said.out
    assert "Pay: the spec says something else now" in said.out
    assert shop.states()["Pay"] == "changed"


def test_one_bad_file_keeps_all_of_them_out(shop: Sandbox) -> None:
    shop.write("bad.json", "[{")
    shop.write("worse.xml", "?")
    said = shop.specbook("import", "report.ndjson", "bad.json", "worse.xml")
    assert said.code == 1
    assert "bad.json:1:3" in said.err
    assert "worse.xml: the file holds neither" in said.err
    assert "Nothing was imported." in said.err
    assert runs(shop) == []


WHOLE = ndjson(stream())


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (WHOLE[:-20], "report.ndjson:8:1: this line is cut off or is no Cucumber Message"),
        (
            WHOLE[: WHOLE.rindex('{"testRunFinished"')],
            "report.ndjson:7: the Cucumber Messages end before their run does",
        ),
        (ndjson(stream(protocol="99.0.0")), "report.ndjson:1:1: Cucumber Messages of protocol 99.0.0; 22 to"),
        (ndjson(stream(protocol="21.0.1")), "protocol 21.0.1"),
        (ndjson(stream()[1:]), "no line says of which protocol"),
        (ndjson(stream(second=10**16)), "it was run in the future"),
        (ndjson(stream(second=-(10**16))), "it was run before 1970"),
        (ndjson([one for one in stream() if "testCaseStarted" not in one]), "tells of no example"),
        ("{}", "report.ndjson:1:1: this line is cut off or is no Cucumber Message"),
        ("{" + "\n{" * 9, "… and 5 more."),
        ("", "the file holds nothing"),
        ("  \n", "the file holds nothing"),
        ("Feature: Pay", "neither Cucumber Messages, Cucumber JSON nor JUnit XML"),
        (WHOLE.encode("utf-16"), "neither"),
        (WHOLE.replace("Pay", "Zahlung über").encode("latin-1"), "report.ndjson:2: the file is not UTF-8"),
        (b"\x00\xff" * 9, "neither"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place_and_changes_nothing(
    shop: Sandbox, content: str | bytes, told: str
) -> None:
    shop.specbook("import", "report.ndjson")
    before = {path: path.read_bytes() for path in runs(shop)}
    if isinstance(content, str):
        content = content.replace("über", "\\u00fcber")
    shop.write("report.ndjson", content)
    said = shop.specbook("import", "report.ndjson")
    assert (said.code, told in said.err) == (1, True), said
    assert {path: path.read_bytes() for path in runs(shop)} == before


@pytest.mark.parametrize("arguments", [[], ["nowhere.json"], ["specs"], ["report.ndjson", "--revision", "nowhere"]])
def test_what_is_asked_wrongly_is_wrong_usage(shop: Sandbox, arguments: list[str]) -> None:
    assert shop.specbook("import", *arguments).code == 2
    assert runs(shop) == []


def test_an_imported_run_stays_while_a_state_rests_on_it(shop: Sandbox) -> None:
    shop.specbook("import", "report.ndjson")
    shop.specbook("clean")
    assert shop.states()["Pay"] == "verified"


def test_a_file_that_begins_with_a_byte_order_mark_is_read(shop: Sandbox) -> None:
    shop.write("report.ndjson", b"\xef\xbb\xbf" + WHOLE.replace("\n", "\r\n").encode())
    assert shop.specbook("import", "report.ndjson").code == 0
    assert shop.states()["Pay"] == "verified"
