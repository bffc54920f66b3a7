"""What the plug-in does at each of pytest's hooks, from its start to its end."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any

import pytest

from specbook.config import find_project
from specbook.errors import SpecbookError
from specbook.pytest_plugin import adapter
from specbook.pytest_plugin.collecting import (
    INDEX,
    PROJECT,
    FeatureFile,
    drop_bound,
    in_project,
)
from specbook.pytest_plugin.definitions import StepIndex
from specbook.pytest_plugin.loading import load_steps
from specbook.pytest_plugin.recording import Recorder
from specbook.pytest_plugin.running import refuse_async
from specbook.reader import SUFFIXES
from specbook.results import envelopes
from specbook.results.folder import RUN_ID_VARIABLE, Part, merge, new_run_id
from specbook.revision import read_revision

if TYPE_CHECKING:
    from pathlib import Path


_RECORDER = pytest.StashKey[Recorder]()
_REVISION = pytest.StashKey[tuple[str, bool]]()
_RUN_ID = pytest.StashKey[str]()
_WATCHED = pytest.StashKey[bool]()

# Folders that pytest passes by unless told otherwise; a capability may well be called “build”.
_PASSED_BY = {"build", "dist", "venv", "CVS", "_darcs", "node_modules"}


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    try:
        config.stash[PROJECT] = find_project(config.rootpath)
    except SpecbookError as error:
        raise pytest.UsageError(str(error)) from None
    config.stash[INDEX] = StepIndex()
    # Taken out of the environment: a pytest that a step starts is a run of its own.
    given = os.environ.pop(RUN_ID_VARIABLE, "")
    config.stash[_WATCHED] = bool(given)
    config.stash[_RUN_ID] = getattr(config, "workerinput", {}).get("specbook_run_id") or given or new_run_id()


@pytest.hookimpl(tryfirst=True)
def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Go into every folder of specs that is not hidden, as the reader does, unless an option leaves some out."""
    if collection_path.name not in _PASSED_BY or config.getoption("ignore") or config.getoption("ignore_glob"):
        return None
    project = config.stash[PROJECT]
    path = in_project(collection_path, project)
    return False if path and path.is_dir() and path.is_relative_to(project.specs) else None


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> FeatureFile | None:
    if not file_path.name.endswith(SUFFIXES):
        return None
    project = parent.config.stash[PROJECT]
    path = in_project(file_path, project)
    if not path or not (path.is_relative_to(project.specs) or parent.session.isinitpath(file_path)):
        return None
    load_steps(parent.config, project)
    return FeatureFile.from_parent(parent, path=file_path)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    drop_bound(items)


@pytest.hookimpl(optionalhook=True)
def pytest_bdd_before_step_call(step_func: Any) -> None:
    refuse_async(step_func)


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
    config = session.config
    recorder = config.stash.get(_RECORDER, None)
    folder = config.stash[PROJECT].results / config.stash[_RUN_ID]
    if recorder:
        recorder.finish(int(exitstatus))
    elif folder.is_dir() and not _worker(config):
        _end_for_workers(folder, config.stash[_RUN_ID], int(exitstatus))


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Merge the parts of all processes; `specbook run` does that itself, when pytest has ended for good."""
    run_id = config.stash.get(_RUN_ID, "")
    if not run_id or _worker(config) or config.stash[_WATCHED]:
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


def _end_for_workers(folder: Path, run_id: str, exit_status: int) -> None:
    """Write the end that a worker which crashed could not write."""
    part = Part(folder, "controller")
    part.append(envelopes.test_run_finished(run_id, time.time_ns(), success=exit_status == 0))
    part.close()


def _worker(config: pytest.Config) -> str:
    return str(getattr(config, "workerinput", {}).get("workerid", ""))


def _revision(config: pytest.Config) -> tuple[str, bool]:
    if _REVISION not in config.stash:
        given = getattr(config, "workerinput", {}).get("specbook_revision")
        config.stash[_REVISION] = tuple(given) if given else read_revision(config.stash[PROJECT].root)
    return config.stash[_REVISION]
