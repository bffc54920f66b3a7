"""Cucumber Messages in and out."""

import json
import os
import resource
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cucumber_messages import Envelope as CucumberEnvelope
from cucumber_messages import message_converter

from specbook.errors import UnwritableError
from specbook.files import write_atomically
from specbook.model import GherkinDocument
from specbook.reader import read_text
from specbook.results import envelopes, event_lines, events
from specbook.results.folder import Part, merge, read_run
from specbook.results.messages import read_messages
from specbook.results.run import STATUSES

ROOT = Path(__file__).parent.parent
CORPORA = Path(os.environ.get("SPECBOOK_CORPORA") or ROOT.parent / "shared" / "corpora")
KIT = sorted(CORPORA.glob("cucumber-compatibility-kit/*/*.ndjson"))
RICH = '''\
# a comment
@a
Feature: A
  About it

  Background: B
    Given b

  @b
  Rule: R
    Background:
      Given rb

    @c
    Scenario Outline: S <x>
      When <x>
        | <x> |
        """json
        <x>
        """

      @d
      Examples: E
        about
        | x |
        | 1 |
'''


def rich() -> list[dict[str, Any]]:
    document = read_text("specs/a.feature", RICH)
    assert isinstance(document, GherkinDocument)
    (pickle,) = document.pickles
    steps = range(len(pickle.steps))
    source = events.Source("steps/a.py", 3)
    arguments = [[{"group": {"start": 0, "value": "a"}}]]
    planned = [
        events.definition_step(f"c.{number}", envelopes.pickle_step_id(pickle, number), ["d"], arguments)
        for number in steps
    ]
    return [
        events.meta(),
        envelopes.source(document),
        envelopes.gherkin_document(document),
        envelopes.pickle(pickle),
        events.parameter_type("t", "price", ["[0-9]+"], preferred=False, for_snippets=True, source=source),
        events.undefined_parameter_type("airport", "{airport} is closed"),
        events.step_definition("d", source, "b", regular=True),
        events.hook("h", "BEFORE_TEST_CASE", source, name="Opens", tags="@a"),
        events.test_run_started("run", 5),
        events.our_attachment('{"commit":"c0ffee","dirty":true}', testRunStartedId="run"),
        events.test_run_hook_started("rh", "run", "h", 5),
        events.test_run_hook_finished("rh", 5, "PASSED", 1),
        events.test_case("run", "c", envelopes.pickle_id(pickle), [events.hook_step("c.h", "h"), *planned]),
        events.test_case_started("s", "c", 6 * 10**9 + 7, 0, "gw0"),
        events.test_step_started("s", "c.h", 7),
        events.test_step_finished("s", "c.h", 8, "PASSED", 1),
        *(json.loads(event_lines.test_step_started("s", f"c.{number}", 7)) for number in steps),
        events.suggestion("u", envelopes.pickle_step_id(pickle, 0), [("python", "def _(): ...")]),
        events.attachment("aGk=", "image/png", 7, base64=True, file_name="a.png", testCaseStartedId="s"),
        *(json.loads(event_lines.test_step_passed("s", f"c.{number}", 8, 1)) for number in steps),
        events.test_case_finished("s", 9, retried=False),
        events.test_run_finished("run", 10, success=True),
    ]


@pytest.mark.parametrize("now", [0, 7, 10**9 - 1, 1_764_000_000_123_456_789])
def test_a_line_written_in_haste_says_what_its_envelope_says(now: int) -> None:
    pairs = [
        (event_lines.test_case_started("s", "c", now, 1), events.test_case_started("s", "c", now, 1)),
        (event_lines.test_case_started("s", "c", now, 0, "gw1"), events.test_case_started("s", "c", now, 0, "gw1")),
        (event_lines.test_case_finished("s", now, retried=True), events.test_case_finished("s", now, retried=True)),
        (event_lines.test_case_finished("s", now, retried=False), events.test_case_finished("s", now, retried=False)),
        (
            event_lines.step_definition("d", 'é".py', 3, 'a "b"', regular=True),
            events.step_definition("d", events.Source('é".py', 3), 'a "b"', regular=True),
        ),
        (event_lines.test_step_started("s", "c.1", now), events.test_step_started("s", "c.1", now)),
        (event_lines.test_step_passed("s", "c.1", 5, now), events.test_step_finished("s", "c.1", 5, "PASSED", now)),
    ]
    for line, envelope in pairs:
        assert json.loads(line) == envelope


def test_a_case_planned_in_haste_is_the_same_plan_whatever_its_file_is_called() -> None:
    pickle = 'specs/“é” "b"\\.feature:3:1'
    arguments: list[list[dict[str, Any]]] = [[{"group": {"start": 0, "value": pickle}}], []]
    quick, plain = (
        form.test_case("r", "c", pickle, [
            form.hook_step("c.0", "h"), form.definition_step("c.1", pickle, ["d", "e"], arguments),
            form.definition_step("c.2", pickle, [], []),
        ])
        for form in (event_lines, events)
    )  # fmt: skip
    assert json.loads(quick) == plain
    assert quick.isascii()


def ndjson(stream: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(envelope) + "\n" for envelope in stream)


def test_every_envelope_is_a_cucumber_message() -> None:
    for envelope in rich():
        assert message_converter.to_dict(message_converter.from_dict(dict(envelope), CucumberEnvelope)) == envelope


