"""Links that last: which page, scenario and example of today each of the published book has become."""

from __future__ import annotations

import hashlib
import posixpath
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from specbook.pages.places import HOME, address_of, href, identity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from specbook.model import GherkinDocument, Pickle, Scenario, Specs
    from specbook.pages.places import Places
    from specbook.pages.published import OldExample, OldFeature, OldScenario


@dataclass(frozen=True, slots=True)
class Lasting:
    """What was known by other names: `pages` of each file, `anchors` of each part, and the short `keys` of examples.

    Addresses are those of the built book; parts and examples go by their file and line.
    """

    pages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    anchors: Mapping[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)
    keys: Mapping[tuple[str, int], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Now:
    """A scenario of today with its examples; `contents` are what those do."""

    uri: str
    scenario: Scenario
    pickles: tuple[Pickle, ...]
    contents: frozenset[str]
    anchor: str


_Find = Callable[["OldScenario"], "list[_Now]"]
_Way = Callable[["Sequence[_Now]"], _Find]


def find_lasting(
    specs: Specs,
    places: Places,
    moved: Mapping[str, str],
    published: Sequence[OldFeature],
    *,
    directory_urls: bool,
) -> Lasting:
    """Find what the parts of today were called before: in the book published then, and in what product.yml says."""
    documents = [document for document in specs.documents if document.feature]
    addresses = {uri: href(HOME, page, directory_urls=directory_urls) for uri, page in places.features.items()}
    known = {document.uri: places.anchors[document.uri] for document in documents}
    # What examples do is compared with the published book only; without one it need not be known.
    now = {one.uri: tuple(_scenarios(one, known[one.uri], hashed=bool(published))) for one in documents}
    pairs = dict(_match_features(published, documents, now, addresses))
    pages = _pages(pairs, published)
    for old, uri in _moved(specs.path, moved, places.features):
        pages[uri].append(href(HOME, old, directory_urls=directory_urls))
    scenarios = list(_match_scenarios(published, pairs, now))
    anchors, keys = _anchors(scenarios, places), _keys(scenarios, now, addresses)
    current = set(addresses.values())
    gone = {uri: tuple(one for one in dict.fromkeys(old) if one not in current) for uri, old in pages.items()}
    return Lasting({uri: old for uri, old in gone.items() if old}, anchors, keys)


def _scenarios(document: GherkinDocument, anchors: Mapping[int, str], *, hashed: bool) -> Iterator[_Now]:
    pickles: dict[int, list[Pickle]] = defaultdict(list)
    for pickle in document.pickles:
        pickles[pickle.scenario.location.line].append(pickle)
    for _, scenario in document.feature.every_scenario() if document.feature else ():
        line = scenario.location.line
        contents = frozenset(pickle.fingerprint for pickle in pickles[line]) if hashed else frozenset()
        yield _Now(document.uri, scenario, tuple(pickles[line]), contents, anchors[line])


def _match_features(
    published: Sequence[OldFeature],
    documents: Sequence[GherkinDocument],
    now: Mapping[str, tuple[_Now, ...]],
    addresses: Mapping[str, str],
) -> Iterator[tuple[int, str]]:
    """Pair each feature of then with a file of today: by identity, by page, and then by what has arrived in it."""
    features = {document.uri: document.feature for document in documents if document.feature}
    by_id = {identity(feature.tags): uri for uri, feature in features.items() if identity(feature.tags)}
    by_page = {addresses[uri]: uri for uri in features}
    certain = {number: by_id.get(old.identity) or by_page.get(old.pages[0]) for number, old in enumerate(published)}
    yield from ((number, uri) for number, uri in certain.items() if uri)
    arrived = {uri: {content for one in now[uri] for content in one.contents} for uri in features}
    for number, uri in certain.items():
        if uri:
            arrived[uri] -= published[number].contents
    taken = {uri for uri in certain.values() if uri}
    for number, old in enumerate(published):
        if not certain[number]:
            named = {uri for uri, feature in features.items() if feature.name == old.name and uri not in taken}
            scores = {uri: _share(old.contents, arrived[uri]) + (uri in named) for uri in features}
            best = max(scores, key=lambda uri: (scores[uri], uri not in taken), default="")
            if best and scores[best] >= 0.5:
                yield number, best


def _share(then: frozenset[str], arrived: Iterable[str]) -> float:
    return len(then.intersection(arrived)) / len(then) if then else 0.0


def _pages(pairs: Mapping[int, str], published: Sequence[OldFeature]) -> dict[str, list[str]]:
    pages: dict[str, list[str]] = defaultdict(list)
    for number, uri in pairs.items():
        pages[uri] += published[number].pages
    return pages


def _moved(root: str, moved: Mapping[str, str], features: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the page that a file had, by what product.yml says of it or of a folder around it."""
    for old, new in moved.items():
        target = posixpath.join(root, new)
        for uri in features:
            if uri == target or uri.startswith(f"{target}/"):
                yield address_of(old + uri.removeprefix(target)), uri


def _match_scenarios(
    published: Sequence[OldFeature], pairs: Mapping[int, str], now: Mapping[str, tuple[_Now, ...]]
) -> Iterator[tuple[OldScenario, _Now, str]]:
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
    then: Sequence[OldScenario], now: Sequence[_Now], left: dict[int, _Now], ways: Iterable[_Way]
) -> Iterator[tuple[OldScenario, _Now]]:
    """Pair what one way after the other finds, each scenario once; `left` holds those of today that are free."""
    rest = {id(old): old for old in then}
    for way in ways:
        find = way(now)
        for old in list(rest.values()):
            best = max((one for one in find(old) if id(one) in left), key=lambda one: _alike(old, one), default=None)
            if best:
                del left[id(best)], rest[id(old)]
                yield old, best


def _by_identity(now: Sequence[_Now]) -> _Find:
    known = _grouped((identity(one.scenario.tags), one) for one in now)
    return lambda old: known[old.identity] if old.identity else []


def _by_anchor(now: Sequence[_Now]) -> _Find:
    known = _grouped((one.anchor, one) for one in now)
    return lambda old: known[old.anchors[0]]


def _by_content(now: Sequence[_Now]) -> _Find:
    """Find what does at least half of what a scenario did."""
    known = _grouped((content, one) for one in now for content in one.contents)
    return lambda old: [one for content in sorted(old.contents) for one in known[content] if _alike(old, one) >= 0.5]


def _grouped(pairs: Iterable[tuple[str, _Now]]) -> dict[str, list[_Now]]:
    groups: dict[str, list[_Now]] = defaultdict(list)
    for key, one in pairs:
        groups[key].append(one)
    return groups


def _alike(old: OldScenario, one: _Now) -> float:
    return _share(old.contents, one.contents)


def _examples(old: OldScenario, one: _Now) -> Iterator[tuple[OldExample, Pickle]]:
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


def _anchors(pairs: Iterable[tuple[OldScenario, _Now, str]], places: Places) -> dict[tuple[str, int], tuple[str, ...]]:
    """Collect the anchors that parts of a page had, unless another part of it has taken them since."""
    found: dict[tuple[str, int], tuple[str, ...]] = {}
    taken = {uri: set(anchors.values()) for uri, anchors in places.anchors.items()}
    for old, one, uri in pairs:
        if uri:
            parts = [(one.scenario.location.line, old.anchors)]
            parts += [(pickle.location.line, example.anchors) for example, pickle in _examples(old, one)]
            for line, anchors in dict(reversed(parts)).items():
                free = tuple(dict.fromkeys(anchor for anchor in anchors if anchor not in taken[uri]))
                taken[uri].update(free)
                found |= {(uri, line): free} if free else {}
    return found


def _keys(
    pairs: Iterable[tuple[OldScenario, _Now, str]],
    now: Mapping[str, tuple[_Now, ...]],
    addresses: Mapping[str, str],
) -> dict[tuple[str, int], str]:
    """Give every example a short key: the one that it had, else one made from its identity or its address."""
    found: dict[tuple[str, int], str] = {}
    for old, one, _ in pairs:
        for example, pickle in _examples(old, one):
            found[pickle.uri, pickle.location.line] = example.key
    taken = set(found.values())
    for uri, scenarios in now.items():
        for one in scenarios:
            name = identity(one.scenario.tags) or f"{addresses[uri]}#{one.anchor}"
            key = hashlib.sha256(name.encode()).hexdigest()[:10]
            for pickle in one.pickles:
                row = f"-{pickle.row_number}" if pickle.row_number else ""
                if (uri, pickle.location.line) not in found:
                    found[uri, pickle.location.line] = _free(key, row, taken)
    return found


def _free(key: str, row: str, taken: set[str]) -> str:
    """Return a key that no other example has; its first letter, which names the file that it is in, stays."""
    candidate = key
    while candidate + row in taken:
        candidate = key[0] + hashlib.sha256(candidate.encode()).hexdigest()[:9]
    taken.add(candidate + row)
    return candidate + row
