"""Scenarios and Rules of the book as it was published, recognised in those of today."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from specbook.pages.places import identity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from specbook.model import GherkinDocument, Pickle, Rule, Scenario
    from specbook.pages.published import OldExample, OldFeature, OldRule, OldScenario


@dataclass(frozen=True, slots=True)
class Now:
    """A scenario of today with its Rule and its examples; `contents` are what those do."""

    uri: str
    rule: Rule | None
    scenario: Scenario
    pickles: tuple[Pickle, ...]
    contents: frozenset[str]
    anchor: str


_Find = Callable[["OldScenario"], "list[Now]"]
_Way = Callable[["Sequence[Now]"], _Find]


def scenarios_now(document: GherkinDocument, anchors: Mapping[int, str], *, hashed: bool) -> Iterator[Now]:
    """Yield the scenarios of a file; what their examples do only where it is to be `hashed`."""
    pickles: dict[int, list[Pickle]] = defaultdict(list)
    for pickle in document.pickles:
        pickles[pickle.scenario.location.line].append(pickle)
    for rule, scenario in document.feature.every_scenario() if document.feature else ():
        line = scenario.location.line
        contents = frozenset(pickle.fingerprint for pickle in pickles[line]) if hashed else frozenset()
        yield Now(document.uri, rule, scenario, tuple(pickles[line]), contents, anchors[line])


def match_scenarios(
    published: Sequence[OldFeature], pairs: Mapping[int, str], now: Mapping[str, tuple[Now, ...]]
) -> Iterator[tuple[OldScenario, Now, str]]:
    """Pair scenarios within their feature, then what is left over in all of them; tell the file they were paired in."""
    left_then: list[OldScenario] = []
    left = {id(one): one for group in now.values() for one in group}
    for number, feature in enumerate(published):
        uri = pairs.get(number, "")
        within = list(_paired(feature.scenarios, now.get(uri, ()), left, (_by_identity, _by_anchor, _by_content)))
        yield from ((old, one, uri) for old, one in within)
        found = {id(old) for old, _ in within}
        left_then += [old for old in feature.scenarios if id(old) not in found]
    everywhere = _paired(left_then, tuple(left.values()), left, (_by_identity, _by_content))
    yield from ((old, one, "") for old, one in everywhere)


def _paired(
    then: Sequence[OldScenario], now: Sequence[Now], left: dict[int, Now], ways: Iterable[_Way]
) -> Iterator[tuple[OldScenario, Now]]:
    """Pair what one way after the other finds, each scenario once; `left` holds those of today that are free."""
    rest = {id(old): old for old in then}
    for way in ways:
        find = way(now)
        for old in list(rest.values()):
            best = max((one for one in find(old) if id(one) in left), key=lambda one: _alike(old, one), default=None)
            if best:
                del left[id(best)], rest[id(old)]
                yield old, best


def _by_identity(now: Sequence[Now]) -> _Find:
    known = _grouped((identity(one.scenario.tags), one) for one in now)
    return lambda old: known[old.identity] if old.identity else []


def _by_anchor(now: Sequence[Now]) -> _Find:
    known = _grouped((one.anchor, one) for one in now)
    return lambda old: known[old.anchors[0]]


def _by_content(now: Sequence[Now]) -> _Find:
    """Find what does at least half of what a scenario did."""
    known = _grouped((content, one) for one in now for content in one.contents)
    return lambda old: [one for content in sorted(old.contents) for one in known[content] if _alike(old, one) >= 0.5]


def _grouped(pairs: Iterable[tuple[str, Now]]) -> dict[str, list[Now]]:
    groups: dict[str, list[Now]] = defaultdict(list)
    for key, one in pairs:
        groups[key].append(one)
    return groups


def share(then: frozenset[str], arrived: Iterable[str]) -> float:
    """Return how much of what was there then has arrived."""
    return len(then.intersection(arrived)) / len(then) if then else 0.0


def _alike(old: OldScenario, one: Now) -> float:
    return share(old.contents, one.contents)


def match_rules(
    published: Sequence[OldFeature],
    pairs: Mapping[int, str],
    scenarios: Iterable[tuple[OldScenario, Now, str]],
    rules: Mapping[str, Mapping[str, int]],
) -> Iterator[tuple[OldRule, int, str]]:
    """Pair Rules within their feature: by their anchor, then by where at least half of their scenarios are now.

    Of today's, `rules` has the anchors in each file with their lines; a pair tells the line, and the file.
    """
    lines = {id(old): one.rule.location.line for old, one, uri in scenarios if uri and one.rule}
    for number, feature in enumerate(published):
        uri = pairs.get(number, "")
        for rule in feature.rules:
            held = [id(old) for old in feature.scenarios if old.rule == rule.anchors[0]]
            holders = Counter(lines[one] for one in held if one in lines)
            line = rules.get(uri, {}).get(rule.anchors[0]) or _half(holders, len(held))
            if line:
                yield rule, line, uri


def _half(holders: Counter[int], total: int) -> int:
    """Return what holds at least half of something; 0 where nothing does."""
    line, count = max(holders.items(), key=lambda pair: pair[1], default=(0, 0))
    return line if 2 * count >= total else 0


def match_examples(old: OldScenario, one: Now) -> Iterator[tuple[OldExample, Pickle]]:
    """Pair the examples of a scenario: by what they do, then by their row."""
    left = {pickle.row_number: pickle for pickle in one.pickles}
    rest = list(old.examples)
    for same_row in (False, True):
        for example in list(rest):
            fits = [
                number
                for number, pickle in left.items()
                if (number == example.row if same_row else pickle.fingerprint == example.content)
            ]
            if fits:
                rest.remove(example)
                yield example, left.pop(fits[0])
