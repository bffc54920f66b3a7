"""What has moved as product.yml says it: the pages that files and folders had where they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.pages.places import address_of, find_pages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from specbook.pages.places import Places

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
