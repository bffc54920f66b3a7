"""The theme of the book: its settings, and the templates that are put before its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from specbook.files import kind_at
from specbook.pages.missing_page import FILE, missing_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from specbook.pages.site import OwnSite
    from specbook.pages.words import Words

MATERIAL = "material"
# Where the templates stand in the staged tree: the user's, and ours.
TEMPLATES = "theme"
FEATURES = (
    "navigation.prune",
    "navigation.indexes",
    "navigation.path",
    "navigation.top",
    "navigation.footer",
    "toc.follow",
    "search.highlight",
    "search.suggest",
    "content.tooltips",
)
# Sections stand open in a small book; in a large one they would be on every page, which is quadratic.
MOST_OPEN_PAGES = 40


def theme_settings(own: OwnSite, words: Words, moved: Callable[[str], str], nav: list[Any]) -> dict[str, Any]:
    """Return the `theme` of the staged mkdocs.yml, where there is something to say; `moved` rewrites a path."""
    custom = own.get("theme", "custom_dir")
    folder = {"custom_dir": moved(custom.text)} if custom and custom.is_plain else {}
    if own.theme != MATERIAL:
        return {"theme": folder} if folder else {}
    folder = {"custom_dir": TEMPLATES} if _stages_templates(own) else folder
    features = own.get("theme", "features")
    known = [one for one in features.items if not _needs_server(own, one.text)] if features else []
    wanted = (*FEATURES, "navigation.sections") if _count(nav) <= MOST_OPEN_PAGES else FEATURES
    added = [one for one in wanted if one not in {item.text for item in known}]
    palette = {} if own.get("theme", "palette") else {"palette": _palette(words)}
    return {"theme": {"name": MATERIAL, **folder, "font": False, "features": [*known, *added], **palette}}


def template_files(own: OwnSite, words: Words) -> dict[str, str | bytes]:
    """Return the templates that go before those of Material, by their path: ours, and the user's, which win."""
    if not _stages_templates(own):
        return {}
    folder = own_templates(own)
    files = sorted(path for path in folder.rglob("*") if path.is_file()) if folder else ()
    theirs = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files} if folder else {}
    ours = missing_page(words, directory_urls=own.directory_urls, searched=own.has_search)
    return {FILE: ours, **theirs}


def _stages_templates(own: OwnSite) -> bool:
    """Tell whether the templates can be put together; a folder that is not there is for the engine to tell of."""
    folder = own_templates(own)
    return own.theme == MATERIAL and (kind_at(folder) == "folder" if folder else not own.get("theme", "custom_dir"))


def own_templates(own: OwnSite) -> Path | None:
    """Return the folder of the user's templates; none where they have none, or name it in no plain words."""
    custom = own.get("theme", "custom_dir")
    return own.path.parent / custom.text if own.path and custom and custom.is_plain else None


def _needs_server(own: OwnSite, feature: str) -> bool:
    return own.offline and feature.startswith("navigation.instant")


def _palette(words: Words) -> list[dict[str, Any]]:
    """Follow the reader's system, with a switch to the other scheme."""
    schemes = (("light", "default", "7", words.dark), ("dark", "slate", "4", words.light))
    return [
        {
            "media": f"(prefers-color-scheme: {system})",
            "scheme": scheme,
            "primary": "indigo",
            "accent": "indigo",
            "toggle": {"icon": f"material/brightness-{icon}", "name": name},
        }
        for system, scheme, icon, name in schemes
    ]


def _count(nav: object) -> int:
    """Count the pages of a navigation."""
    if isinstance(nav, dict):
        return sum(map(_count, nav.values()))
    return sum(map(_count, nav)) if isinstance(nav, list) else 1
