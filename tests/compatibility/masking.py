"""An envelope of Cucumber Messages as what must be equal in it: paths with values, ids told apart, the rest masked."""

import json
import marshal
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

Envelope = dict[str, Any]

# The only values that a stream is free to choose, by kind and path; whether they are there is compared all the same.
FREE = re.compile(
    r"\w+\.(timestamp|sourceReference)"
    r"|(testStepFinished\.testStepResult|testRunHookFinished\.result)\.(duration|message|exception\.\w+)"
    r"|testRunFinished\.(message|exception\.\w+)"
    r"|suggestion\.snippets\[\d+\]\.(code|language)"
)
ID = re.compile(r"(.*\.)?(id|\w+Id|\w+Ids\[\d+\])")
MASK = "<any>"


class Id(NamedTuple):
    """An id by its value, which a stream may choose, and by what it stands for."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Masked:
    """An envelope by its number in the stream, counted from one, its kind, and what must be equal in it."""

    number: int
    kind: str
    values: tuple[tuple[str, str], ...]
    ids: dict[str, Id]

    @property
    def key(self) -> tuple[object, ...]:
        """What is the same for envelopes that say the same, in whatever stream."""
        return self.kind, self.values, tuple((path, one.label) for path, one in self.ids.items())


def masked(stream: list[Envelope]) -> list[Masked]:
    known = labels(stream)
    return [
        Masked(number, kind, values, {path: Id(one, known.get(one, "what nothing defines")) for path, one in ids})
        for number, envelope in enumerate(stream, 1)
        for kind, values, ids in [_parts(_frozen(envelope))]
    ]


def _frozen(value: Envelope) -> bytes:
    """Give a key for a cache, faster than JSON: the tests compare the same envelopes thousands of times."""
    return marshal.dumps(value, 2)


@cache
def _parts(frozen: bytes) -> tuple[str, tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Take an envelope apart: its kind, its values, its ids."""
    envelope = marshal.loads(frozen)
    kind = "+".join(sorted(name for name, body in envelope.items() if body is not None))
    if kind == "meta":
        version = str(envelope["meta"].get("protocolVersion"))
        return kind, (("meta.protocolVersion's major", version.partition(".")[0]),), ()
    leaves = list(_leaves(envelope, ""))
    values = tuple((path, leaf) for path, leaf in leaves if not isinstance(leaf, Id))
    return kind, values, tuple((path, leaf.value) for path, leaf in leaves if isinstance(leaf, Id))


def _leaves(value: object, path: str) -> Iterator[tuple[str, str | Id]]:
    """Yield every value with its path; null is as good as absent, an empty list or object is not."""
    if FREE.fullmatch(path):
        yield path, MASK
    elif isinstance(value, str) and ID.fullmatch(path):
        yield path, Id(value, "")
    elif isinstance(value, dict) and (names := sorted(name for name in value if value[name] is not None)):
        for name in names:
            yield from _leaves(value[name], f"{path}.{name}" if path else name)
    elif isinstance(value, list) and value:
        for index, item in enumerate(value):
            yield from _leaves(item, f"{path}[{index}]")
    else:
        # Here a dictionary has at most fields that are null.
        yield path, "{}" if isinstance(value, dict) else json.dumps(value, ensure_ascii=False)


def labels(stream: list[Envelope]) -> dict[str, str]:
    """Say for every id what it stands for, in words that are the same in two streams that say the same."""
    known: dict[str, str] = {}
    seen: dict[str, int] = {}
    for envelope in stream:
        for kind, body in envelope.items():
            for number, label in _definitions(kind, body or {}, known):
                seen[label] = seen.get(label, 0) + 1
                # One hook runs once per worker, which is no other run of it; all else is told apart by its order.
                again = seen[label] > 1 and kind != "testRunHookStarted"
                known.setdefault(number, f"{label} ({seen[label]})" if again else label)
    return known


def _definitions(kind: str, body: Envelope, known: dict[str, str]) -> Iterator[tuple[str, str]]:
    if kind == "gherkinDocument":
        yield from _document(_frozen(body))
    elif kind == "pickle":
        yield from _pickle(body, known)
    elif kind == "testCase":
        label = f"the test case of {known.get(body.get('pickleId', ''))}"
        yield body.get("id", ""), label
        for step in body.get("testSteps") or ():
            origin = known.get(step.get("pickleStepId") or step.get("hookId"))
            yield step.get("id", ""), f"the test step of {origin} in {label}"
    elif kind in OWN:
        yield str(body.get("id")), OWN[kind].format_map(_Fields(body, known))


# What the other kinds define, in their own fields; an id among them is told by its own label.
OWN = {
    "parameterType": "parameter type {name}",
    "stepDefinition": "step definition {pattern}",
    "hook": "hook {type} {name} {tagExpression}",
    "testRunStarted": "the run",
    "testRunHookStarted": "the run of {hookId}",
    "testCaseStarted": "attempt {attempt} of {testCaseId}",
    "suggestion": "the suggestion for {pickleStepId}",
}


class _Fields(dict[str, Any]):
    def __init__(self, body: Envelope, known: dict[str, str]) -> None:
        there = {name: value for name, value in body.items() if value is not None}
        super().__init__({name: known.get(value) if name.endswith("Id") else value for name, value in there.items()})
        pattern = body.get("pattern") or {}
        self["pattern"] = " ".join(str(pattern[name]) for name in ("type", "source") if pattern.get(name) is not None)

    def __missing__(self, name: str) -> str:
        return "-"


def _pickle(body: Envelope, known: dict[str, str]) -> Iterator[tuple[str, str]]:
    label = f"pickle “{body.get('name')}” at {_places(body, known)}"
    yield body.get("id", ""), label
    for step in body.get("steps") or ():
        yield step.get("id", ""), f"step “{step.get('text')}” at {_places(step, known)} of {label}"


def _places(body: Envelope, known: dict[str, str]) -> str:
    return ", ".join(str(known.get(node)) for node in body.get("astNodeIds") or ())


@cache
def _document(frozen: bytes) -> tuple[tuple[str, str], ...]:
    body = marshal.loads(frozen)
    return tuple(_nodes(body, body.get("uri")))


def _nodes(value: object, uri: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, uri)
    elif isinstance(value, dict):
        if "id" in value:
            place = value.get("location") or {}
            yield value["id"], f"{uri}:{place.get('line')}:{place.get('column')}"
        for item in value.values():
            yield from _nodes(item, uri)
