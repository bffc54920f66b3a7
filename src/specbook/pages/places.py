"""Where everything stands in the book: the address of each page and the anchor of each part of a spec."""

from __future__ import annotations

import hashlib
import posixpath
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from specbook.model import Feature, GherkinDocument, Specs, Tag

HOME, STATUS, TAGS = "index.md", "status.md", "tags.md"
TEAM_STEPS, TEAM_SLOWEST, TEAM_HEALTH = "team/steps.md", "team/slowest.md", "team/health.md"
SPECS = "specs"
PATHS = "reading"
ASSETS = "assets/specbook"
IMAGES = "assets/specs"
IMAGE_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif")
# A folder with more pages than this makes the engine's navigation quadratic, so it is cut into sub-folders.
MOST_PAGES = 50
FIXED_ANCHORS = ("how-it-works", "when-it-is-refused", "rules", "test-cases")


@dataclass(frozen=True, slots=True)
class Places:
    """Addresses of pages below `docs/`, by the path of what they show; `buckets` names the sub-folder of a page."""

    features: Mapping[str, str]
    folders: Mapping[str, str]
    buckets: Mapping[str, str]
    docs: Mapping[str, str]
    images: Mapping[str, str]
    anchors: Mapping[str, Mapping[int, str]]

    def find(self, folder: str, target: str) -> str:
        """Return the address that a relative link in a file of `folder` means; empty where there is none."""
        path = posixpath.normpath(posixpath.join(folder, unquote(target)))
        readme = posixpath.dirname(path) if posixpath.basename(path).lower() == "readme.md" else path
        return self.features.get(path) or self.docs.get(path) or self.images.get(path) or self.folders.get(readme, "")


def find_places(specs: Specs, docs: Mapping[str, str], images: Iterable[str]) -> Places:
    """Give every file and folder of the specs an address, and every part of a file an anchor."""
    uris = {document.uri for document in specs.documents if document.feature}
    folders, features, buckets = find_pages(
        specs.path,
        uris.union(error.uri for error in specs.errors),
        {capability.path for capability in specs.capabilities},
    )
    anchors = {document.uri: find_anchors(document) for document in specs.documents}
    return Places(features, folders, buckets, docs, {path: _image(path) for path in images}, anchors)


def find_pages(
    root: str, files: Iterable[str], capabilities: Iterable[str]
) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Give every folder and file an address, and tell the bucket of each file; all go by their path."""
    uris = sorted(files, key=lambda uri: (posixpath.dirname(uri).split("/"), uri))
    folders = dict(_folders(root, uris, capabilities))
    features: dict[str, str] = {}
    buckets: dict[str, str] = {}
    for folder, group in groupby(uris, key=posixpath.dirname):
        base = posixpath.dirname(folders[folder])
        below = {posixpath.basename(posixpath.dirname(page)) for path, page in folders.items() if _in(path, folder)}
        for uri, bucket, name in _named(list(group), below):
            features[uri] = posixpath.join(base, bucket, f"{name}.md")
            buckets[uri] = bucket
    return folders, features, buckets


def find_anchors(document: GherkinDocument) -> dict[int, str]:
    """Give the feature, its rules, its scenarios and their rows an anchor from their names, by their line.

    A scenario with an identity (`@id:pay`) has its anchor from that, so that it may be renamed.
    """
    taken = set(FIXED_ANCHORS)
    feature = document.feature
    return dict(_anchors(feature, taken)) if feature else {}


@lru_cache(maxsize=100_000)
def slug(text: str, default: str) -> str:
    """Turn a text into what an address can hold: lower case, words joined by hyphens, Latin accents dropped.

    A server asks for those of all parts of all specs again for each page that it shows.
    """
    parts = unicodedata.normalize("NFKD", text)
    plain = unicodedata.normalize("NFC", re.sub(r"[\u0300-\u036f]", "", parts)).casefold()
    return re.sub(r"[\W_]+", "-", plain).strip("-")[:80].strip("-") or default


def find_anchor(text: str, kind: str) -> str:
    """Turn a name into an anchor; none begins with a digit, since `#12` is an issue to some extensions of Markdown."""
    name = slug(text, kind)
    return f"{kind}-{name}" if name[0].isdigit() else name


def unique(name: str, taken: set[str]) -> str:
    """Return a name that is not taken yet, with a number where need be, and take it."""
    number, candidate = 1, name
    while candidate in taken:
        number += 1
        candidate = f"{name}-{number}"
    taken.add(candidate)
    return candidate


def link(source: str, target: str, anchor: str = "") -> str:
    """Return the relative Markdown link from one page to another."""
    path = "" if source == target and anchor else _relative(target, posixpath.dirname(source))
    return f"{path}#{anchor}" if anchor else path


def href(source: str, target: str, anchor: str = "", *, directory_urls: bool = False) -> str:
    """Return the relative address from one built page to another, for raw HTML, which no engine rewrites."""
    if target.endswith("/README.md"):
        return href(source, target.removesuffix("README.md") + HOME, anchor, directory_urls=directory_urls)
    if not target.endswith(".md"):
        path = _relative(target, _built(source, directory_urls))
    elif not directory_urls:
        path = link(source, target).removesuffix(".md") + ".html"
    else:
        path = _between(_built(target, directory_urls), _built(source, directory_urls)) + "/"
    return f"{path}#{anchor}" if anchor else path


def address_of(path: str) -> str:
    """Return the address that a feature file has by its path below the specs, where it is not one of very many."""
    folders = [slug(folder, "folder") for folder in posixpath.dirname(path).split("/") if folder]
    return posixpath.join(SPECS, *folders, f"{slug(file_name(path), 'feature')}.md")


def identity(tags: Iterable[Tag]) -> str:
    """Return the name that a tag such as `@id:pay` gives for good; empty without one."""
    return next((tag.name.removeprefix("@id:") for tag in tags if tag.name.startswith("@id:")), "")


def built_file(address: str) -> str:
    """Return the file behind an address of the built book."""
    return f"{address}index.html" if address.endswith("/") else address


def short_link(key: str) -> str:
    """Return the short address of an example."""
    return f"s/{key[0]}.html#{key}"


def text_page(page: str) -> str:
    """Return the address of a page's clean text, which stands beside it."""
    return page.removesuffix(".md") + ".txt"


