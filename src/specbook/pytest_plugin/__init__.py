"""The pytest plug-in: collects specs, matches steps, runs them and records what happened."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from specbook.config import find_project
from specbook.errors import SpecbookError
from specbook.pytest_plugin import adapter
from specbook.pytest_plugin.collecting import (
    INDEX,
    PROJECT,
    REGISTERED,
    FeatureFile,
    drop_bound,
    under_specs,
)
from specbook.pytest_plugin.definitions import StepIndex
from specbook.pytest_plugin.loading import load_steps
from specbook.pytest_plugin.recording import Recorder
from specbook.reader import SUFFIXES
from specbook.results.folder import RUN_ID_VARIABLE, merge, new_run_id
from specbook.revision import read_revision

if TYPE_CHECKING:
    from pathlib import Path


_RECORDER = pytest.StashKey[Recorder]()
_RUN_ID = pytest.StashKey[str]()


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    adapter.check_versions()
    try:
        config.stash[PROJECT] = find_project(config.rootpath)
    except SpecbookError as error:
        raise pytest.UsageError(str(error)) from None
    config.stash[INDEX] = StepIndex()
    config.stash[REGISTERED] = set()
    worker_input = getattr(config, "workerinput", {})
    config.stash[_RUN_ID] = worker_input.get("specbook_run_id") or os.environ.get(RUN_ID_VARIABLE) or new_run_id()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> FeatureFile | None:
    if not file_path.name.endswith(SUFFIXES):
        return None
    project = parent.config.stash[PROJECT]
    if not under_specs(file_path, project) and not parent.session.isinitpath(file_path):
        return None
    load_steps(parent.config, project)
    return FeatureFile.from_parent(parent, path=file_path)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    drop_bound(items)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Begin to record, once it is known what was selected."""
    config = session.config
    if config.getoption("collectonly", False) or not _holds_examples(session.items):
        return
    recorder = Recorder(config, config.stash[_RUN_ID], _worker(config), _revision(config))
    recorder.plan(session.items)
    config.stash[_RECORDER] = recorder
    config.pluginmanager.register(recorder, "specbook-recorder")


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    recorder = session.config.stash.get(_RECORDER, None)
    if recorder:
        recorder.finish(int(exitstatus))


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Merge the parts of all processes; `specbook run` does that itself, when pytest has ended for good."""
    run_id = config.stash.get(_RUN_ID, "")
    if not run_id or _worker(config) or os.environ.get(RUN_ID_VARIABLE):
        return
    folder = config.stash[PROJECT].results / run_id
    if folder.is_dir():
        merge(folder)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell an xdist worker which run it belongs to."""
    node.workerinput["specbook_run_id"] = node.config.stash[_RUN_ID]
    node.workerinput["specbook_revision"] = list(_revision(node.config))


def _holds_examples(items: list[pytest.Item]) -> bool:
    return any(isinstance(item.parent, FeatureFile) or adapter.bound_scenario(item) for item in items)


def _worker(config: pytest.Config) -> str:
    return str(getattr(config, "workerinput", {}).get("workerid", ""))


def _revision(config: pytest.Config) -> tuple[str, bool]:
    given = getattr(config, "workerinput", {}).get("specbook_revision")
    return tuple(given) if given else read_revision(config.stash[PROJECT].root)
