"""The staged mkdocs.yml: the user's own, inherited, and what the book needs on top of it."""

from __future__ import annotations

import html
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from specbook.errors import SettingsError
from specbook.files import kind_at
from specbook.pages.diagrams import DIAGRAM
from specbook.pages.places import ASSETS
from specbook.pages.theme import MATERIAL, theme_settings
from specbook.yaml_text import YamlNode, compose_yaml, dump_yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specbook.config import Project
    from specbook.pages.words import Words
    from specbook.product import Product

FILE_NAME = "mkdocs.yml"
# Where the search cuts words: also at brackets, so that `<invoice>` is found by “invoice”.
SEPARATOR = r"""[\s\u200b\-_,:!=\[\](){}"'’“”«»`/@#،؛؟、。「」]+|\.(?!\d)|&(?:[lg]t|quot|amp);|(?!\b)(?=[A-Z][a-z])"""
VALIDATION = ("omitted_files", "absolute_links", "unrecognized_links", "anchors")
STYLES = ("specbook.css", "paths.css", "print.css")
SCRIPTS = ("run.js", "specbook.js", "paths.js", "frame.js")
# Runs before the theme's own script, so that it hears all that is sent to the search.
SEARCH = "search.js"
# Lets the search work where pages are read from a disk; unmodified, with its licence beside it.
SHIM = "vendor/iframe-worker-1.0.4"
EXTENSIONS = ("attr_list", "md_in_html", "admonition", "tables")
# Fences stand in lists, too, whatever follows their language; all code is of one colour, unless the user wants others.
FENCES: dict[str, dict[str, Any]] = {
    "pymdownx.highlight": {"use_pygments": False},
    "pymdownx.superfences": {"relaxed_headers": True, "custom_fences": [{"name": "mermaid", "class": DIAGRAM}]},
}
# With one of these, the user's fences are as they want them.
_OWN_FENCES = ("pymdownx.superfences", "pymdownx.extra", "codehilite")
# Passes by HTML that is ready; without it a page is the same, and takes longer.
READY_HTML = "specbook.engine.ready_html"
_PLUGIN, _OFFLINE, _SEARCH = "specbook", "offline", "material/search"
# Plug-ins that add no page and no file for a link to lead to.
_PLAIN_PLUGINS = frozenset({_PLUGIN, "search", "tags", "offline", "privacy", "meta", "info"})


@dataclass(frozen=True, slots=True)
class OwnSite:
    """The user's mkdocs.yml and those that it inherits, nearest first; empty where there is none.

    An `offline` book is opened from a disk, without a server. `inherited` are the files of all layers but the first.
    """

    path: Path | None
    layers: tuple[YamlNode, ...]
    offline: bool = False
    inherited: tuple[Path, ...] = ()

    def get(self, *path: str) -> YamlNode | None:
        """Return a setting from the nearest layer that has it."""
        return next((found for layer in self.layers if (found := layer.get(*path))), None)

    @property
    def directory_urls(self) -> bool:
        """Tell whether the user wants addresses without `.html`; a book that opens from a disk has none such."""
        wanted = self.get("use_directory_urls")
        is_wanted = wanted and wanted.is_plain and wanted.text.lower() in {"true", "yes", "on"}
        return bool(is_wanted) and not self.offline

    @property
    def may_make_files(self) -> bool:
        """Tell whether something of the user may add pages or files that are not on disk: a plug-in, or a hook."""
        plugins = self.get("plugins")
        named = [*map(_item_name, plugins.items), *(key for key, _ in plugins.pairs)] if plugins else []
        return self.get("hooks") is not None or any(name.rpartition("/")[2] not in _PLAIN_PLUGINS for name in named)

    @property
    def language(self) -> str:
        """The language of the theme, which that of our own words follows."""
        wanted = self.get("theme", "language")
        return (wanted.text if wanted and wanted.is_plain else "") or "en"

    @property
    def theme(self) -> str:
        """The name of the theme; empty where the user brings along a whole one."""
        named, name = self.get("theme"), self.get("theme", "name")
        if named and named.text:
            return named.text
        return name.text if name else MATERIAL

    @property
    def has_search(self) -> bool:
        """Tell whether Material's search is in the book."""
        plugins = self.get("plugins")
        return self.theme == MATERIAL and (not plugins or any(_has(plugins, name) for name in ("search", _SEARCH)))

    @property
    def draws_diagrams(self) -> bool:
        """Tell whether the user has diagrams drawn as the theme does it."""
        options = _option(self.get("markdown_extensions"), "pymdownx.superfences")
        fences = options.get("custom_fences") if options else None
        names = (fence.get("name") for fence in fences.items) if fences else ()
        return any(name is not None and name.text == "mermaid" for name in names)

    @property
    def nav(self) -> YamlNode | None:
        nav = self.get("nav")
        return nav if nav and nav.is_list else None


