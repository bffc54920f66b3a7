"""Two streams of Cucumber Messages, the compatibility kit's reference and ours, compared strictly."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from tests.compatibility.masking import Envelope, Id, Masked, masked

NOBODY = Id("", "nobody")
Pair = tuple[Masked | None, Masked | None]


def compare(reference: list[Envelope], ours: list[Envelope]) -> list[str]:
    """Say every difference between two streams of one process, whose envelopes stand in one order."""
    ids = _Ids()
    return [text for pair in _aligned(masked(reference), masked(ours)) for text in _told(pair, ids)]


def compare_cases(reference: list[Envelope], ours: list[Envelope]) -> list[str]:
    """Say every difference but those that a run on several workers is free to make: the order of the test cases."""
    theirs, own = _Distributed(masked(reference)), _Distributed(masked(ours))
    pairs = [*_as_multisets(theirs.others, own.others)]
    for case in theirs.cases | own.cases:
        pairs += _aligned(theirs.cases.get(case, []), own.cases.get(case, []))
    # A worker that runs the run's hooks runs all of them, in their order.
    expected = [hook for hooks in theirs.run_hooks.values() for hook in hooks]
    for hooks in own.run_hooks.values() or [[]]:
        pairs += _aligned(expected, hooks)
    return [text for pair in pairs for text in _told(pair)]


class _Ids:
    """Which id of ours stands for which of the reference: each for exactly one."""

    def __init__(self) -> None:
        self._ours: dict[str, str] = {}
        self._theirs: dict[str, str] = {}

    def same(self, theirs: str, ours: str) -> bool:
        return self._ours.setdefault(theirs, ours) == ours and self._theirs.setdefault(ours, theirs) == theirs


class _Distributed:
    """A stream taken apart: by test case, by worker for the hooks of the run, and the rest."""

    def __init__(self, stream: list[Masked]) -> None:
        self.cases: dict[str, list[Masked]] = {}
        self.run_hooks: dict[str, list[Masked]] = {}
        self.others: list[Masked] = []
        self._owners: dict[str, list[Masked]] = {}
        for envelope in stream:
            self._group(envelope).append(_without_worker(envelope))

    def _group(self, envelope: Masked) -> list[Masked]:
        """Give where an envelope belongs; what starts something also says where that something belongs."""
        kind, ids = envelope.kind, envelope.ids
        if kind == "testCase":
            group = self.cases.setdefault(ids.get("testCase.pickleId", NOBODY).label, [])
        elif kind == "testRunHookStarted":
            group = self.run_hooks.setdefault(ids.get("testRunHookStarted.workerId", NOBODY).value, [])
        else:
            parents = [f"{kind}.{name}" for name in ("testCaseId", "testCaseStartedId", "testRunHookStartedId")]
            owners = [ids[path].value for path in parents if path in ids]
            group = self._owners.get(owners[0], self.others) if owners else self.others
        if kind in {"testCase", "testRunHookStarted", "testCaseStarted"}:
            self._owners[ids.get(f"{kind}.id", NOBODY).value] = group
        return group


def _without_worker(envelope: Masked) -> Masked:
    return replace(envelope, ids={path: one for path, one in envelope.ids.items() if not path.endswith(".workerId")})


def _as_multisets(theirs: list[Masked], ours: list[Masked]) -> Iterator[Pair]:
    """Pair what only one side has with what only the other has, as far as it is of one kind."""
    missing, more = _without(theirs, ours), _without(ours, theirs)
    for envelope in missing:
        like = next((other for other in more if other.kind == envelope.kind), None)
        if like:
            more.remove(like)
        yield envelope, like
    yield from ((None, envelope) for envelope in more)


def _without(envelopes: list[Masked], others: list[Masked]) -> list[Masked]:
    left = Counter(other.key for other in others)
    rest = []
    for envelope in envelopes:
        left[envelope.key] -= 1
        if left[envelope.key] < 0:
            rest.append(envelope)
    return rest


def _aligned(theirs: list[Masked], ours: list[Masked]) -> Iterator[Pair]:
    """Pair envelopes in their order: the same first, then in each gap those of one kind."""
    for low, high, ours_low, ours_high in _gaps([one.key for one in theirs], [one.key for one in ours]):
        gap, ours_gap = theirs[low:high], ours[ours_low:ours_high]
        for begin, end, ours_begin, ours_end in _gaps([one.kind for one in gap], [one.kind for one in ours_gap]):
            if end - begin == ours_end - ours_begin == 1 and gap[begin].kind == ours_gap[ours_begin].kind:
                yield gap[begin], ours_gap[ours_begin]
            else:
                yield from ((one, None) for one in gap[begin:end])
                yield from ((None, one) for one in ours_gap[ours_begin:ours_end])


def _gaps(theirs: list[object], ours: list[object]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the bounds of each pair of equal items, and of each stretch between that has no equal."""
    matcher = SequenceMatcher(None, theirs, ours, autojunk=False)
    for tag, low, high, ours_low, ours_high in matcher.get_opcodes() if theirs != ours else _all_equal(theirs):
        if tag == "equal":
            yield from ((low + n, low + n + 1, ours_low + n, ours_low + n + 1) for n in range(high - low))
        else:
            yield low, high, ours_low, ours_high


def _all_equal(items: list[object]) -> Iterable[tuple[str, int, int, int, int]]:
    return [("equal", 0, len(items), 0, len(items))]


def _told(pair: Pair, ids: _Ids | None = None) -> Iterator[str]:
    theirs, ours = pair
    if theirs and ours:
        place = f"envelope {theirs.number} ({theirs.kind}, ours {ours.number})"
        for path, one, other in _inside(theirs, ours, ids):
            yield f"{place} {path}: reference {_shown(one)}, ours {_shown(other)}"
    elif theirs:
        yield f"envelope {theirs.number} ({theirs.kind}): ours has none in its place"
    elif ours:
        yield f"ours, envelope {ours.number} ({ours.kind}): the reference has none in its place"


def _inside(theirs: Masked, ours: Masked, ids: _Ids | None) -> Iterator[tuple[str, str | Id | None, str | Id | None]]:
    """Yield the paths at which two envelopes differ; their ids by what they stand for where no `ids` are kept."""
    if theirs.values != ours.values:
        one, other = dict(theirs.values), dict(ours.values)
        yield from ((path, one.get(path), other.get(path)) for path in one | other if one.get(path) != other.get(path))
    for path in theirs.ids | ours.ids:
        their, our = theirs.ids.get(path), ours.ids.get(path)
        if not their or not our or not (ids.same(their.value, our.value) if ids else their.label == our.label):
            yield path, their, our


def _shown(leaf: str | Id | None) -> str:
    if leaf is None:
        return "nothing"
    return f"the id {leaf.value} ({leaf.label})" if isinstance(leaf, Id) else leaf
