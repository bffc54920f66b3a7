"""What every page is made from: the specs, their states, and where everything stands."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from specbook.flows import flows
from specbook.model import Capability
from specbook.pages.languages import spec_attributes
from specbook.pages.lasting import Lasting, find_lasting
from specbook.pages.places import SPECS, find_anchor, href, unique

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from specbook.config import Settings
    from specbook.flows import Flowing
    from specbook.ledger import Entry, Ledger
    from specbook.model import Feature, GherkinDocument, Specs, Tag
    from specbook.pages.dead_links import DeadLinks
    from specbook.pages.exhibits import Exhibits
    from specbook.pages.link_targets import LinkTargets
    from specbook.pages.places import Places
    from specbook.pages.published import Published
    from specbook.pages.words import Words
    from specbook.product import Audience, Product


@dataclass(frozen=True, slots=True)
class Book:
    """One book: `entries` by file, then by the line of the example; `folders` is every folder that has a page.

    `flowing` are the scenarios of each file with their kinds, `changed` is the day when a file last changed, where that
    is known, and `below` are the files in each folder and in the folders below it.
    """

    specs: Specs
    product: Product
    audience: Audience
    settings: Settings
    places: Places
    directory_urls: bool
    entries: Mapping[str, Mapping[int, Entry]]
    documents: Mapping[str, tuple[GherkinDocument, ...]]
    folders: Mapping[str, Capability]
    tag_anchors: Mapping[str, str]
    lasting: Lasting
    flowing: Mapping[str, tuple[Flowing, ...]]
    exhibits: Exhibits
    words: Words
    dead: DeadLinks
    targets: LinkTargets
    changed: Mapping[str, str] = field(default_factory=dict)
    below: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def sees_all(self) -> bool:
        """Tell whether no spec is hidden from its readers."""
        return self.product.shows_all_to(self.audience)

    def entries_of(self, uris: Iterable[str]) -> tuple[Entry, ...]:
        return tuple(entry for uri in uris for entry in self.entries.get(uri, {}).values())

    def uris_below(self, folder: str) -> tuple[str, ...]:
        """Return the files in a folder and in the folders below it."""
        return self.below.get(folder, ())

    def unread_in(self, folder: str) -> tuple[str, ...]:
        """Return the files of a folder that cannot be read."""
        return tuple(uri for uri in self.specs.unparsable if posixpath.dirname(uri) == folder)

    def unread_below(self, folder: str) -> int:
        """Count the files in a folder, and in the folders below it, that cannot be read."""
        return sum(uri.startswith(f"{folder}/") for uri in self.specs.unparsable)

    def parts_of(self, folder: str) -> tuple[Capability, ...]:
        """Return the folders just below a folder."""
        below = [path for path in self.folders if posixpath.dirname(path) == folder]
        return tuple(self.folders[path] for path in sorted(below, key=self.rank))

    def rank(self, path: str) -> tuple[int, str]:
        """Sort folders and files as product.yml says, the rest by path."""
        return self.product.rank(self.specs.inner_path(path))

    def has_page(self, folder: str) -> bool:
        """Tell whether a folder's page would show anything; the root's own sub-folders are shown by the home page."""
        has_files = bool(self.documents.get(folder) or self.unread_in(folder))
        return has_files or bool(self.folders[folder].readme.strip()) or folder != self.specs.path

    def spoken(self, feature: Feature | None) -> str:
        """Return the attributes of a spec's own texts; empty where they are in the book's language."""
        return spec_attributes(feature, self.words.language)

    def href(self, source: str, target: str, anchor: str = "") -> str:
        return href(source, target, anchor, directory_urls=self.directory_urls)

    def shown_tags(self, tags: Iterable[Tag]) -> tuple[str, ...]:
        """Return the names of tags that mean something to a reader, each once; audiences and identities do not."""
        return tuple(dict.fromkeys([tag.name for tag in tags if tag.name in self.tag_anchors]))


class _Flows(dict[str, "tuple[Flowing, ...]"]):
    """The scenarios of each file with their kinds, decided when `[uri]` asks for them: one page needs its own."""

    def __init__(self, specs: Specs, settings: Settings) -> None:
        super().__init__()
        self._features = {one.uri: one.feature for one in specs.documents if one.feature}
        self._settings = settings

    def __missing__(self, uri: str) -> tuple[Flowing, ...]:
        self[uri] = flows(self._features[uri], self._settings)
        return self[uri]


def open_book(
    specs: Specs,
    ledger: Ledger,
    product: Product,
    audience: Audience,
    settings: Settings,
    places: Places,
    directory_urls: bool,
    exhibits: Exhibits,
    words: Words,
    dead: DeadLinks,
    targets: LinkTargets,
    published: Published,
    changed: Mapping[str, str] = MappingProxyType({}),
) -> Book:
    """Sort the specs and their states the way that pages ask for them."""
    by_folder = _by_folder(specs, product)
    read = (document.uri for group in by_folder.values() for document in group)
    entries: dict[str, dict[int, Entry]] = {uri: {} for uri in read}
    for entry in ledger.entries:
        entries[entry.pickle.uri][entry.pickle.location.line] = entry
    folders = _folders(specs, product, places, by_folder, words)
    tags = _tag_anchors(specs, product)
    lasting = find_lasting(specs, places, product.moved, published, directory_urls=directory_urls)
    sorted_out = (entries, by_folder, folders, tags, lasting, _Flows(specs, settings))
    found = (exhibits, words, dead, targets, changed, _below(entries))
    return Book(specs, product, audience, settings, places, directory_urls, *sorted_out, *found)


def _below(uris: Iterable[str]) -> dict[str, tuple[str, ...]]:
    below: dict[str, list[str]] = defaultdict(list)
    for uri in uris:
        folder = posixpath.dirname(uri)
        while folder:
            below[folder].append(uri)
            folder = posixpath.dirname(folder)
    return {folder: tuple(found) for folder, found in below.items()}


def _by_folder(specs: Specs, product: Product) -> dict[str, tuple[GherkinDocument, ...]]:
    """Return the features of each folder, all in the order in which the book is read."""
    documents: dict[str, list[GherkinDocument]] = defaultdict(list)
    for document in specs.documents:
        if document.feature:
            documents[posixpath.dirname(document.uri)].append(document)
    by_folder: dict[str, tuple[GherkinDocument, ...]] = {}
    for folder in sorted(documents, key=lambda path: product.reading_rank(specs.inner_path(path))):
        ordered = sorted(documents[folder], key=lambda one: product.rank(specs.inner_path(one.uri)))
        by_folder[folder] = tuple(ordered)
    return by_folder


def _tag_anchors(specs: Specs, product: Product) -> dict[str, str]:
    """Give every tag that means something to a reader an anchor in the index of tags."""
    audiences = {f"@{audience.name}" for audience in product.audiences}
    names = {tag.name for document in specs.documents if document.feature for tag in _tags(document.feature)}
    shown = (name for name in names if name not in audiences and not name.startswith(("@audience:", "@id:")))
    taken: set[str] = set()
    return {name: unique(find_anchor(name, "tag"), taken) for name in sorted(shown)}


def _tags(feature: Feature) -> Iterator[Tag]:
    yield from feature.tags
    yield from (tag for rule in feature.rules for tag in rule.tags)
    for _, scenario in feature.every_scenario():
        yield from scenario.tags
        yield from (tag for examples in scenario.examples for tag in examples.tags)


def _folders(
    specs: Specs,
    product: Product,
    places: Places,
    documents: Mapping[str, tuple[GherkinDocument, ...]],
    words: Words,
) -> dict[str, Capability]:
    """Return the folders that hold something for this audience, or lead to it, by path."""
    known = {capability.path: capability for capability in specs.capabilities}
    filled = {*documents, *(posixpath.dirname(uri) for uri in specs.unparsable)}
    filled |= {path for path, capability in known.items() if capability.readme.strip()}
    kept = [path for path in places.folders if any(one == path or one.startswith(f"{path}/") for one in filled)]
    kept.sort(key=lambda path: product.reading_rank(specs.inner_path(path)))
    found = {path: known.get(path) or Capability(path, posixpath.basename(path), "") for path in kept}
    root = found.get(specs.path) or Capability(specs.path, "", "")
    if not root.readme.strip() or root.title == posixpath.basename(specs.path).capitalize():
        root = replace(root, title=product.title or words.specs)
    return found | {specs.path: root}


def section_title(capability: Capability) -> str:
    return capability.title or posixpath.basename(capability.path) or SPECS
