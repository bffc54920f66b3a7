"""`specbook merge` on shards that are not as they should be, and runs that were spread for real."""

import pytest
from tests.sandbox import Envelope, Sandbox, assert_valid, of
from tests.streams import PAY, ndjson, stream_of

from specbook.results import events
from specbook.results.folder import read_run

SPECS = {
    "a": "Feature: A\n  Scenario Outline: Wait\n    When it takes <ms> ms\n    Examples:\n      | ms |\n"
    + "".join(f"      | {number} |\n" for number in range(1, 6)),
    "b": PAY,
    "c": "Feature: C\n  Scenario: Luck\n    Given all is well\n\n  Scenario: One\n    Given all is well\n",
}
SLOW = """\
import time
from pytest_bdd import parsers, when


@when(parsers.parse("it takes {number:d} ms"))
def it_takes(number):
    time.sleep(number / 1000)
"""


@pytest.fixture
def pay(sandbox: Sandbox) -> Sandbox:
    sandbox.write("specs/pay.feature", PAY)
    return sandbox


@pytest.fixture
def spread(sandbox: Sandbox) -> Sandbox:
    sandbox.write("steps/slow.py", SLOW)
    for name, text in SPECS.items():
        sandbox.write(f"specs/{name}.feature", text)
    return sandbox


def write_shards(sandbox: Sandbox, *streams: list[Envelope]) -> list[str]:
    names = [f"shard-{number}.ndjson" for number in range(1, len(streams) + 1)]
    for name, stream in zip(names, streams, strict=True):
        sandbox.write(name, ndjson(stream))
    return names


def test_a_merged_run_stands_among_the_results_and_merging_again_makes_no_other(pay: Sandbox) -> None:
    names = write_shards(pay, stream_of(ran=(0,)), stream_of(ran=(1,)))
    first = pay.specbook("merge", *names)
    assert (first.code, first.err) == (0, "")
    assert "2 shards with 2 examples in .specbook/results/19700101T000000Z-" in first.out
    assert pay.specbook("merge", *names).out == first.out
    assert (pay.root / ".specbook" / ".gitignore").is_file()
    assert_valid(pay.stream(), success=True)


def test_examples_that_no_shard_ran_are_named_and_those_that_nobody_runs_are_not(pay: Sandbox) -> None:
    text = PAY + "\n  @manual\n  Scenario: Look\n    Given all is well\n\n  @wip\n  Scenario: Later\n    Given x\n"
    pay.write("specs/pay.feature", text)
    said = pay.specbook("merge", *write_shards(pay, stream_of(text, ran=(0,))))
    assert said.code == 1
    assert said.err == "specs/pay.feature:5  no shard ran it  Two\n"


def test_where_there_are_no_specs_the_shards_say_which_examples_there_are(sandbox: Sandbox) -> None:
    said = sandbox.specbook("merge", *write_shards(sandbox, stream_of(ran=(0,))), "-o", "out.ndjson")
    assert said.code == 1
    assert said.err == "specs/pay.feature:5  no shard ran it  Two\n"
    assert (sandbox.root / "out.ndjson").is_file()


def test_an_example_that_was_begun_and_not_finished_is_told(pay: Sandbox) -> None:
    stream = stream_of()
    said = pay.specbook("merge", *write_shards(pay, [*stream[:-2], stream[-1]]))
    assert said.code == 1
    assert "specs/pay.feature:5  begun, but not finished  Two\n" in said.err


def test_shards_of_two_texts_are_told_and_each_result_counts_where_it_fits(pay: Sandbox) -> None:
    other = stream_of(PAY.replace("Given all is well\n\n", "When it fails\n\n"), ran=(0,))
    said = pay.specbook("merge", *write_shards(pay, stream_of(ran=(1,)), other))
    assert said.code == 1
    assert "specs/pay.feature: shard-1.ndjson and shard-2.ndjson ran different texts of it." in said.err
    assert "specs/pay.feature:2  no shard ran it, only another text of it  One\n" in said.err
    assert pay.states() == {"One": "changed", "Two": "verified"}


def test_shards_of_two_commits_are_told(pay: Sandbox) -> None:
    said = pay.specbook("merge", *write_shards(pay, stream_of(ran=(0,)), stream_of(ran=(1,), commit="beef")))
    assert said.code == 0
    assert "The shards ran different commits: shard-1.ndjson c0ffee, shard-2.ndjson beef\n" in said.out


@pytest.mark.parametrize(
    ("name", "content", "code", "told"),
    [
        ("missing", None, 2, "missing: there is no such file or folder."),
        ("empty.ndjson", "", 1, "empty.ndjson: there is no Cucumber Message in it."),
        ("image.ndjson", b"\x89PNG\r\n\x1a\n\x00", 1, "image.ndjson: there is no Cucumber Message in it."),
        ("new.ndjson", '{"meta":{"protocolVersion":"99.0.0"}}', 1, "new.ndjson: Cucumber Messages of protocol 99"),
        ("odd.ndjson", '{"meta":{}}', 1, "odd.ndjson: Cucumber Messages of protocol None"),
        ("specs", "", 2, "specs: no run is in this folder."),
        ("shard-1.ndjson", None, 2, "shard-1.ndjson: this is the same run as shard-1.ndjson."),
    ],
)
def test_an_input_of_no_use_is_told_and_nothing_is_written(
    pay: Sandbox, name: str, content: str | bytes | None, code: int, told: str
) -> None:
    (shard,) = write_shards(pay, stream_of())
    if content is not None and name != "specs":
        pay.write(name, content)
    said = pay.specbook("merge", shard, name, "-o", "out.ndjson")
    assert (said.code, said.out) == (code, "")
    assert said.err.startswith(f"specbook: {told}")
    assert not (pay.root / "out.ndjson").exists()
    assert not (pay.root / ".specbook/results").exists()


