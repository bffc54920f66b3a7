"""Which result of a run speaks of which example: by id, by place, by content, never by a test's name."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from specbook.results.run import STATUSES

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from specbook.model import Pickle
    from specbook.results.run import Result, Run


@dataclass(frozen=True, slots=True)
class Mention:
    """One result that speaks of an example: of exactly its text, or of another text at its place.

    `partner` is the result that is its own; `result` is worse where it is not certain which is whose.
    """

    run: Run
    result: Result
    same_text: bool
    partner: Result


@dataclass(frozen=True, slots=True)
class _Party:
    """What an example and a result are compared by."""

    uri: str
    line: int
    rule: str
    scenario: str
    row: int
    id_tag: str
    fingerprint: str


def match_runs(pickles: Sequence[Pickle], runs: Iterable[Run]) -> Iterator[tuple[int, Mention]]:
    """Pair examples with the results of each run, one to one; yield the index of each example that has a partner.

    Several results of one place (the final attempts of merged shards) count as one, the worst.
    """
    parties = {index: _party_of_pickle(pickle) for index, pickle in enumerate(pickles)}
    ids = frozenset(party.id_tag for party in parties.values() if party.id_tag)
    for run in runs:
        yield from _match_run(dict(parties), run, ids)


def _match_run(left: dict[int, _Party], run: Run, ids: frozenset[str]) -> Iterator[tuple[int, Mention]]:
    results = _worst_by_place(run)
    right = {index: _party_of_result(result, ids) for index, result in enumerate(results)}
    for key, same_text in _STAGES:
        if not right:
            return
        for mine, partner, told in _pairs(left, right, results, key):
            del left[mine], right[partner]
            yield mine, Mention(run, told, same_text, results[partner])


def _worst_by_place(run: Run) -> list[Result]:
    worst: dict[tuple[Any, ...], Result] = {}
    for result in run.results:
        key = (result.uri, result.line, result.fingerprint)
        known = worst.get(key)
        if known is None or _rank(result) > _rank(known):
            worst[key] = result
    return list(worst.values())


def _rank(result: Result) -> int:
    return STATUSES.index(result.status)


def _pairs(
    left: dict[int, _Party],
    right: dict[int, _Party],
    results: list[Result],
    key: Callable[[_Party], Hashable],
) -> list[tuple[int, int, Result]]:
    """Pair what has the same key, in order; where several could be meant, each example gets the worst of them."""
    mine, theirs = _grouped(left, key), _grouped(right, key)
    pairs = []
    for shared in (one for one in mine if one in theirs):
        candidates = theirs[shared]
        worst = max((results[index] for index in candidates), key=_rank) if len(candidates) > 1 else None
        for index, partner in zip(mine[shared], candidates, strict=False):
            pairs.append((index, partner, worst or results[partner]))
    return pairs


def _grouped(parties: dict[int, _Party], key: Callable[[_Party], Hashable]) -> dict[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for index, party in parties.items():
        shared = key(party)
        if shared is not None:
            groups[shared].append(index)
    return groups


def _own_id(pickle: Pickle) -> str:
    """Return the id of a scenario or its examples; one that is inherited names all the examples of a feature alike."""
    tags = (*pickle.scenario.tags, *(pickle.examples.tags if pickle.examples else ()))
    return min((tag.name for tag in tags if tag.name.startswith("@id:")), default="")


def _party_of_pickle(pickle: Pickle) -> _Party:
    rule = pickle.rule.name if pickle.rule else ""
    place = (pickle.uri, pickle.location.line, rule, pickle.scenario.name, pickle.row_number)
    return _Party(*place, _own_id(pickle), pickle.fingerprint)


def _party_of_result(result: Result, ids: frozenset[str]) -> _Party:
    """Compare a result by that of its tags that is some scenario's own id; it does not tell which it inherited."""
    place = (result.uri, result.line, result.rule, result.scenario, result.row)
    return _Party(*place, min(result.tags & ids, default=""), result.fingerprint)


def _named(party: _Party) -> tuple[str, str, str] | None:
    return (party.uri, party.rule, party.scenario) if party.scenario else None


# Each stage is a key that both sides must share, and whether the text is then the same; earlier stages win.
_STAGES: tuple[tuple[Callable[[_Party], Hashable], bool], ...] = (
    (lambda p: (p.id_tag, p.row, p.fingerprint) if p.id_tag else None, True),
    (lambda p: (p.id_tag, p.fingerprint) if p.id_tag else None, True),
    (lambda p: (p.id_tag, p.row) if p.id_tag else None, False),
    (lambda p: (p.uri, p.line, p.rule, p.scenario, p.fingerprint), True),
    (lambda p: (_named(p), p.row, p.fingerprint) if _named(p) else None, True),
    (lambda p: (_named(p), p.fingerprint) if _named(p) else None, True),
    (lambda p: (p.uri, p.line, p.fingerprint), True),
    (lambda p: (p.uri, p.fingerprint), True),
    (lambda p: p.fingerprint, True),
    (lambda p: (_named(p), p.row) if _named(p) else None, False),
    (lambda p: (p.uri, p.line), False),
)
