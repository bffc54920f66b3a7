"""Feature files as pytest sees them: one item per example, and one for a file that cannot be read."""

from __future__ import annotations

import re
import types
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from specbook.model import GherkinDocument, Specs
from specbook.node_names import NodeNames
from specbook.pytest_plugin import adapter
from specbook.pytest_plugin.attempts import Attempt, Nowhere, case_of
from specbook.pytest_plugin.lines import lines_for, on_lines
from specbook.pytest_plugin.loading import PROBLEM, TOLD
from specbook.pytest_plugin.marks import marks_of
from specbook.pytest_plugin.reporting import scenario_failure
from specbook.pytest_plugin.running import match_only, run_scenario
from specbook.pytest_plugin.state import ATTEMPT, DOCUMENTS, INDEX, LISTENERS, PROJECT, SECRETS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.config import Project
    from specbook.errors import ParseError
    from specbook.model import Pickle
    from specbook.pytest_plugin.definitions import Match


class FeatureFile(pytest.Module):
    """A file of specs; a Module, so that module-scoped fixtures live as long as it runs.

    `fixtures` is what pytest found out about an example of it that asks for none of its own: so for all such.
    """

    fixtures: Any = None

    def _getobj(self) -> types.ModuleType:
        return types.ModuleType(re.sub(r"\W", "_", self.path.name))

    def collect(self) -> Iterator[pytest.Item]:
        if self.config.stash[PROBLEM]:
            self._tell_problem()
            return
        document = self.config.stash[DOCUMENTS].read_file(self._real_path)
        if not isinstance(document, GherkinDocument):
            yield UnreadableFile.from_parent(self, name="this file can be read", errors=self._explained(document))
            return
        lines = lines_for(self.config, self.path)
        wanted = on_lines(document, lines) if lines else None
        names = NodeNames()
        for number, pickle in enumerate(document.pickles):
            name = names.node_name(pickle)
            if wanted is None or number in wanted:
                yield ScenarioItem.of(self, name, document, pickle)

    def _tell_problem(self) -> None:
        """Say why no spec can run, in the first file alone."""
        if not self.config.stash.get(TOLD, False):
            self.config.stash[TOLD] = True
            raise self.CollectError(self.config.stash[PROBLEM])

    @cached_property
    def relative_path(self) -> str:
        return adapter.relative_path(self)

    @cached_property
    def _project(self) -> Project:
        return self.config.stash[PROJECT]

    @cached_property
    def _real_path(self) -> Path:
        return in_project(self.path, self._project) or self.path

    def _explained(self, errors: tuple[ParseError, ...]) -> tuple[ParseError, ...]:
        # Of no use as long as everything can be read, and it takes its time.
        from specbook.checks.parses import explained

        text = self._real_path.read_text("utf-8-sig", errors="replace")
        return explained(Specs("", (), errors, unparsed=((errors[0].uri, text),)))


class ScenarioItem(pytest.Function):
    """One example; it runs through pytest-bdd's step definitions, fixtures and hooks."""

    pickle: Pickle
    document: GherkinDocument

    @classmethod
    def of(cls, parent: FeatureFile, name: str, document: GherkinDocument, pickle: Pickle) -> ScenarioItem:
        marks = list(marks_of(pickle, parent.config))
        if pickle.tag_names & set(parent.config.stash[PROJECT].settings.manual_tags):
            marks.append(pytest.mark.skip(reason="checked by hand"))
        caller = _caller(marks)
        own = any(mark.name == "usefixtures" for mark in marks)
        known = adapter.copied(parent.fixtures) if parent.fixtures and not own else None
        item: ScenarioItem = cls.from_parent(parent, name=name, callobj=caller, fixtureinfo=known)
        item.pickle, item.document = pickle, document
        caller.run = item.run_steps
        if not known and not own:
            parent.fixtures = adapter.copied(adapter.fixtures_of(item))
        return item

    @property
    def root(self) -> Path:
        return self.config.stash[PROJECT].root

    @property
    def definitions(self) -> tuple[tuple[Match, ...], ...]:
        """The step definitions that match each step; none, one, or several that are equally near."""
        return self.config.stash[INDEX].matching(self, self.pickle.steps)

    def run_steps(self) -> None:
        """Run the example, as an attempt that the recorder has begun, or one that nobody hears of."""
        __tracebackhide__ = True
        attempt = self.stash.get(ATTEMPT, None) or Attempt(case_of(self, self.pickle, ""), "", Nowhere())
        if self.config.getoption("specbook_dry_run"):
            match_only(self, attempt)
            return
        run_scenario(self, adapter.request_of(self), attempt, self.config.stash[LISTENERS])

    @cached_property
    def location(self) -> tuple[str, int | None, str]:
        """Where it is reported; pytest would ask the disk again for each example of a file."""
        known = self.parent.relative_path  # type: ignore[union-attr]
        return known, self.pickle.location.line - 1, self.name

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.pickle.location.line - 1, self.name

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> Any:
        return scenario_failure(self, excinfo)

    def add_report_section(self, when: str, key: str, content: str) -> None:
        """Keep what was printed for the report, without secrets."""
        if content:
            super().add_report_section(when, key, self.config.stash[SECRETS].mask.text(content))


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


def in_project(path: Path, project: Project) -> Path | None:
    """Return a path as one below the project's root, which has no symbolic links; None where it lies elsewhere."""
    if path.is_relative_to(project.root):
        return path
    real = path.resolve()
    return real if real.is_relative_to(project.root) else None


def drop_bound(items: list[pytest.Item]) -> None:
    """Leave the scenarios to `scenarios()` that some test module of this session binds; run the others ourselves."""
    others = (item for item in items if not isinstance(item, ScenarioItem))
    bound = {(_real(place[0]), place[1]) for place in map(adapter.bound_scenario, others) if place}
    if bound:
        items[:] = [item for item in items if not isinstance(item, ScenarioItem) or _place(item) not in bound]


def _place(item: ScenarioItem) -> tuple[Path, int]:
    return _real(item.path), item.pickle.scenario.location.line


@cache
def _real(path: Path | str) -> Path:
    return Path(path).resolve()


def _caller(marks: list[Any]) -> Any:
    """Make the function that pytest calls for one item; each its own, since plug-ins write attributes on it."""

    def scenario() -> None:
        __tracebackhide__ = True
        scenario.run()  # type: ignore[attr-defined]

    # On the function and not on the item, where `usefixtures` of a suite's own hook would come too late.
    scenario.pytestmark = marks  # type: ignore[attr-defined]
    return scenario
