"""What has moved: the pages that files and folders had, as product.yml says it, and the folders of a published book."""

from __future__ import annotations

import posixpath
from collections import Counter
from typing import TYPE_CHECKING

from specbook.pages.places import address_of, find_pages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from specbook.pages.places import Places
    from specbook.pages.published import Published

_FILES = (".feature", ".feature.md")


def former_pages(root: str, places: Places, moved: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each page that there was with the file or folder of today that it has become, the likeliest first.

    That is how everything stood before it moved: very many features of a folder were in parts of it, which also those
    that stayed may have left since. A folder may have held fewer then, so pages outside of parts are given, too.
    """
    pairs = tuple(_pairs(root, places, moved)) if moved else ()
    if not pairs:
        return
    gone = {new for _, new in pairs}
    files = [(old, new) for old, new in pairs if old.endswith(_FILES)]
    files += [(uri, uri) for uri in places.features if uri not in gone]
    folders = [(old, new) for old, new in pairs if not old.endswith(_FILES)]
    folders += [(path, path) for path in places.folders if path not in gone]
    pages, features, _ = find_pages(root, (old for old, _ in files), (old for old, _ in folders))
    yield from ((features[old], new) for old, new in files)
    yield from ((pages[old], new) for old, new in folders)
    yield from ((address_of(old.removeprefix(f"{root}/")), new) for old, new in pairs if old.endswith(_FILES))


def _pairs(root: str, places: Places, moved: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield where files and folders of today were, and where they are; what became a folder was no folder."""
    for old, new in moved.items():
        source, target = f"{root}/{old}", f"{root}/{new}"
        for path in (*places.features, *places.folders):
            below = path.startswith(f"{target}/") and not source.endswith(_FILES)
            if below or path == target:
                yield source + path.removeprefix(target), path


def match_folders(
    published: Published, pairs: Mapping[int, str], folders: Mapping[str, str]
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Pair the pages of each folder of then with a folder of today: by page, then by where half of what it held went.

    `pairs` are the files of today by the number of their feature then, `folders` the addresses of today's folders.
    """
    by_page = {page: path for path, page in folders.items()}
    held = {number: posixpath.dirname(feature.folder) for number, feature in enumerate(published.features)}
    for pages in published.folders:
        base = posixpath.dirname(pages[0])
        below = [number for number, folder in held.items() if f"{folder}/".startswith(f"{base}/")]
        found = Counter(_above(pairs[one], held[one].count("/") - base.count("/")) for one in below if one in pairs)
        path, count = max(found.items(), key=lambda pair: pair[1], default=("", 0))
        path = by_page.get(pages[0]) or (path if 2 * count >= len(below) else "")
        if path in folders:
            yield pages, path


def _above(uri: str, levels: int) -> str:
    """Return the folder around a file, or one that is some levels above that."""
    for _ in range(levels + 1):
        uri = posixpath.dirname(uri)
    return uri