@lru_cache(maxsize=100_000)
def example_key(uri: str, line: int) -> str:
    """Return a short key of an example that does not tell where its file is."""
    return "e-" + hashlib.sha256(f"{uri}:{line}".encode()).hexdigest()[:12]


def file_name(uri: str) -> str:
    """Return the name of a feature file without its endings."""
    return posixpath.basename(uri).removesuffix(".md").removesuffix(".feature")


def _relative(target: str, folder: str) -> str:
    """Return the path from a folder to a file."""
    head, name = posixpath.split(target)
    between = _between(head or ".", folder or ".")
    return name if between == "." else f"{between}/{name}"


@lru_cache(maxsize=10_000)
def _between(target: str, folder: str) -> str:
    """Return the path from one folder to another; there are far fewer pairs of folders than links."""
    return posixpath.relpath(target, folder)


def _built(address: str, directory_urls: bool) -> str:
    """Return the folder that a built page, or a file that is no page, stands in."""
    stem = address.removesuffix(".md")
    if directory_urls and stem != address and posixpath.basename(stem) not in {"index", "README"}:
        return stem
    return posixpath.dirname(stem) or "."


def _in(path: str, folder: str) -> bool:
    return posixpath.dirname(path) == folder


def _folders(root: str, uris: list[str], capabilities: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each folder of specs with the address of its page, parents first."""
    paths = {*capabilities, *(posixpath.dirname(uri) for uri in uris)}
    leading = {parent for path in paths for parent in _with_parents(path, root)} | {root}
    pages = {root: f"{SPECS}/index.md"}
    taken: dict[str, set[str]] = defaultdict(set)
    for path in sorted(leading - {root}, key=lambda path: path.split("/")):
        parent = posixpath.dirname(path)
        name = unique(slug(posixpath.basename(path), "folder"), taken[parent])
        pages[path] = posixpath.join(posixpath.dirname(pages[parent]), name, "index.md")
    yield from pages.items()


def _with_parents(path: str, root: str) -> Iterator[str]:
    while path != root and path.startswith(f"{root}/"):
        yield path
        path = posixpath.dirname(path)


def _named(uris: list[str], below: set[str]) -> Iterator[tuple[str, str, str]]:
    """Yield each file of a folder with its bucket (mostly none) and its name there; folders take names too."""
    taken = {"index", "readme", *below}
    names = {uri: unique(slug(file_name(uri), "feature"), taken) for uri in uris}
    if len(uris) <= MOST_PAGES:
        yield from ((uri, "", name) for uri, name in names.items())
        return
    folders: set[str] = set(taken)
    for prefix, group in _buckets(sorted(names, key=names.__getitem__), names, 1):
        bucket = unique(prefix.strip("-") or "other", folders)
        yield from ((uri, bucket, names[uri]) for uri in group)


def _buckets(uris: list[str], names: Mapping[str, str], length: int) -> Iterator[tuple[str, list[str]]]:
    """Cut sorted names into groups by their first letters, as few letters as keep a group small."""
    for prefix, group in groupby(uris, key=lambda uri: names[uri][:length]):
        members = list(group)
        if len(members) <= MOST_PAGES:
            yield prefix, members
        else:
            yield from _buckets(members, names, length + 1)


def _anchors(feature: Feature, taken: set[str]) -> Iterator[tuple[int, str]]:
    yield feature.location.line, unique(find_anchor(feature.name, "feature"), taken)
    for rule in feature.rules:
        yield rule.location.line, unique(find_anchor(rule.name, "rule"), taken)
    for _, scenario in feature.every_scenario():
        name = unique(find_anchor(identity(scenario.tags) or scenario.name, "scenario"), taken)
        yield scenario.location.line, name
        rows = [row for examples in scenario.examples for row in examples.rows]
        for number, row in enumerate(rows, start=1):
            yield row.location.line, unique(f"{name}-row-{number}", taken)


def _image(path: str) -> str:
    stem, ending = posixpath.splitext(posixpath.basename(path))
    return f"{IMAGES}/{slug(stem, 'image')}-{hashlib.sha256(path.encode()).hexdigest()[:8]}{ending.lower()}"
