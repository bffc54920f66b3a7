"""The comparer of the compatibility kit finds what differs in a stream, in each of the kit's own references."""

import dataclasses
import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import cucumber_messages
import pytest
from cucumber_compatibility_kit import CompatibilityKit
from tests.compatibility.comparing import compare, compare_cases
from tests.compatibility.masking import ID, Envelope

Stream = list[Envelope]
Way = tuple[str | int, ...]
REFERENCES = sorted(CompatibilityKit().cck_features_folder_location.glob("*/*.ndjson"))
ID_FIELDS = {
    *("id", "astNodeId", "astNodeIds", "hookId", "pickleId", "pickleStepId", "stepDefinitionIds", "testCaseId"),
    *("testCaseStartedId", "testRunHookStartedId", "testRunStartedId", "testStepId", "workerId"),
}
# What the two streams may say in their own way, by the issue; a field of these names stands nowhere else in the kit.
FREE = re.compile(
    r"(timestamp|duration|sourceReference)|testRunFinished\.message|result\.message|testStepResult\.message"
    r"|exception\.\w+|snippets\.(code|language)"
)

samples = pytest.mark.parametrize("path", REFERENCES, ids=lambda path: path.stem)
both = pytest.mark.parametrize("comparer", [compare, compare_cases])


@cache
def read(path: Path) -> Stream:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def sample(name: str) -> Stream:
    return read(next(path for path in REFERENCES if path.stem == name))


def kind(envelope: Envelope) -> str:
    return next(iter(envelope))


def ways(value: object, way: Way = ()) -> Iterator[tuple[Way, object]]:
    """Yield every value of an envelope with the way to it, the inner ones and the outer ones."""
    for step, item in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield (*way, step), item
        yield from ways(item, (*way, step))


def changed(stream: Stream, index: int, way: Way, value: object) -> Stream:
    """Give the stream with one value of one envelope changed; `...` takes the value away."""
    envelope = json.loads(json.dumps(stream[index]))
    place = envelope
    for step in way[:-1]:
        place = place[step]
    if value is ...:
        del place[way[-1]]
    else:
        place[way[-1]] = value
    return [*stream[:index], envelope, *stream[index + 1 :]]


def fields(way: Way) -> str:
    return ".".join(step for step in way if isinstance(step, str))


def is_id(way: Way) -> bool:
    return [step for step in way if isinstance(step, str)][-1] in ID_FIELDS


def is_free(way: Way) -> bool:
    return bool(re.search(rf"(^|\.)({FREE.pattern})(\.|$)", fields(way))) or way[0] == "meta"


def is_inside_the_free(way: Way) -> bool:
    return is_free(way[:-1]) or way[0] == "meta"


def first_of_each_field() -> Iterator[tuple[Stream, int, Way, Any]]:
    """Yield every field that the kit knows, where it first stands."""
    seen = set()
    for stream in map(read, REFERENCES):
        for index, envelope in enumerate(stream):
            for way, value in ways(envelope):
                if len(way) > 1 and fields(way) not in seen:
                    seen.add(fields(way))
                    yield stream, index, way, value


def other(value: object) -> object:
    return not value if isinstance(value, bool) else value + 1 if isinstance(value, int) else f"{value}, changed"


def renamed(stream: Stream, new: Callable[[str], str]) -> Stream:
    def rename(value: Any, is_an_id: bool) -> Any:
        if isinstance(value, dict):
            return {name: rename(item, name in ID_FIELDS) for name, item in value.items()}
        if isinstance(value, list):
            return [rename(item, is_an_id) for item in value]
        return new(value) if is_an_id else value

    return rename(stream, False)


def test_the_kit_is_complete() -> None:
    assert len(REFERENCES) == 49


@samples
@both
def test_a_stream_equals_itself_whatever_its_ids_are(path: Path, comparer: Callable[..., list[str]]) -> None:
    stream = read(path)
    assert comparer(stream, stream) == []
    assert comparer(stream, renamed(stream, lambda number: f"ours-{number}")) == []
    assert comparer(stream, renamed(stream, lambda number: number[::-1] + "x")) == []


@samples
def test_a_changed_status_is_the_one_difference(path: Path) -> None:
    stream = read(path)
    for index, envelope in enumerate(stream):
        for way, status in ways(envelope):
            if way[-1] == "status":
                new = "PASSED" if status != "PASSED" else "FAILED"
                number, ours = index + 1, changed(stream, index, way, new)
                told = f"envelope {number} ({way[0]}, ours {number}) {fields(way)}: "
                assert compare(stream, ours) == [told + f'reference "{status}", ours "{new}"']
                (difference,) = compare_cases(stream, ours)
                assert difference.startswith(told)


