"""Links that last: which page, Rule, scenario and example of today each of the published book has become."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from specbook.pages.moves import former_pages, match_folders
from specbook.pages.places import HOME, href, identity
from specbook.pages.recognising import match_examples, match_rules, match_scenarios, scenarios_now, share

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from specbook.model import GherkinDocument, Specs
    from specbook.pages.places import Places
    from specbook.pages.published import OldFeature, OldScenario, Published
    from specbook.pages.recognising import Now


@dataclass(frozen=True, slots=True)
class Lasting:
    """What was known by other names: `pages` of files and folders, `anchors` of parts, and short `keys` of examples.

    Addresses are those of the built book; parts and examples go by their file and line.
    """

    pages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    anchors: Mapping[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)
    keys: Mapping[tuple[str, int], str] = field(default_factory=dict)


def find_lasting(
    specs: Specs,
    places: Places,
    moved: Mapping[str, str],
    published: Published,
    *,
    directory_urls: bool,
) -> Lasting:
    """Find what the parts of today were called before: in the book published then, and in what product.yml says."""
    documents, then = [document for document in specs.documents if document.feature], published.features
    addresses, folders = (
        {path: href(HOME, page, directory_urls=directory_urls) for path, page in pages.items()}
        for pages in (places.features, places.folders)
    )
    known = {document.uri: places.anchors[document.uri] for document in documents}
    # What examples do is compared with the published book only; without one it need not be known.
    now = {one.uri: tuple(scenarios_now(one, known[one.uri], hashed=bool(then))) for one in documents}
    pairs = dict(_match_features(then, documents, now, addresses))
    former = [(old, uri) for number, uri in pairs.items() for old in then[number].pages]
    former += [(old, path) for pages, path in match_folders(published, pairs, folders) for old in pages]
    for old, path in former_pages(specs.path, places, moved):
        former.append((href(HOME, old, directory_urls=directory_urls), path))
    scenarios = list(match_scenarios(then, pairs, now))
    rules = match_rules(then, pairs, scenarios, dict(_rules(documents, known)))
    parts = (*_parts(scenarios), *((uri, line, rule.anchors) for rule, line, uri in rules))
    pages = _pages(former, (*addresses.values(), *folders.values()))
    return Lasting(pages, _anchors(parts, places), _keys(scenarios, now, addresses))


def _rules(
    documents: Iterable[GherkinDocument], known: Mapping[str, Mapping[int, str]]
) -> Iterator[tuple[str, dict[str, int]]]:
    """Yield each file with the anchors of its Rules, and their lines."""
    for one in documents:
        lines = (rule.location.line for rule in one.feature.rules) if one.feature else ()
        yield one.uri, {known[one.uri][line]: line for line in lines}


def _match_features(
    published: Sequence[OldFeature],
    documents: Sequence[GherkinDocument],
    now: Mapping[str, tuple[Now, ...]],
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
            scores = {uri: share(old.contents, arrived[uri]) + (uri in named) for uri in features}
            best = max(scores, key=lambda uri: (scores[uri], uri not in taken), default="")
            if best and scores[best] >= 0.5:
                yield number, best


def _pages(former: Iterable[tuple[str, str]], current: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Collect the addresses that each file or folder had, unless something else has them since."""
    pages: dict[str, tuple[str, ...]] = defaultdict(tuple)
    taken = set(current)
    for old, path in former:
        if old not in taken:
            taken.add(old)
            pages[path] += (old,)
    return dict(pages)


def _parts(pairs: Iterable[tuple[OldScenario, Now, str]]) -> Iterator[tuple[str, int, tuple[str, ...]]]:
    """Yield the file and the line of scenarios and of their examples, with the anchors that they had."""
    for old, one, uri in pairs:
        if uri:
            parts = [(one.scenario.location.line, old.anchors)]
            parts += [(pickle.location.line, example.anchors) for example, pickle in match_examples(old, one)]
            yield from ((uri, line, anchors) for line, anchors in dict(reversed(parts)).items())


def _anchors(
    parts: Iterable[tuple[str, int, tuple[str, ...]]], places: Places
) -> dict[tuple[str, int], tuple[str, ...]]:
    """Collect the anchors that parts of a page had, unless another part of it has taken them since."""
    found: dict[tuple[str, int], tuple[str, ...]] = defaultdict(tuple)
    taken = {uri: set(anchors.values()) for uri, anchors in places.anchors.items()}
    for uri, line, anchors in parts:
        free = tuple(dict.fromkeys(anchor for anchor in anchors if anchor not in taken[uri]))
        taken[uri].update(free)
        if free:
            found[uri, line] += free
    return dict(found)


def _keys(
    pairs: Iterable[tuple[OldScenario, Now, str]],
    now: Mapping[str, tuple[Now, ...]],
    addresses: Mapping[str, str],
) -> dict[tuple[str, int], str]:
    """Give every example a short key: the one that it had, else one made from its identity or its address."""
    found: dict[tuple[str, int], str] = {}
    for old, one, _ in pairs:
        for example, pickle in match_examples(old, one):
            found[pickle.uri, pickle.location.line] = example.key
    taken = set(found.values())
    for uri, scenarios in now.items():
        for one in scenarios:
            name = identity(one.scenario.tags) or f"{addresses[uri]}#{one.anchor}"
            key = hashlib.sha256(name.encode()).hexdigest()[:10]
            for pickle in one.pickles:
                if (uri, pickle.location.line) not in found:
                    number = pickle.row_number
                    found[uri, pickle.location.line] = _free(key, f"-{number}" if number else "", taken)
    return found


def _free(key: str, row: str, taken: set[str]) -> str:
    """Return a key that no other example has; its first letter, which names the file that it is in, stays."""
    candidate = key
    while candidate + row in taken:
        candidate = key[0] + hashlib.sha256(candidate.encode()).hexdigest()[:9]
    taken.add(candidate + row)
    return candidate + row
