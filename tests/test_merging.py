"""Streams put together: the parts of one run, and shards of it from machines that know nothing of each other."""

import json
import os
import random
from pathlib import Path

import pytest
from tests.sandbox import Sandbox, assert_valid, of
from tests.streams import PAY, decoded, kinds, ndjson, opaque, statuses_of, stream_of

from specbook.results import events
from specbook.results.merging import merge_parts
from specbook.results.messages import read_messages
from specbook.results.ndjson import envelope_of, lines_of
from specbook.results.shards import merge_shards

ROOT = Path(__file__).parent.parent
CORPORA = Path(os.environ.get("SPECBOOK_CORPORA") or ROOT.parent / "shared" / "corpora")
KIT = sorted(CORPORA.glob("cucumber-compatibility-kit/*/*.ndjson"))


def test_attempts_stand_in_the_order_of_the_plan_and_each_in_one_piece() -> None:
    one, two = stream_of(ran=(0, 1), worker="gw0"), stream_of(ran=(0, 1), worker="gw1")
    first = [line for line in one if "c0 attempt" not in json.dumps(line)]
    second = [line for line in two if "c1 attempt" not in json.dumps(line)]
    merged = decoded(merge_parts([ndjson(first), ndjson(second)]))
    assert_valid(merged, success=True)
    begun = [node["testCaseId"] for node in of(merged, "testCaseStarted")]
    assert begun == [node["id"] for node in of(merged, "testCase")]
    assert kinds(ndjson(merged))[-9:-5] == [
        "testCaseStarted", "testStepStarted", "testStepFinished", "testCaseFinished",
    ]  # fmt: skip


def test_attempts_that_ran_at_the_same_time_are_taken_apart() -> None:
    stream = stream_of()
    head, runs, end = stream[:-9], stream[-9:-1], stream[-1:]
    mixed = [envelope for pair in zip(runs[:4], runs[4:], strict=True) for envelope in pair]
    assert decoded(merge_parts([ndjson([*head, *mixed, *end])])) == stream


def test_attempts_of_one_example_stand_by_their_numbers() -> None:
    stream = stream_of(ran=(0,))
    again = [
        events.test_case_started("again", "c0", 2, 1),
        events.test_case_finished("again", 3, retried=False),
    ]
    merged = decoded(merge_parts([ndjson(again), ndjson(stream)]))
    assert [node["attempt"] for node in of(merged, "testCaseStarted")] == [0, 1]


def test_hooks_of_the_run_stand_before_and_after_all_attempts_with_what_they_attach() -> None:
    parts = []
    for worker in ("gw0", "gw1"):
        stream = stream_of(ran=(0,) if worker == "gw0" else (1,))
        hooks = {
            name: [
                {"testRunHookStarted": {"id": f"{worker} {name}", "testRunStartedId": "run", "hookId": name}},
                {"attachment": {"body": name, "testRunHookStartedId": f"{worker} {name}"}},
                {"testRunHookFinished": {"testRunHookStartedId": f"{worker} {name}"}},
            ]
            for name in ("before", "after", "late")
        }
        types = [
            {"hook": {"id": "before"}},
            {"hook": {"id": "after"}},
            {"hook": {"id": "late", "type": "BEFORE_TEST_RUN"}},
        ]
        body = [*stream[:-5], *hooks["before"], *stream[-5:-1], *hooks["after"], *hooks["late"], stream[-1]]
        parts.append(ndjson([*types, *body]))
    merged = decoded(merge_parts(parts))
    around = [envelope for envelope in merged if "testRunHook" in json.dumps(envelope)]
    shown = [node["hookId"] for node in of(around, "testRunHookStarted")]
    assert shown == ["before", "late", "before", "late", "after", "after"]
    assert [next(iter(one)) for one in around[:3]] == ["testRunHookStarted", "attachment", "testRunHookFinished"]
    place = {json.dumps(envelope): number for number, envelope in enumerate(merged)}
    attempts = [number for number, one in enumerate(merged) if "testCaseStarted" in one]
    assert place[json.dumps(around[11])] < min(attempts) < max(attempts) < place[json.dumps(around[12])]


def test_what_is_suggested_for_a_step_stays_in_its_attempt() -> None:
    suggested = events.suggestion("s", "step", [("python", "def it(): ...")])
    parts = []
    for number in (1, 0):
        stream = stream_of(ran=(0, 1))
        ours = [one for one in stream if f"c{1 - number} attempt" not in json.dumps(one)]
        parts.append(ndjson([*ours[:-2], *([suggested] if number else []), *ours[-2:]]))
    merged = decoded(merge_parts(parts))
    assert "testStepFinished" in merged[merged.index(suggested) - 1]
    assert merged[merged.index(suggested) + 1]["testCaseFinished"]["testCaseStartedId"] == "c1 attempt 0"


def test_lines_that_mean_nothing_are_kept_at_the_end() -> None:
    scraps = ["{", "[]", '{"testCase": 3}', '{"a": {}, "b": {}}']
    merged = lines_of(merge_parts(["\n".join([*scraps, ndjson(stream_of())]), '{"cut\n']))
    assert merged[-5:] == [*scraps, '{"cut']