def test_what_is_written_reads_back() -> None:
    run = read_messages("run", [("m", ndjson(rich()))])
    (result,) = run.results
    line = RICH.splitlines().index("        | 1 |") + 1
    assert (result.uri, result.line, result.rule) == ("specs/a.feature", line, "R")
    assert (result.scenario, result.row) == ("S <x>", 1)
    assert (result.status, result.started, result.tags) == ("PASSED", 6 * 10**9 + 7, {"@a", "@b", "@c", "@d"})
    assert (run.commit, run.dirty, run.ended, run.success, run.problems) == ("c0ffee", True, True, True, ())


def test_a_fingerprint_is_the_same_from_the_spec_and_from_the_stream() -> None:
    document = read_text("specs/a.feature", RICH)
    assert isinstance(document, GherkinDocument)
    (result,) = read_messages("run", [("m", ndjson(rich()))]).results
    assert result.fingerprint == document.pickles[0].fingerprint


@pytest.mark.parametrize("length", range(2, 400, 37))
def test_a_stream_that_is_cut_anywhere_says_so_and_claims_nothing_more(length: int) -> None:
    text = ndjson(rich())
    run = read_messages("run", [("m", text[:-length])])
    assert not run.ended
    assert run.problems or text[:-length].endswith("\n")
    whole = read_messages("run", [("m", text)])
    assert all(result in whole.results or result.status != "PASSED" for result in run.results)


@pytest.mark.parametrize("line", ["{", "[]", "null", '{"pickle": {}}', '{"testCase": 3}', '{"meta": {}}', "\x00"])
def test_a_line_that_means_nothing_is_told_by_its_number_and_the_rest_is_kept(line: str) -> None:
    run = read_messages("run", [("m", line + "\n" + ndjson(rich()))])
    assert [(problem.uri, problem.line) for problem in run.problems] == [("m", 1)]
    assert [result.status for result in run.results] == ["PASSED"]


def test_results_of_an_unknown_protocol_are_not_used() -> None:
    stream = rich()
    stream[0]["meta"]["protocolVersion"] = "99.0.0"
    run = read_messages("run", [("m", ndjson(stream))])
    assert run.results == ()
    assert "protocol 99.0.0" in run.problems[0].message


def statuses_of(lines: list[dict[str, Any]]) -> list[str]:
    """Find the status of every final attempt in a stream, without our reader."""
    steps: dict[str, list[str]] = {node["testCaseStarted"]["id"]: [] for node in lines if "testCaseStarted" in node}
    for node in lines:
        if "testStepFinished" in node:
            finished = node["testStepFinished"]
            steps[finished["testCaseStartedId"]].append(finished["testStepResult"]["status"])
    again = {
        node["testCaseFinished"]["testCaseStartedId"]
        for node in lines
        if "testCaseFinished" in node and node["testCaseFinished"].get("willBeRetried")
    }
    final = [found for identity, found in steps.items() if identity not in again]
    return sorted(max(found, key=STATUSES.index) if found else "UNDEFINED" for found in final)


@pytest.mark.skipif(not KIT, reason="the corpora are not here: set SPECBOOK_CORPORA")
@pytest.mark.parametrize("path", KIT, ids=lambda path: path.stem)
def test_the_streams_of_the_compatibility_kit_are_read_whole(path: Path) -> None:
    text = path.read_text("utf-8")
    run = read_messages("kit", [(path.name, text)])
    assert run.problems == ()
    assert sorted(result.status for result in run.results) == statuses_of(
        [json.loads(one) for one in text.splitlines()]
    )


def test_the_parts_of_a_run_are_merged_without_loss_and_once(tmp_path: Path) -> None:
    stream = rich()
    for name in ("gw0", "gw1"):
        part = Part(tmp_path / "run", name)
        part.append(*stream)
        part.close()
    torn = tmp_path / "run" / "gw1.ndjson"
    torn.write_text(torn.read_text("utf-8") + '{"cut', "utf-8")
    apart = read_run(tmp_path / "run", tmp_path)
    merge(tmp_path / "run")
    merged = read_run(tmp_path / "run", tmp_path)
    assert [path.name for path in (tmp_path / "run").iterdir()] == ["messages.ndjson"]
    assert merged.results == apart.results
    assert [problem.message for problem in merged.problems] == [problem.message for problem in apart.problems]
    before = (tmp_path / "run" / "messages.ndjson").read_bytes()
    merge(tmp_path / "run")
    assert (tmp_path / "run" / "messages.ndjson").read_bytes() == before


@pytest.fixture
def small_disk() -> Iterator[None]:
    """Let no file grow beyond 100 bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.usefixtures("small_disk")
def test_a_part_that_cannot_be_written_holds_whole_lines_and_no_hole(tmp_path: Path) -> None:
    part = Part(tmp_path, "main")
    short, long = ({"log": "x" * length} for length in (40, 80))
    part.append(short)
    with pytest.raises(UnwritableError, match=r"main\.ndjson: cannot be written: File too large"):
        part.append(long)
    part.append(short)
    part.close()
    assert (tmp_path / "main.ndjson").read_text("utf-8") == json.dumps(short, separators=(",", ":")) + "\n"


@pytest.mark.usefixtures("small_disk")
def test_a_file_that_cannot_be_written_stays_as_it_was_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    write_atomically(path, "old")
    with pytest.raises(UnwritableError, match=r"report\.txt: cannot be written: File too large"):
        write_atomically(path, "new" * 100)
    assert [(file.name, file.read_text("utf-8")) for file in tmp_path.iterdir()] == [("report.txt", "old")]
