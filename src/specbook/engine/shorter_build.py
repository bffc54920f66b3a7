"""A whole site built by MkDocs without the detours that a large book pays for; each page is the same as with them."""

from __future__ import annotations

import logging
import re
import secrets
import sys
from contextlib import contextmanager
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, cast

import markdown
from markdown import extensions
from mkdocs.commands.build import build
from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure import pages

from specbook.engine.configuration import read_configuration
from specbook.engine.ready_html import NAME as READY_HTML
from specbook.engine.search_text import search_text
from specbook.garbage import looked_for_rarely

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jinja2 import Environment, Template
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

_NAME = "specbook/shorter"
_NAV_ITEM = "partials/nav-item.html"
# Plug-ins that ask nothing of a page's content, or, as the search does, only what is left of it.
_INDIFFERENT = frozenset({"search", "material/search", "tags", "material/tags", "offline", "material/offline"})
# Extensions that are known to be as new after a reset; Markdown's own go by their short names, too.
_RESETTABLE = re.compile(r"(?:markdown\.extensions|pymdownx|specbook\.engine)\.\w+")
_MARKDOWNS_OWN = frozenset(module.name for module in iter_modules(extensions.__path__))
_LAST = -100


def build_shorter(config: MkDocsConfig, serve_url: str | None = None) -> None:
    """Build a whole site as MkDocs does, to be served where an address is given; raises what MkDocs raises."""
    config.plugins[_NAME] = _Shorter()
    config.plugins.on_startup(command="serve" if serve_url else "build", dirty=False)
    try:
        with looked_for_rarely(), _one_markdown(config):
            build(config, serve_url=serve_url)
    finally:
        config.plugins.on_shutdown()


@contextmanager
def _one_markdown(config: MkDocsConfig) -> Iterator[None]:
    """Have Markdown be set up once instead of for every page, where all of its extensions allow that."""
    made: list[markdown.Markdown] = []
    make: Callable[..., Any] = markdown.Markdown

    class Reset:
        def __getattr__(self, name: str) -> Any:
            return getattr(markdown, name)

        def Markdown(self, **options: Any) -> markdown.Markdown:  # noqa: N802  # as MkDocs calls it
            if not all(map(_is_resettable, config.markdown_extensions)):
                return cast("markdown.Markdown", make(**options))
            if not made:
                made.append(make(**options))
            return made[0].reset()

    pages.markdown = Reset()  # type: ignore[attr-defined, assignment]
    try:
        yield
    finally:
        pages.markdown = markdown  # type: ignore[attr-defined]


def _is_resettable(extension: object) -> bool:
    name = extension if isinstance(extension, str) else ""
    return name in _MARKDOWNS_OWN or bool(_RESETTABLE.fullmatch(name))


class _Shorter(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Has Markdown and the search pass by HTML that is ready, and what is the same on many pages be rendered once."""

    def __init__(self) -> None:
        self._kept: list[str] = []
        self._mark = secrets.token_hex(8)  # no text of a page can know it
        self._marked = re.compile(rf"<!--{self._mark} (\d+)-->.*?<!--{self._mark}-->", re.DOTALL)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        others = set(config.plugins) - _INDIFFERENT - {_NAME}
        if READY_HTML in config.markdown_extensions and not others and not config.hooks:
            config.mdx_configs[READY_HTML] = {"set_aside": self._set_aside}
        return config

    def _set_aside(self, block: str) -> str:
        """Keep a block of HTML until all has been read; return what stands for it meanwhile."""
        self._kept.append(block)
        return f"<!--{self._mark} {len(self._kept) - 1}-->{search_text(block)}<!--{self._mark}-->"

    def on_env(self, env: Environment, **_: Any) -> Environment:
        env.auto_reload = False  # no template changes while a site is built
        if _NAV_ITEM in env.list_templates(filter_func=_NAV_ITEM.__eq__):
            _render_once(env.get_template(_NAV_ITEM))
        return env

    @event_priority(_LAST)
    def on_page_context(self, context: Any, *, page: Page, **_: Any) -> Any:
        """Put back what was set aside, now that the search has read the page."""
        page.content = self._marked.sub(lambda match: self._kept[int(match[1])], page.content or "")
        return context


def _render_once(template: Template) -> None:
    """Have an item of the navigation rendered once for all pages of a folder where it is not open."""
    make_module = template.make_module
    items = _Items()

    def make(variables: dict[str, Any], *args: Any, **options: Any) -> Any:
        module = make_module(variables, *args, **options)
        macro = getattr(module, "render", None)
        if macro is not None and hasattr(macro, "_func"):  # the macro calls itself by it
            macro._func = items.of(variables.get("page"), macro._func)
        return module

    template.make_module = make  # type: ignore[method-assign, assignment]


class _Items:
    """The items of the navigation as they are rendered on the pages of one folder; links are relative to that."""

    def __init__(self) -> None:
        self._base: str | None = None  # that of a page without an address, such as 404.html
        self._known: dict[tuple[Any, ...], str] = {}

    def of(self, page: Page | None, render: Callable[..., str]) -> Callable[..., str]:
        base = _base(page.url) if page else None
        if base != self._base:
            self._base, self._known = base, {}
        known = self._known

        def rendered(item: Any, path: str, level: int, parent: Any, *rest: Any) -> str:
            if item.active or item is page or getattr(item, "pages", None):
                return render(item, path, level, parent, *rest)
            key = (id(item), path, level, bool(getattr(parent, "active", False)))
            if key not in known:
                known[key] = render(item, path, level, parent, *rest)
            return known[key]

        return rendered


def _base(url: str) -> str:
    """Return what links from an address are relative to, as MkDocs reckons it."""
    folder, _, name = url.rpartition("/")
    return folder if "." in name else url


def main(arguments: list[str]) -> int:
    """Build the site of a configuration, strictly where `--strict` follows; say what is wrong, a line each."""
    config_file, *options = arguments
    logging.basicConfig(format="%(levelname)s - %(message)s", level=logging.WARNING)
    try:
        build_shorter(read_configuration(config_file, strict="--strict" in options))
    except MkDocsException as error:
        print(f"ERROR - {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
