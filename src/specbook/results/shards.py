"""Shards of a run, from machines that know nothing of each other, put together as one run."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from specbook.results.events import OUR_MEDIA_TYPE, our_attachment
from specbook.results.identities import SHARED, Identities
from specbook.results.merging import Merged, began, when
from specbook.results.ndjson import envelope_of, line_of, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Node = dict[str, Any]
_NEVER = sys.maxsize


def merge_shards(shards: Sequence[str]) -> str:
    """Put shards of one run together as one run; their ids mean nothing to each other.

    What all say alike (specs, definitions, hooks) is kept once; test cases and attempts are each shard's own. The run
    was successful only if every shard was, ended, and is whole. The plan is in the order of the specs.
    """
    run = _run_identity(shards)
    identities = Identities(run)
    streams = [list(identities.of_shard(map(envelope_of, lines_of(shard)))) for shard in shards]
    scraps = [line for shard in shards for line in lines_of(shard) if not envelope_of(line)[0]]
    shared = [one for stream in streams for one in stream if one[0] in SHARED]
    cases = [one for stream in streams for one in stream if one[0] == "testCase"]
    merged = Merged()
    merged.take(_written([*_one_meta(streams), *sorted(shared, key=_uri), *_in_order_of_specs(cases, shared)]))
    for stream in streams:
        merged.take(_written(one for one in stream if one[0] not in {"meta", "testRunFinished", "testCase", *SHARED}))
    merged.take(_written([*_agreed(streams, run), _end(streams, run, whole=not scraps)]))
    merged.take(scraps)
    return merged.text()


def _run_identity(shards: Sequence[str]) -> str:
    """Name the merged run as the shard that began first named its own."""
    begun = [line for shard in shards for line in lines_of(shard) if envelope_of(line)[0] == "testRunStarted"]
    return str(envelope_of(min(begun, key=began))[1].get("id") or "run") if begun else "run"


def _one_meta(streams: list[list[tuple[str, Node]]]) -> list[tuple[str, Node]]:
    """Keep one meta, of the newest protocol that any shard speaks."""
    metas = [one for stream in streams for one in stream if one[0] == "meta"]
    return [max(metas, key=lambda one: _version(one[1]))] if metas else []


def _version(meta: Node) -> list[int]:
    return [int(number) for number in str(meta.get("protocolVersion")).split(".") if number.isdigit()]


def _in_order_of_specs(cases: list[tuple[str, Node]], shared: list[tuple[str, Node]]) -> list[tuple[str, Node]]:
    pickles = sorted((one for one in shared if one[0] == "pickle"), key=_uri)
    places = {str(node.get("id")): number for number, (_, node) in enumerate(pickles)}
    return sorted(cases, key=lambda one: places.get(str(one[1].get("pickleId")), _NEVER))


def _uri(envelope: tuple[str, Node]) -> tuple[bool, str]:
    """Sort specs by their files; what is no part of one stands behind them."""
    uri = envelope[1].get("uri")
    return not uri, str(uri)


def _agreed(streams: list[list[tuple[str, Node]]], run: str) -> Iterator[tuple[str, Node]]:
    """Yield a note on what was tried where the shards differ: no commit at all, where there are several."""
    tried = {one for stream in streams for envelope in stream for one in _tried(*envelope)}
    if len(tried) > 1:
        commits = {commit for commit, _ in tried}
        commit = commits.pop() if len(commits) == 1 else ""
        about = {"commit": commit, "dirty": any(dirty for _, dirty in tried)}
        yield from our_attachment(json.dumps(about), testRunStartedId=run).items()


def _tried(kind: str, node: Node) -> Iterator[tuple[str, bool]]:
    """Read from our note on a run which commit was tried, and whether with changes."""
    if kind == "attachment" and node.get("mediaType") == OUR_MEDIA_TYPE and "testRunStartedId" in node:
        _, note = envelope_of(f'{{"note":{node.get("body")}}}')
        if "commit" in note:
            yield str(note["commit"]), bool(note.get("dirty"))


def _end(streams: list[list[tuple[str, Node]]], run: str, *, whole: bool) -> tuple[str, Node]:
    """End the merged run, at the latest time that any shard speaks of, and say which shards have no end."""
    ends = [[node for kind, node in stream if kind == "testRunFinished"] for stream in streams]
    good = whole and all(found and all(end.get("success") is True for end in found) for found in ends)
    seconds, nanos = max((when(node) for stream in streams for _, node in stream), default=(0, 0))
    node: Node = {"testRunStartedId": run, "timestamp": {"seconds": seconds, "nanos": nanos}, "success": good}
    cut = [f"shard {number}" for number, found in enumerate(ends, start=1) if not found]
    return "testRunFinished", {"message": f"{', '.join(cut)} did not end", **node} if cut else node


def _written(stream: Iterable[tuple[str, Node]]) -> list[str]:
    return _dumped({kind: node} for kind, node in stream)


def _dumped(envelopes: Iterable[Node]) -> list[str]:
    return [line_of(envelope) for envelope in envelopes]
