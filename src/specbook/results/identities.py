"""Ids of streams that know nothing of each other: no two collide, and what several streams say alike has one."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from specbook.results.events import OUR_MEDIA_TYPE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Node = dict[str, Any]
# What is said of the specs and of the code, not of a run; in an order in which each may refer to those before it.
SHARED = (
    "source",
    "gherkinDocument",
    "parseError",
    "pickle",
    "parameterType",
    "undefinedParameterType",
    "hook",
    "stepDefinition",
)
# What each reference points to: a kind of message, or a part of one.
_REFERENCES = {
    "astNodeId": "gherkinDocument",
    "astNodeIds": "gherkinDocument",
    "pickleId": "pickle",
    "pickleStepId": "pickle part",
    "hookId": "hook",
    "stepDefinitionIds": "stepDefinition",
    "testCaseId": "testCase",
    "testStepId": "testCase part",
    "testCaseStartedId": "testCaseStarted",
    "testRunStartedId": "testRunStarted",
    "testRunHookStartedId": "testRunHookStarted",
}


class Identities:
    """The ids of one merged run, and what of each shard they stand for."""

    def __init__(self, run: str) -> None:
        self._run = run
        self._taken: set[tuple[str, str]] = set()
        self._known: dict[tuple[object, ...], list[tuple[str, str]]] = {}
        self._shards = 0

    def of_shard(self, envelopes: Iterable[tuple[str, Node]]) -> Iterator[tuple[str, Node]]:
        """Yield the envelopes of one more shard with ids of their own; what an earlier shard has said, not again."""
        self._shards += 1
        shard = _Shard(self._shards, self._run, self._taken)
        counts: Counter[tuple[object, ...]] = Counter()
        for kind, node in sorted((one for one in envelopes if one[0]), key=_defined_first):
            if kind in SHARED:
                shape, ids = shard.shape(kind, node)
                counts[shape] += 1
                key = (*shape, counts[shape])
                if key in self._known:
                    shard.adopt(ids, self._known[key])
                    continue
                self._known[key] = [(space, shard.identity(space, own)) for space, own in ids]
            yield kind, shard.rewritten(kind, node)


class _Shard:
    """The ids of one shard, and what each became."""

    def __init__(self, number: int, run: str, taken: set[tuple[str, str]]) -> None:
        self._name, self._run, self._taken = f"shard {number}", run, taken
        self._new: dict[tuple[str, str], str] = {}

    def identity(self, space: str, own: str) -> str:
        """Return the new id for one of this shard's: the same, unless it is taken."""
        if space == "testRunStarted":
            return self._run
        if (space, own) not in self._new:
            new, number = own, 1
            while (space, new) in self._taken:
                new = f"{own} of {self._name}" + (f" ({number})" if number > 1 else "")
                number += 1
            self._taken.add((space, new))
            self._new[space, own] = new
        return self._new[space, own]

    def adopt(self, ids: list[tuple[str, str]], known: list[tuple[str, str]]) -> None:
        """Let this shard's ids stand for what another shard has said already."""
        self._new.update((own, new) for own, (_, new) in zip(ids, known, strict=True))

    def shape(self, kind: str, node: Node) -> tuple[tuple[object, ...], list[tuple[str, str]]]:
        """Return what a message says whatever its own ids are, and those ids, in order."""
        ids: list[tuple[str, str]] = []

        def number(space: str, own: str) -> str:
            ids.append((space, own))
            return str(len(ids))

        shape = _mapped(kind, node, number, self.identity)
        if kind == "source":  # git may give each machine line endings of its own
            shape["data"] = str(shape.get("data")).replace("\r\n", "\n")
        return (kind, json.dumps(shape, sort_keys=True)), ids

    def rewritten(self, kind: str, node: Node) -> Node:
        """Return a message with its new ids; what an attachment of ours says of definitions, too."""
        if kind == "meta":
            return node
        node = _mapped(kind, node, self.identity, self.identity)
        if kind == "testRunStarted":
            node["id"] = self._run
        if kind == "testCaseStarted" or "workerId" in node:
            node["workerId"] = " ".join(filter(None, [self._name, str(node.get("workerId", ""))]))
        if kind == "attachment" and node.get("mediaType") == OUR_MEDIA_TYPE:
            node["body"] = self._note(str(node.get("body")))
        return node

    def _note(self, body: str) -> str:
        try:
            note = json.loads(body)
            uses = note["definitions"].items()
        except (ValueError, KeyError, TypeError, AttributeError):
            return body
        return json.dumps({**note, "definitions": {self.identity("stepDefinition", own): use for own, use in uses}})


def _mapped(
    kind: str, node: Node, own: Callable[[str, str], str], other: Callable[[str, str], str], nested: str = ""
) -> Node:
    """Copy a message with its own ids, and those that it refers to, replaced."""
    space = kind if kind == "gherkinDocument" else kind + nested

    def replaced(key: str, value: Any) -> Any:
        if isinstance(value, list):
            return [replaced(key, item) for item in value]
        if isinstance(value, dict):
            return _mapped(kind, value, own, other, " part")
        if isinstance(value, str) and key == "id":
            return own(space, value)
        if isinstance(value, str) and key in _REFERENCES:
            return other(_REFERENCES[key], value)
        return value

    return {key: replaced(key, value) for key, value in node.items()}


def _defined_first(envelope: tuple[str, Node]) -> int:
    return SHARED.index(envelope[0]) if envelope[0] in SHARED else len(SHARED)