@samples
def test_a_dropped_envelope_is_told(path: Path) -> None:
    stream = read(path)
    for index, envelope in enumerate(stream):
        told = compare(stream, [*stream[:index], *stream[index + 1 :]])
        assert any(one.endswith(f"({kind(envelope)}): ours has none in its place") for one in told)


@samples
@both
def test_a_doubled_envelope_is_told(path: Path, comparer: Callable[..., list[str]]) -> None:
    stream = read(path)
    for index, envelope in enumerate(stream):
        assert comparer(stream, [*stream[:index], envelope, *stream[index:]])


@samples
def test_two_swapped_envelopes_are_told(path: Path) -> None:
    stream = read(path)
    for index in range(len(stream) - 1):
        one, two = stream[index : index + 2]
        assert compare(stream, [*stream[:index], two, one, *stream[index + 2 :]])


@samples
@both
def test_an_id_that_stands_for_something_else_is_told(path: Path, comparer: Callable[..., list[str]]) -> None:
    stream = read(path)
    places = [(index, way, value) for index, one in enumerate(stream) for way, value in ways(one) if is_id(way)]
    places = [place for place in places if isinstance(place[2], str)]
    ids = list(dict.fromkeys(value for _, _, value in places))
    for index, way, value in places:
        if way[-1] != "id":
            # The one next to it is what it is most easily mistaken for.
            assert comparer(stream, changed(stream, index, way, ids[ids.index(value) - 1]))


@both
def test_an_id_that_is_given_twice_is_told(comparer: Callable[..., list[str]]) -> None:
    for stream, index, way, value in first_of_each_field():
        if way[-1] == "id":
            ids = [item for one in stream for inner, item in ways(one) if inner[-1] == "id" and item != value]
            assert comparer(stream, changed(stream, index, way, ids[0]))
            assert comparer(stream, changed(stream, index, way, ids[-1]))


@samples
def test_a_changed_attachment_is_the_one_difference(path: Path) -> None:
    stream = read(path)
    for index, envelope in enumerate(stream):
        for field in set(envelope.get("attachment", {})) & {"body", "contentEncoding", "mediaType", "fileName"}:
            ours = changed(stream, index, ("attachment", field), "text/html")
            for (told,) in compare(stream, ours), compare_cases(stream, ours):
                assert told.startswith(f"envelope {index + 1} (attachment, ours {index + 1}) attachment.{field}: ")


@both
def test_every_changed_value_is_told_but_the_free_ones(comparer: Callable[..., list[str]]) -> None:
    for stream, index, way, value in first_of_each_field():
        if not isinstance(value, dict | list) and not is_id(way) and fields(way) != "meta.protocolVersion":
            told = comparer(stream, changed(stream, index, way, other(value)))
            assert bool(told) is not is_free(way), fields(way)


@both
def test_every_field_that_is_taken_away_is_told(comparer: Callable[..., list[str]]) -> None:
    for stream, index, way, _ in first_of_each_field():
        if fields(way) != "meta.protocolVersion":
            told = comparer(stream, changed(stream, index, way, ...))
            assert bool(told) is not is_inside_the_free(way), fields(way)
            if isinstance(way[-1], str):
                assert comparer(stream, changed(stream, index, way, None)) == told


def test_of_the_meta_only_the_major_of_the_protocol_counts() -> None:
    stream = sample("minimal")
    version = ("meta", "protocolVersion")
    assert compare(stream, changed(stream, 0, version, "34.99.0")) == []
    assert compare(stream, changed(stream, 0, version, "35.2.1")) == [
        "envelope 1 (meta, ours 1) meta.protocolVersion's major: reference 34, ours 35"
    ]


def test_absent_and_null_are_alike_and_an_empty_list_is_neither() -> None:
    stream = sample("minimal")
    index = next(index for index, envelope in enumerate(stream) if kind(envelope) == "testCaseFinished")
    assert compare(stream, changed(stream, index, ("testCaseFinished", "more"), None)) == []
    assert compare(stream, changed(stream, index, ("testCaseFinished", "more"), []))


@samples
@both
def test_the_order_of_fields_is_free(path: Path, comparer: Callable[..., list[str]]) -> None:
    stream = read(path)
    ours = [json.loads(json.dumps(envelope, sort_keys=True)) for envelope in stream]
    assert comparer(stream, ours) == []


def test_an_added_worker_is_told_of_one_process_and_not_of_several() -> None:
    stream = sample("minimal")
    index = next(index for index, envelope in enumerate(stream) if kind(envelope) == "testCaseStarted")
    ours = changed(stream, index, ("testCaseStarted", "workerId"), "gw0")
    assert compare(stream, ours)
    assert compare_cases(stream, ours) == []


