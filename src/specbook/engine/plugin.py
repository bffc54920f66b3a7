"""The MkDocs plug-in: keeps the pages fresh when plain `mkdocs build` or `mkdocs serve` is used."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from mkdocs.config import config_options, load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger

from specbook.config import Project, find_project
from specbook.errors import SpecbookError
from specbook.staged_book import stage_book

log = get_plugin_logger(__name__)


class SpecbookConfig(Config):  # type: ignore[no-untyped-call]
    """The plug-in's options: for whom the book is built, and whether it is to work without a server."""

    audience = config_options.Type(str, default="")
    offline = config_options.Type(bool, default=False)


class SpecbookPlugin(BasePlugin[SpecbookConfig]):  # type: ignore[no-untyped-call]
    """Stages the book and has MkDocs build that, in place of the project's own docs."""

    _command: Literal["build", "gh-deploy", "serve"] = "build"

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self._command = command

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Return the staged tree's configuration, its own plug-ins started.

        The staged tree is built by the same plug-ins but this one, so it cannot meet itself there.
        Raises PluginError where nothing can be staged.
        """
        project = find_project(Path(config.config_file_path).parent)
        try:
            staged = stage_book(project, self.config.audience, offline=self.config.offline)
        except SpecbookError as error:
            raise PluginError(str(error)) from None
        for problem in (*staged.errors, *staged.problems):
            log.warning(str(problem))
        for note in staged.notes:
            log.info(note)
        # MkDocs reads what to watch from the configuration that it began with.
        config.watch.extend(map(str, _sources(project)))
        url = "" if self.config.offline else config.site_url
        staged_config = str(staged.folder / "mkdocs.yml")
        book = load_config(staged_config, site_dir=config.site_dir, site_url=url, strict=config.strict)
        book.plugins.on_startup(command=self._command, dirty=False)
        return book.plugins.on_config(book)


def _sources(project: Project) -> list[Path]:
    return [folder for folder in (project.specs, project.results) if folder.is_dir()]