@pytest.mark.parametrize(
    ("out", "told"),
    [
        ("notes.txt", "notes.txt: another file is there already."),
        ("shard-1.ndjson", "shard-1.ndjson: this is one of the shards."),
        ("./specs/../shard-1.ndjson", "this is one of the shards."),
        ("specs", "specs: this is a folder."),
    ],
)
def test_nothing_is_overwritten(pay: Sandbox, out: str, told: str) -> None:
    (shard,) = write_shards(pay, stream_of())
    pay.write("notes.txt", "mine")
    said = pay.specbook("merge", shard, "-o", out)
    assert said.code == 2
    assert told in said.err
    assert (pay.root / "notes.txt").read_text("utf-8") == "mine"
    assert (pay.root / shard).read_text("utf-8") == ndjson(stream_of())


def test_a_file_that_holds_the_same_already_is_good(pay: Sandbox) -> None:
    (shard,) = write_shards(pay, stream_of())
    assert [pay.specbook("merge", shard, "-o", "out.ndjson").code for _ in range(2)] == [0, 0]


def test_large_evidence_comes_along_with_the_results_that_refer_to_it(pay: Sandbox) -> None:
    stream = stream_of()
    shown = events.attachment("", "image/png", 12, url="evidence/abc.png", testCaseStartedId="c1 attempt 0")
    astray = events.attachment("", "image/png", 12, url="evidence/../../secret", testCaseStartedId="c1 attempt 0")
    pay.write("job/run/messages.ndjson", ndjson([*stream[:-2], shown, astray, *stream[-2:]]))
    pay.write("job/run/evidence/abc.png", b"picture")
    pay.write("job/run/evidence/other.png", b"that nothing refers to")
    pay.write("job/secret", "not evidence")
    assert pay.specbook("merge", "job").code == 0
    (merged,) = (pay.root / ".specbook" / "results").glob("*/messages.ndjson")
    assert [path.read_bytes() for path in merged.parent.glob("evidence/*")] == [b"picture"]


def test_of_a_folder_with_several_runs_the_newest_is_taken_and_told(pay: Sandbox) -> None:
    pay.write("job/20260101T000000Z-aaaaaa/messages.ndjson", ndjson(stream_of(statuses=("FAILED", "FAILED"))))
    pay.write("job/20260102T000000Z-aaaaaa/gw0.ndjson", ndjson(stream_of(ran=(0,))))
    pay.write("job/20260102T000000Z-aaaaaa/gw1.ndjson", ndjson(stream_of(ran=(1,))))
    said = pay.specbook("merge", "job")
    assert said.code == 0
    assert "job: the newest of 2 runs was taken, 20260102T000000Z-aaaaaa." in said.out
    assert set(pay.states().values()) == {"verified"}


def test_a_folder_with_the_runs_of_several_jobs_is_not_taken_for_one(pay: Sandbox) -> None:
    for job in ("one", "two"):
        pay.write(f"jobs/{job}/20260101T000000Z-aaaaaa/messages.ndjson", ndjson(stream_of()))
    said = pay.specbook("merge", "jobs")
    assert said.code == 2
    assert "jobs: runs are in several folders of it. Name each: jobs/one, jobs/two" in said.err


@pytest.mark.parametrize("way", ["load", "loadfile", "worksteal"])
def test_a_run_on_several_cores_is_recorded_in_the_order_of_its_plan(spread: Sandbox, way: str) -> None:
    assert spread.specbook("run", "--", "-n", "2", "--dist", way).code == 0
    stream = spread.stream()
    assert_valid(stream, success=True)
    planned = [node["id"] for node in of(stream, "testCase")]
    assert [node["testCaseId"] for node in of(stream, "testCaseStarted")] == planned
    (run,) = (spread.root / ".specbook" / "results").glob("2*")
    lines = {result.uri: result.line for result in read_run(run, spread.root).results}
    assert list(lines) == sorted(lines)


@pytest.mark.parametrize("algorithm", ["duration_based_chunks", "least_duration"])
@pytest.mark.parametrize("options", [(), ("-n", "2")], ids=["one core", "two cores"])
def test_three_shards_are_the_whole(spread: Sandbox, algorithm: str, options: tuple[str, ...]) -> None:
    for number in ("1", "2", "3"):
        split = ["--splits", "3", "--group", number, "--splitting-algorithm", algorithm]
        assert spread.specbook("run", "--", *split, *options).code == 0
        (spread.root / ".specbook" / "results").rename(spread.root / f"shard-{number}")
    said = spread.specbook("merge", "shard-1", "shard-2", "shard-3")
    assert (said.code, said.err) == (0, "")
    assert_valid(spread.stream(), success=True)
    assert set(spread.states().values()) == {"verified"}
    begun = [node["testCaseId"] for node in of(spread.stream(), "testCaseStarted")]
    assert begun == [node["id"] for node in of(spread.stream(), "testCase")]
