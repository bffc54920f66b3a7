"""Two streams of Cucumber Messages, the compatibility kit's reference and ours, compared strictly."""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
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
    path = f"{envelope.kind}.workerId"
    if path not in envelope.ids:
        return envelope
    return replace(envelope, ids={other: one for other, one in envelope.ids.items() if other != path})


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
    """Pair envelopes in their order: the same first, then in each stretch between those of one kind."""
    keys, our_keys = [one.key for one in theirs], [one.key for one in ours]
    if keys == our_keys:
        yield from zip(theirs, ours, strict=True)
        return
    for same, stretch, our_stretch in _stretches(theirs, ours, keys, our_keys):
        if same:
            yield from zip(stretch, our_stretch, strict=True)
            continue
        kinds, our_kinds = [one.kind for one in stretch], [one.kind for one in our_stretch]
        for alike, some, our_some in _stretches(stretch, our_stretch, kinds, our_kinds):
            if alike:
                yield from zip(some, our_some, strict=True)
            else:
                yield from ((one, None) for one in some)
                yield from ((None, one) for one in our_some)


def _stretches(
    theirs: list[Masked], ours: list[Masked], keys: Sequence[Hashable], our_keys: Sequence[Hashable]
) -> Iterator[tuple[bool, list[Masked], list[Masked]]]:
    """Cut both streams where their keys begin or cease to be the same, and say whether they are."""
    for tag, low, high, our_low, our_high in SequenceMatcher(None, keys, our_keys, autojunk=False).get_opcodes():
        yield tag == "equal", theirs[low:high], ours[our_low:our_high]


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