def read_own_site(root: Path, *, offline: bool = False) -> OwnSite:
    """Read the mkdocs.yml at a project's root, if there is one, and every file that it inherits."""
    path = root / FILE_NAME
    if not path.is_file():
        return OwnSite(None, (), offline)
    layers = _layers(path, {})
    return OwnSite(path, tuple(layers.values()), offline, tuple(layers)[1:])


def site_config(
    project: Project,
    product: Product,
    own: OwnSite,
    nav: list[Any],
    folder: Path,
    words: Words,
    scripts: Sequence[str] = SCRIPTS,
) -> str:
    """Write the staged mkdocs.yml, for a folder that holds `docs/`."""
    site = _Site(project.root, folder, own, words)
    tree = {
        **site.base(product),
        **theme_settings(own, words, site.moved, nav),
        **site.extensions(product),
        **site.plugins(),
        **site.assets(scripts),
        **site.extra(),
        **site.moved_lists(),
        **site.validation(),
        "nav": nav,
    }
    return dump_yaml(tree)


def _layers(path: Path, nearer: dict[Path, YamlNode]) -> dict[Path, YamlNode]:
    """Return what a file says, and what each that it inherits does, after the `nearer` ones."""
    layer = compose_yaml(path.read_text("utf-8-sig"), path.name)
    parent, found = layer.get("INHERIT"), {**nearer, path: layer}
    if not parent:
        return found
    above = Path(os.path.normpath(path.parent / parent.text))
    if kind_at(above) != "file" or above in found:
        raise SettingsError(f"{path.name}: INHERIT: there is no file {parent.text} beside it.")
    return _layers(above, found)