def test_a_missing_field_says_both_sides() -> None:
    stream = sample("hooks-named")
    index = next(index for index, envelope in enumerate(stream) if kind(envelope) == "hook")
    assert compare(stream, changed(stream, index, ("hook", "name"), ...)) == [
        f'envelope {index + 1} (hook, ours {index + 1}) hook.name: reference "A named before hook", ours nothing'
    ]


def test_a_wrong_id_says_what_it_stands_for() -> None:
    stream = sample("hooks-named")
    index = next(index for index, envelope in enumerate(stream) if kind(envelope) == "testStepStarted")
    (told,) = compare(stream, changed(stream, index, ("testStepStarted", "testStepId"), "nobody"))
    assert "testStepStarted.testStepId: reference the id 9 (the test step of hook BEFORE_TEST_CASE" in told
    assert told.endswith("ours the id nobody (what nothing defines)")


def on_workers(stream: Stream, workers: int) -> Stream:
    """Give what that many processes would write: cases in another order and side by side, the run's hooks in each."""
    cases: dict[str, Stream] = {}
    attempts: dict[str, str] = {}
    before, between, after = [], [], []
    for envelope in stream:
        body = envelope[kind(envelope)]
        if kind(envelope) == "testCase":
            cases[body["id"]] = [envelope]
        elif kind(envelope) == "testCaseStarted":
            attempts[body["id"]] = body["testCaseId"]
            worker = str(list(cases).index(body["testCaseId"]) % workers)
            cases[body["testCaseId"]].append({"testCaseStarted": {**body, "workerId": worker}})
        elif "testCaseStartedId" in body:
            cases[attempts[body["testCaseStartedId"]]].append(envelope)
        elif kind(envelope).startswith("testRunHook") or "testRunHookStartedId" in body:
            between.append(envelope)
        else:
            (after if kind(envelope) in {"testRunFinished", "suggestion"} else before).append(envelope)
    hooks = [one for worker in range(workers) for one in by_worker(between, str(worker))]
    queues = list(reversed(cases.values()))
    turns = max(map(len, queues), default=0)
    side_by_side = [queue[turn] for turn in range(turns) for queue in queues if turn < len(queue)]
    return [*before, *hooks, *side_by_side, *after]


def by_worker(hooks: Stream, worker: str) -> Stream:
    runs = {body["id"]: f"{worker}-{body['id']}" for one in hooks for body in one.values() if "id" in body}
    own = renamed(hooks, lambda number: runs.get(number, number))
    return [
        {kind(one): {**one[kind(one)], "workerId": worker}} if kind(one) == "testRunHookStarted" else one for one in own
    ]


@samples
@pytest.mark.parametrize("workers", [1, 2, 3])
def test_a_distributed_run_equals_the_reference_case_by_case(path: Path, workers: int) -> None:
    assert compare_cases(read(path), on_workers(read(path), workers)) == []


@samples
def test_in_a_distributed_run_a_dropped_envelope_and_a_changed_status_are_told(path: Path) -> None:
    stream = read(path)
    ours = on_workers(stream, 2)
    for index, envelope in enumerate(ours):
        assert compare_cases(stream, [*ours[:index], *ours[index + 1 :]])
        for way, value in ways(envelope):
            if way[-1] == "status":
                assert compare_cases(stream, changed(ours, index, way, "UNKNOWN")), value


@samples
def test_in_a_distributed_run_two_swapped_envelopes_of_one_case_are_told(path: Path) -> None:
    stream = read(path)
    steps = [index for index, one in enumerate(stream) if "testCaseStartedId" in one[kind(one)]]
    for index in steps:
        if index + 1 in steps:
            one, two = stream[index : index + 2]
            assert compare_cases(stream, [*stream[:index], two, one, *stream[index + 2 :]])


def test_a_worker_runs_the_hooks_of_the_run_once() -> None:
    stream = sample("global-hooks")
    ours = on_workers(stream, 1)
    again = on_workers(stream, 2)
    one_worker = json.loads(json.dumps(again).replace('"workerId": "1"', '"workerId": "0"'))
    assert compare_cases(stream, ours) == []
    assert len(compare_cases(stream, one_worker)) == sum("testRunHook" in kind(one) for one in stream)


def test_the_ids_told_apart_are_those_of_the_schema() -> None:
    types = [one for one in vars(cucumber_messages._messages).values() if dataclasses.is_dataclass(one)]
    names = {
        re.sub(r"_(\w)", lambda match: match[1].upper(), field.name): field.type
        for one in types
        for field in dataclasses.fields(one)
    }
    found = {name for name, kind_ in names.items() if ID.fullmatch(f"a.{name}[0]" if "list" in kind_ else f"a.{name}")}
    assert found == ID_FIELDS
