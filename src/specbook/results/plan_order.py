"""Whether one process has written its stream in the order of its plan, so that there is nothing to merge."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_BEFORE, _CASES, _ATTEMPTS, _AFTER, _END = 3, 4, 5, 6, 7
_RANKS = {
    b"meta": 0,
    **dict.fromkeys((b"source", b"gherkinDocument", b"pickle", b"parameterType", b"undefinedParameterType"), 1),
    **dict.fromkeys((b"stepDefinition", b"hook"), 1),
    b"testRunStarted": 2,
    b"testCase": _CASES,
    b"testCaseStarted": _ATTEMPTS,
    b"testRunFinished": _END,
}
_ONCE = {b"testRunStarted", b"testRunFinished"}
_OF_AN_ATTEMPT = {b"testStepStarted", b"testStepFinished", b"testCaseFinished", b"attachment", b"externalAttachment"}
_OF_THE_RUN = (b'{"testRunHook', b'{"attachment', b'{"externalAtt')


def stands_in_order(lines: Iterable[bytes]) -> bool:
    """Tell whether lines stand as `merge_parts` would put them; a quick look that may say no.

    Nothing is decoded: the envelopes are those that we write, whose kind and ids can be seen from outside.
    """
    plan: dict[bytes, int] = {}
    rank, attempt, newest = 0, b"", (-1, b"")
    for line in lines:
        if not line.endswith(b"}\n"):
            return False
        kind = line[2 : line.find(b'"', 2)]
        if rank == _ATTEMPTS and attempt in line and kind in _OF_AN_ATTEMPT:
            continue
        if kind == b"testCase":
            if _id_in(line, b'"id":"') in plan:
                return False
            plan[_id_in(line, b'"id":"')] = len(plan)
        elif kind == b"testCaseStarted":
            case, number = _id_in(line, b'"testCaseId":"'), line.partition(b'"attempt":')[2][:1]
            last, newest = newest, (plan.get(case, -1), number)
            if newest <= max(last, (0, b"")):
                return False
            attempt = b'"testCaseStartedId":"' + _id_in(line, b'"id":"') + b'"'
        place = _rank(kind, line, rank)
        if place < rank or (place == rank and kind in _ONCE):
            return False
        rank = place
    return True


def _rank(kind: bytes, line: bytes, rank: int) -> int:
    """Say where an envelope stands that comes after one of a rank; -1 where that cannot be seen."""
    if kind in _RANKS:
        return _RANKS[kind]
    if kind == b"suggestion":
        return _ATTEMPTS if rank == _ATTEMPTS else -1
    if b'"testCaseStartedId":' in line or not line.startswith(_OF_THE_RUN):
        return -1
    return _BEFORE if rank <= _BEFORE else _AFTER


def _id_in(line: bytes, key: bytes) -> bytes:
    """Read the text of a key as it is written; ids of ours have no quotes and no backslashes."""
    begin = line.find(key) + len(key)
    return line[begin : line.find(b'"', begin)]