@dataclass(frozen=True, slots=True)
class _Site:
    root: Path
    folder: Path
    own: OwnSite
    words: Words

    def moved(self, path: str) -> str:
        """Rewrite a path that is relative to the project's root: the staged file lies deeper."""
        if Path(path).is_absolute():
            return path
        return Path(os.path.relpath(self.root / path, self.folder)).as_posix()

    def base(self, product: Product) -> dict[str, Any]:
        tree: dict[str, Any] = {"INHERIT": self.moved(FILE_NAME)} if self.own.path else {}
        if not self.own.get("site_name"):
            tree["site_name"] = html.escape(product.title)
        if self.own.get("repo_url"):
            # Material would ask the repository's host for its stars on every page; a book calls nobody.
            tree["repo_url"] = ""
        if self.own.offline:
            tree["site_url"] = ""
        return tree | {"docs_dir": "docs", "site_dir": "site", "use_directory_urls": self.own.directory_urls}

    def validation(self) -> dict[str, Any]:
        """Have every wrong link told, where the user does not say otherwise; who writes a nav may omit pages."""
        silent = {"omitted_files"} if self.own.nav else set()
        keys = [key for key in VALIDATION if key not in silent and not self.own.get("validation", key)]
        return {"validation": dict.fromkeys(keys, "warn")} if keys else {}

    def extensions(self, product: Product) -> dict[str, Any]:
        own = self.own.get("markdown_extensions")
        ours: dict[str, dict[str, Any]] = {name: {} for name in (*EXTENSIONS, READY_HTML)}
        ours |= {"toc": {"permalink": True, "permalink_title": self.words.deep_link}}
        ours |= {} if any(_has(own, name) for name in _OWN_FENCES) else FENCES
        ours = {name: options for name, options in ours.items() if not _has(own, name)}
        ours |= _glossary(product, own)
        if own and own.is_mapping:
            return {"markdown_extensions": ours}
        kept = [item for item in own.items if _item_name(item) not in ours] if own else []
        return {"markdown_extensions": [*kept, *({name: value} if value else name for name, value in ours.items())]}

    def plugins(self) -> dict[str, Any]:
        """Keep the user's plugins but our own, which has nothing to do in a tree that is staged already."""
        own, added = self.own.get("plugins"), [_OFFLINE] if self._opens_from_disk() else []
        if not own:
            return {"plugins": [{"search": {"separator": SEPARATOR, "fields": {"tags": {"boost": 1.0}}}}, *added]}
        if own.is_list and (added or _has(own, _PLUGIN)):
            return {"plugins": [*(item for item in own.items if _item_name(item) not in {_PLUGIN, *added}), *added]}
        return {"plugins": {one: {"enabled": True} for one in added}} if added else {}

    def extra(self) -> dict[str, Any]:
        """Add what helps Material's search, and what it needs without a server.

        Else its plug-in would have a page fetch that from elsewhere.
        """
        if self.own.theme != MATERIAL:
            return {}
        own = self.own.get("extra", "polyfills")
        ours = [f"{ASSETS}/{SHIM}/index.js"] if self._opens_from_disk() else []
        return {"extra": {"polyfills": [*(own.items if own else ()), *ours, f"{ASSETS}/{SEARCH}"]}}

    def _opens_from_disk(self) -> bool:
        """Tell whether Material's search has to work without a server."""
        return self.own.offline and self.own.theme == MATERIAL

    def assets(self, scripts: Sequence[str]) -> dict[str, Any]:
        css, script = self.own.get("extra_css"), self.own.get("extra_javascript")
        return {
            "extra_css": [*(css.items if css else ()), *(f"{ASSETS}/{name}" for name in STYLES)],
            "extra_javascript": [*(script.items if script else ()), *(f"{ASSETS}/{name}" for name in scripts)],
        }

    def moved_lists(self) -> dict[str, Any]:
        """Rewrite the lists of paths that MkDocs takes as relative to its configuration."""
        found = {key: node for key in ("hooks", "watch") if (node := self.own.get(key))}
        return {
            key: [self.moved(item.text) if item.is_plain else item for item in node.items]
            for key, node in found.items()
        }


def _glossary(product: Product, own: YamlNode | None) -> dict[str, dict[str, Any]]:
    """Return the glossary's extension with the terms of product.yml; where the user has that extension, theirs win."""
    options = _option(own, "abbr")
    known = options.get("glossary") if options else None
    terms = {**product.glossary, **dict(known.pairs if known else ())}
    return {"abbr": {"glossary": terms}} if product.glossary else {}


def _item_name(item: YamlNode) -> str:
    """Return the name of an extension or plugin in a list, with or without options, under its short name."""
    name = item.pairs[0][0] if item.pairs else item.text
    return name.removeprefix("markdown.extensions.")


def _has(own: YamlNode | None, name: str) -> bool:
    return own is not None and (
        any(_item_name(item) == name for item in own.items)
        or any(key.removeprefix("markdown.extensions.") == name for key, _ in own.pairs)
    )


def _option(own: YamlNode | None, name: str) -> YamlNode | None:
    """Return the options of an extension, from a list or a mapping of them."""
    pairs = [pair for item in own.items for pair in item.pairs] + list(own.pairs) if own else []
    return next((value for key, value in pairs if key.removeprefix("markdown.extensions.") == name), None)
