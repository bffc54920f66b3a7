"""Feature files as pytest sees them: one item per example, and one for a file that cannot be read."""

from __future__ import annotations

import re
import types
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pytest

from specbook.model import GherkinDocument
from specbook.pytest_plugin import adapter
from specbook.pytest_plugin.definitions import StepIndex
from specbook.pytest_plugin.loading import PROBLEM
from specbook.pytest_plugin.marks import marks_of, register
from specbook.pytest_plugin.reporting import scenario_failure
from specbook.pytest_plugin.running import run_scenario
from specbook.reader import read_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from specbook.config import Project
    from specbook.errors import ParseError
    from specbook.model import Pickle

PROJECT = pytest.StashKey["Project"]()
INDEX = pytest.StashKey[StepIndex]()
REGISTERED = pytest.StashKey[set[str]]()


class FeatureFile(pytest.Module):
    """A file of specs; a Module, so that module-scoped fixtures live as long as it runs."""

    def _getobj(self) -> types.ModuleType:
        return types.ModuleType(re.sub(r"\W", "_", self.path.name))

    def collect(self) -> Iterator[pytest.Item]:
        problem = self.config.stash.get(PROBLEM, "")
        if problem:
            raise self.CollectError(problem)
        document = read_file(self.path, self._root)
        if not isinstance(document, GherkinDocument):
            yield UnreadableFile.from_parent(self, name="this file can be read", errors=document)
            return
        names = _Names()
        for pickle in document.pickles:
            yield ScenarioItem.of(self, names.node_name(pickle), document, pickle)

    @cached_property
    def _root(self) -> Path:
        return self.config.stash[PROJECT].root


class ScenarioItem(pytest.Function):
    """One example; it runs through pytest-bdd's step definitions, fixtures and hooks."""

    pickle: Pickle
    document: GherkinDocument

    @classmethod
    def of(cls, parent: FeatureFile, name: str, document: GherkinDocument, pickle: Pickle) -> ScenarioItem:
        item: ScenarioItem = cls.from_parent(parent, name=name, callobj=_caller())
        item.pickle, item.document = pickle, document
        registered = parent.config.stash[REGISTERED]
        for mark in marks_of(pickle, parent.config):
            register(getattr(mark, "name", ""), parent.config, registered)
            item.own_markers.append(getattr(mark, "mark", mark))
            item.keywords[mark.name] = mark
        if pickle.tag_names & set(parent.config.stash[PROJECT].settings.manual_tags):
            item.add_marker(pytest.mark.skip(reason="checked by hand"))
        return item

    @cached_property
    def definitions(self) -> tuple[tuple[adapter.Definition, ...], ...]:
        """The step definitions that match each step; none, one, or several that are equally near."""
        return self.config.stash[INDEX].matching(self, self.pickle.steps)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.pickle.location.line - 1, self.name

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> Any:
        return scenario_failure(self, excinfo)


class UnreadableFile(pytest.Item):
    """The one failing item of a file that is not Gherkin; the others go on running."""

    def __init__(self, errors: tuple[ParseError, ...], **arguments: Any) -> None:
        super().__init__(**arguments)
        self.errors = errors

    def runtest(self) -> None:
        raise UnreadableError("\n".join(map(str, self.errors)))

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.errors[0].line - 1, self.name

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        return str(excinfo.value) if isinstance(excinfo.value, UnreadableError) else excinfo.exconly()


class UnreadableError(Exception):
    """A file that is not Gherkin, with all its errors."""


class _Names:
    """Node names that read like the scenario's, each only once in a file."""

    def __init__(self) -> None:
        self._used: set[str] = set()

    def node_name(self, pickle: Pickle) -> str:
        name = _plain(pickle.name) or "unnamed scenario"
        if pickle.row:
            values = _plain("-".join(pickle.row.values))
            name = f"{name}[{values if len(values) <= 60 else pickle.row_number}]"
        unique = name if name not in self._used else self._numbered(name)
        self._used.add(unique)
        return unique

    def _numbered(self, name: str) -> str:
        number = 2
        while f"{name} #{number}" in self._used:
            number += 1
        return f"{name} #{number}"


def under_specs(path: Path, project: Project) -> bool:
    return path.is_relative_to(project.specs)


def drop_bound(items: list[pytest.Item]) -> None:
    """Leave the files to `scenarios()` that some test module of this session binds."""
    bound = {place[0] for place in map(adapter.bound_scenario, _others(items)) if place}
    if bound:
        items[:] = [item for item in items if not (_is_ours(item) and str(item.path) in bound)]


def _others(items: Iterable[pytest.Item]) -> Iterator[pytest.Item]:
    return (item for item in items if not _is_ours(item))


def _is_ours(item: pytest.Item) -> bool:
    return isinstance(item, ScenarioItem | UnreadableFile)


def _caller() -> Any:
    """Make the function that pytest calls for one item; each its own, since plug-ins write attributes on it."""

    def scenario(request: pytest.FixtureRequest) -> None:
        __tracebackhide__ = True
        run_scenario(request.node, request)

    return scenario


def _plain(text: str) -> str:
    """Make a name fit for a node id: one line, printable, without the `::` that separates its parts."""
    one_line = " ".join(text.replace("::", ":").split())
    return "".join(char for char in one_line if char.isprintable())