def test_a_message_of_a_kind_that_nobody_knows_yet_is_kept() -> None:
    odd = '{"fromTomorrow":{"id":"x"}}'
    assert odd in lines_of(merge_parts([ndjson(stream_of()) + odd]))


@pytest.mark.parametrize("seed", range(5))
def test_merging_again_changes_nothing_even_where_the_parts_were_left_behind(seed: int) -> None:
    stream = stream_of()
    random.Random(seed).shuffle(stream)
    parts = [ndjson(stream[:9]), ndjson(stream[9:]) + '{"cut']
    merged = merge_parts(parts)
    assert sorted(lines_of(merged)) == sorted({line for part in parts for line in lines_of(part)})
    assert merge_parts([merged]) == merged
    assert merge_parts([merged, parts[0]]) == merged


def test_what_all_say_alike_is_kept_once_whatever_their_ids_are() -> None:
    shards = [stream_of(ran=(0,)), opaque(stream_of(ran=(1,), run="other"), "x"), opaque(stream_of(), "1")]
    merged = decoded(merge_shards([ndjson(shard) for shard in shards]))
    assert_valid(merged, success=True)
    found = {kind: len(list(of(merged, kind))) for kind in ("meta", "source", "gherkinDocument", "pickle")}
    assert found == {"meta": 1, "source": 1, "gherkinDocument": 1, "pickle": 2}
    assert len(list(of(merged, "stepDefinition"))) == 1
    assert len(list(of(merged, "testCaseStarted"))) == 4


def test_ids_that_mean_something_else_in_each_shard_never_collide() -> None:
    other = stream_of(PAY.replace("Pay", "Ship").replace("One", "Three"), uri="specs/ship.feature", run="two")
    merged = merge_shards([ndjson(opaque(stream_of(), "")), ndjson(opaque(other, ""))])
    assert_valid(decoded(merged), success=True)
    assert statuses_of(merged) == [(name, "PASSED") for name in ("One", "Two", "Three", "Two")]


def test_the_plan_is_in_the_order_of_the_specs_whichever_shard_comes_first() -> None:
    later, sooner = stream_of(ran=(1,), uri="specs/b.feature"), stream_of(uri="specs/a.feature")
    rest = stream_of(ran=(0,), uri="specs/b.feature")
    merged = merge_shards([ndjson(later), ndjson(sooner), ndjson(rest)])
    uris = [(result.uri, result.scenario) for result in read_messages("", [("m", merged)]).results]
    assert uris == [(f"specs/{name}.feature", scenario) for name in "ab" for scenario in ("One", "Two")]


def test_two_results_of_one_example_are_both_kept() -> None:
    merged = merge_shards([ndjson(stream_of()), ndjson(stream_of(statuses=("FAILED", "PASSED")))])
    assert_valid(decoded(merged), success=False)
    assert sorted(statuses_of(merged)) == [("One", "FAILED"), ("One", "PASSED"), *[("Two", "PASSED")] * 2]


def test_attempts_keep_their_numbers() -> None:
    shard = stream_of(ran=(0,))
    (begun,) = of(shard, "testCaseStarted")
    begun["attempt"] = 3
    merged = decoded(merge_shards([ndjson(stream_of(ran=(0,))), ndjson(shard)]))
    assert [node["attempt"] for node in of(merged, "testCaseStarted")] == [0, 3]


def test_a_retry_that_never_came_counts_though_another_shard_had_more_attempts() -> None:
    shard = stream_of(ran=(0,), statuses=("FAILED", ""))
    (ended,) = of(shard, "testCaseFinished")
    ended["willBeRetried"] = True
    other = stream_of(ran=(0,))
    (begun,) = of(other, "testCaseStarted")
    begun["attempt"] = 1
    found = dict.fromkeys(status for _, status in statuses_of(merge_shards([ndjson(shard), ndjson(other)])))
    assert list(found) == ["UNKNOWN", "PASSED"]


def test_workers_of_different_shards_are_told_apart() -> None:
    shards = [ndjson(stream_of(ran=(0,), worker="gw0")), ndjson(stream_of(ran=(1,), worker="gw0"))]
    merged = decoded(merge_shards([*shards, ndjson(stream_of(ran=(1,)))]))
    workers = [node["workerId"] for node in of(merged, "testCaseStarted")]
    assert workers == ["shard 1 gw0", "shard 2 gw0", "shard 3"]


def test_the_step_definitions_that_a_result_rests_on_are_still_known() -> None:
    shard, other = stream_of(ran=(0,), digest="one"), stream_of(ran=(1,), digest="two")
    other = json.loads(json.dumps(other).replace("all is well", "it ends").replace("plain.py", "other.py"))
    merged = read_messages("", [("m", merge_shards([ndjson(shard), ndjson(other)]))])
    assert [{use.uri for use in result.definitions} for result in merged.results] == [
        {"steps/plain.py"},
        {"steps/other.py"},
    ]


