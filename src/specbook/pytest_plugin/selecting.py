"""Which examples are to run: those of some tags, or of what has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.pytest_plugin.planning import example_of
from specbook.pytest_plugin.sources import Sources, place_of
from specbook.pytest_plugin.state import INDEX, PROJECT
from specbook.pytest_plugin.tag_expressions import parse_tags
from specbook.revision import changed_files, text_at
from specbook.step_index.digests import function_digests

if TYPE_CHECKING:
    import pytest

    from specbook.model import GherkinDocument, Pickle


def select(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep of the examples those that `--tags` and `--changed-since` ask for; other tests have no tags."""
    tags, since = config.getoption("specbook_tags"), config.getoption("specbook_changed_since")
    if not tags and not since:
        return
    expression = parse_tags(tags)
    changed = _Changed(config, since) if since else None
    known: dict[str, GherkinDocument] = {}
    left: list[pytest.Item] = []
    kept: list[pytest.Item] = []
    for item in items:
        example = example_of(item, known, config.stash[PROJECT].root)
        names = example[1].tag_names if example else frozenset()
        wanted = expression.evaluate(names) and (not changed or bool(example and changed.concerns(item, example[1])))
        (kept if wanted else left).append(item)
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = kept


class _Changed:
    """What has changed since a revision: feature files, and functions that steps are defined by."""

    def __init__(self, config: pytest.Config, revision: str) -> None:
        self._config, self._revision = config, revision
        self._root = config.stash[PROJECT].root
        self._files = changed_files(self._root, revision)
        self._before: dict[str, frozenset[str]] = {}
        self._sources = Sources(self._root, config.stash[PROJECT].cache)

    def concerns(self, item: pytest.Item, pickle: Pickle) -> bool:
        """Tell whether an example's file, or a step definition that it uses, has changed."""
        if pickle.uri in self._files:
            return True
        matches = self._config.stash[INDEX].matching(item, pickle.steps)
        uses = (self._sources.use(*place_of(match.definition)) for found in matches for match in found)
        return any(use["uri"] in self._files and use["digest"] not in self._digests(use["uri"]) for use in uses if use)

    def _digests(self, uri: str) -> frozenset[str]:
        if uri not in self._before:
            text = text_at(self._root, self._revision, uri)
            self._before[uri] = frozenset(function_digests(text or "").values())
        return self._before[uri]
