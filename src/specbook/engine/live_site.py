"""A built site on a local address: what is staged again is built again at once, and browsers reload it."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mkdocs.commands.build import build
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin

from specbook.engine.configuration import read_configuration
from specbook.engine.kept_theme import KeptTheme
from specbook.engine.live_pages import LivePages
from specbook.engine.shorter_build import build_shorter
from specbook.files import write_atomically

if TYPE_CHECKING:
    from collections.abc import Callable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

_NAME = "specbook/titles"
_INDEX = "search/search_index.json"
_LOOK_SECONDS = 0.05
# What is staged is written by us, in one go: nothing more is to be waited for.
_DELAY_SECONDS = 0.01


class LiveSite:
    """Serves a folder that the whole site was built into; `refresh` builds what was staged since into it."""

    def __init__(self, config_file: Path, root: Path, address: str, margin: Callable[[str], str | None]) -> None:
        """Take the staged configuration, the folder, where to listen, and what tells the margin of a page."""
        self._config_file, self._root, self._theme = config_file, root, KeptTheme()
        logging.getLogger("mkdocs.commands.build").addFilter(lambda record: "'dirty' build" not in str(record.msg))
        config = self._config()
        config.plugins.on_startup(command="serve", dirty=True)
        host, _, port = address.rpartition(":")
        mount = urlsplit(config.site_url or "/").path
        self._server = LiveReloadServer(self._build, host, int(port), str(root), mount, _LOOK_SECONDS)
        self._server.set_app(LivePages(self._server.serve_request, self._server.mount_path, margin))
        self._server.build_delay = _DELAY_SECONDS
        self._server.error_handler = self._error_page
        self._server.serve_thread.daemon = True  # however serving ends, it keeps no process alive
        self._staged = config_file.with_name("staged.txt")
        self._count = 0

    @property
    def url(self) -> str:
        return self._server.url

    def serve(self) -> None:
        """Serve until it is interrupted; raises OSError where nothing can listen at the address."""
        self._build()  # once, so that the templates are compiled when somebody waits for a page
        self.refresh()
        self._server.watch(str(self._staged))
        config = self._config()
        config.plugins.on_serve(self._server, config=config, builder=self._build)
        try:
            self._server.serve()  # type: ignore[no-untyped-call]
        finally:
            self._server.shutdown()
            config.plugins.on_shutdown()

    def refresh(self) -> None:
        """Build the pages that were staged since, and have browsers reload."""
        self._count += 1
        write_atomically(self._staged, f"{self._count}\n")

    def show(self, root: Path) -> None:
        """Serve another folder that the whole site was built into, and have browsers reload."""
        self._root, self._server.root = root, str(root)
        self._theme.forget_files()
        self.refresh()

    def _build(self) -> None:
        """Build the pages that are newer than what was built of them; the search keeps what it knows of the rest."""
        index = self._root / _INDEX
        known = index.read_bytes() if index.is_file() else b""
        config = self._config()
        try:
            build(config, serve_url=self._server.url, dirty=True)
        except Exception as error:  # whatever a user's plug-in does, the server answers with the page that was there
            logging.getLogger(__name__).warning("Not shown yet: %s", error)
        if known:
            write_atomically(index, known)

    def _config(self) -> MkDocsConfig:
        config = read_configuration(str(self._config_file), site_dir=str(self._root))
        self._theme.lend_to(config.theme)
        config.plugins[_NAME] = _Titles()
        # A page that the navigation knows no longer, or not yet, goes or comes with the whole.
        config.validation.nav.omitted_files = logging.DEBUG
        if hasattr(self, "_server"):
            config.site_url = self._server.url
        return config

    def _error_page(self, code: int) -> bytes | None:
        page = self._root / f"{code}.html"
        return page.read_bytes() if page.is_file() else None


class _Titles(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Names the pages that are not built again, and that the navigation names by their section: links lead to them."""

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        for page in nav.pages:
            if page.title is None and page.is_index and page.parent is not None:
                page.title = page.parent.title


def build_whole(config_file: Path, root: Path, url: str) -> None:
    """Build the whole site into a folder, to be served at an address."""
    build_shorter(read_configuration(str(config_file), site_dir=str(root), site_url=url), url)