@pytest.mark.parametrize(
    ("commits", "commit"), [(("c0ffee", "c0ffee"), "c0ffee"), (("c0ffee", "beef"), "")], ids=["same", "different"]
)
def test_a_merged_run_claims_a_commit_only_where_all_shards_ran_it(commits: tuple[str, str], commit: str) -> None:
    shards = [ndjson(stream_of(commit=one, at=number + 1)) for number, one in enumerate(commits)]
    assert read_messages("", [("m", merge_shards(shards))]).commit == commit


def test_two_texts_of_one_spec_keep_their_results_apart() -> None:
    edited = stream_of(PAY.replace("Given all is well\n\n", "When it fails\n\n"), statuses=("FAILED", "PASSED"))
    merged = merge_shards([ndjson(stream_of()), ndjson(edited)])
    assert_valid(decoded(merged), success=False)
    results = read_messages("", [("m", merged)]).results
    assert len({(result.line, result.fingerprint, result.status) for result in results}) == 3


def test_line_endings_that_git_made_are_no_other_text() -> None:
    windows = stream_of()
    (source,) = of(windows, "source")
    source["data"] = source["data"].replace("\n", "\r\n")
    merged = decoded(merge_shards([ndjson(stream_of()), ndjson(windows)]))
    assert len(list(of(merged, "source"))) == 1


@pytest.mark.parametrize("length", range(2, 3200, 131))
def test_a_shard_that_is_cut_anywhere_never_makes_a_good_run(length: int) -> None:
    cut = ndjson(stream_of(ran=(1,)))[:-length]
    merged = merge_shards([ndjson(stream_of(ran=(0,))), cut])
    run = read_messages("", [("m", merged)])
    assert run.ended
    assert not run.success
    assert ("One", "PASSED") in statuses_of(merged)
    assert len([line for line in lines_of(merged) if not envelope_of(line)[0]]) == (cut[-1:] not in "\n")


def test_the_end_of_the_run_is_the_latest_and_its_beginning_the_earliest() -> None:
    merged = decoded(merge_shards([ndjson(stream_of(at=5 * 10**9)), ndjson(stream_of(at=3 * 10**9, run="two"))]))
    (began,), (ended,) = of(merged, "testRunStarted"), of(merged, "testRunFinished")
    assert (began["id"], began["timestamp"]["seconds"]) == ("two", 3)
    assert ended["timestamp"] == {"seconds": 5, "nanos": 5}


def test_merging_in_two_goes_keeps_every_result() -> None:
    one, two, three = (ndjson(stream_of(at=at)) for at in (1, 2, 3))
    merged = merge_shards([merge_shards([one, two]), three])
    assert_valid(decoded(merged), success=True)
    assert len(statuses_of(merged)) == 6


@pytest.mark.skipif(not KIT, reason="the corpora are not here: set SPECBOOK_CORPORA")
def test_streams_of_other_runners_are_merged_without_loss() -> None:
    texts = [path.read_text("utf-8") for path in KIT]
    merged = merge_shards(texts)
    apart = [read_messages("", [("m", text)]) for text in texts]
    wanted = sorted((one.uri, one.line, one.status) for run in apart for one in run.results)
    found = read_messages("", [("m", merged)])
    assert sorted((one.uri, one.line, one.status) for one in found.results) == wanted
    assert found.problems == ()
    assert kinds(merged).count("testRunStarted") == kinds(merged).count("testRunFinished") == 1


@pytest.mark.skipif(not KIT, reason="the corpora are not here: set SPECBOOK_CORPORA")
@pytest.mark.parametrize("path", KIT, ids=lambda path: path.stem)
def test_a_stream_merged_with_itself_says_what_is_shared_once(path: Path) -> None:
    text = path.read_text("utf-8")
    shared = {"source", "gherkinDocument", "pickle", "hook", "stepDefinition", "parameterType"}
    once = sorted(kind for kind in kinds(merge_shards([text, text])) if kind in shared)
    assert once == sorted(kind for kind in kinds(text) if kind in shared)


LOOP = """
import pytest
from specbook import after_scenario, before_run

@before_run
def opens(): pass

@after_scenario
def closes(): pass

@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session):
    for item in {order}:
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
    return True
"""


@pytest.mark.parametrize("order", ["session.items", "reversed(session.items)"])
def test_what_one_process_wrote_stands_in_the_order_of_the_plan_whatever_ran_first(
    sandbox: Sandbox, order: str
) -> None:
    sandbox.write("conftest.py", LOOP.format(order=order))
    sandbox.write("specs/pay.feature", PAY + "\n  Scenario: Three\n    Given it fails\n")
    assert "1 failed, 2 passed" in sandbox.pytest("specs").out
    (stream,) = sandbox.root.glob(".specbook/results/*/*.ndjson")
    text = stream.read_text("utf-8")
    assert stream.name == "messages.ndjson"
    assert merge_parts([text]) == text
    assert [node["testCaseId"] for node in of(decoded(text), "testCaseStarted")] == ["c1", "c2", "c3"]
