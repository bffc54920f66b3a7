"""What the plug-in does at each of pytest's hooks, from its start to its end."""

from __future__ import annotations

import gc
import os
import time
from contextlib import suppress
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from specbook import garbage
from specbook.config import find_project
from specbook.document_cache import DocumentCache
from specbook.errors import UNWRITTEN, SpecbookError, UnwritableError
from specbook.pytest_plugin import adapter
from specbook.pytest_plugin.bound import BoundScenarios
from specbook.pytest_plugin.collecting import FeatureFile, drop_bound, in_project
from specbook.pytest_plugin.definitions import StepIndex
from specbook.pytest_plugin.evidence import evidence
from specbook.pytest_plugin.lines import LINES, take_lines
from specbook.pytest_plugin.loading import load_steps
from specbook.pytest_plugin.masking import Secrets
from specbook.pytest_plugin.recording import Recorder, is_success
from specbook.pytest_plugin.run_hooks import RunHooks
from specbook.pytest_plugin.scenario_hooks import Hooks
from specbook.pytest_plugin.state import (
    DOCUMENTS,
    EVIDENCE,
    HOOKS,
    INDEX,
    LISTENERS,
    PROJECT,
    RECORDER,
    RUN_ID,
    SECRETS,
)
from specbook.pytest_plugin.stopping import RunPart, unwritten
from specbook.pytest_plugin.tag_expressions import parse_tags
from specbook.pytest_plugin.told_matches import tell_matches
from specbook.pytest_plugin.unrecorded import Unrecorded
from specbook.reader import SUFFIXES
from specbook.results import events
from specbook.results.evidence_files import EvidenceFiles
from specbook.results.folder import PARTS_KEPT, RUN_ID_VARIABLE, merge, new_run_id
from specbook.revision import commit_of, read_revision
from specbook.step_index.exact import MATCHES_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

__all__ = ["evidence"]

_REVISION = pytest.StashKey[tuple[str, bool]]()
_WATCHED = pytest.StashKey[bool]()
_RUN_HOOKS = pytest.StashKey[RunHooks]()
_FAILURES = pytest.StashKey[list[str]]()
_UNPROVED = pytest.StashKey[int]()

# Folders that pytest passes by unless told otherwise; a capability may well be called “build”.
_PASSED_BY = {"build", "dist", "venv", "CVS", "_darcs", "node_modules"}


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("specbook", "Specbook: specs run as acceptance tests")
    group.addoption(
        "--tags",
        dest="specbook_tags",
        default="",
        metavar="EXPRESSION",
        help='Run examples whose tags satisfy a Cucumber tag expression, as in "@smoke and not @slow".',
    )
    group.addoption(
        "--changed-since",
        dest="specbook_changed_since",
        default="",
        metavar="REVISION",
        help="Run examples whose feature file, or step definitions, changed since a git revision.",
    )
    group.addoption(
        "--dry-run",
        dest="specbook_dry_run",
        action="store_true",
        help="Match every step with its definition, and run none; nothing is recorded.",
    )
    group.addoption("--no-record", dest="specbook_no_record", action="store_true", help="Write no results.")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    try:
        project = config.stash[PROJECT] = find_project(config.rootpath)
    except SpecbookError as error:
        raise pytest.UsageError(str(error)) from None
    # Added first and so called last: after pytest's own last look for what was never closed.
    config.add_cleanup(gc.unfreeze)
    config.stash[DOCUMENTS] = DocumentCache(project.cache, project.root)
    config.stash[INDEX] = StepIndex()
    config.stash[SECRETS] = Secrets(project.settings.secrets, os.environ)
    # Taken out of the environment: a pytest that a step starts is a run of its own.
    given = os.environ.pop(RUN_ID_VARIABLE, "")
    config.stash[_WATCHED] = bool(given)
    if given and config.getoption("specbook_no_record"):
        raise pytest.UsageError("--no-record: `specbook run` judges by what is recorded; use plain pytest")
    config.stash[RUN_ID] = getattr(config, "workerinput", {}).get("specbook_run_id") or given or new_run_id()
    config.stash[_FAILURES], config.stash[_UNPROVED] = [], 0
    try:
        take_lines(config)
        parse_tags(config.getoption("specbook_tags"))
        if config.getoption("specbook_changed_since"):
            commit_of(project.root, config.getoption("specbook_changed_since"))
    except SpecbookError as error:
        raise pytest.UsageError(str(error)) from None
    config.pluginmanager.register(BoundScenarios(), "specbook-bound")


def pytest_plugin_registered(plugin: object, manager: pytest.PytestPluginManager) -> None:
    """Take in the hooks of every module of steps, and of every conftest."""
    config = manager.getplugin("pytestconfig")
    if config is not None and isinstance(plugin, ModuleType):
        config.stash.setdefault(HOOKS, Hooks()).take(plugin)


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


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection() -> Generator[None, object, object]:
    with garbage.looked_for_rarely():
        return (yield)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    drop_bound(items)
    if config.getoption("specbook_tags") or config.getoption("specbook_changed_since"):
        from specbook.pytest_plugin.selecting import select

        try:
            select(config, items)
        except SpecbookError as error:
            raise pytest.UsageError(str(error)) from None


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Begin to record, once it is known what was selected."""
    config = session.config
    asked = os.environ.get(MATCHES_VARIABLE)
    if asked:
        tell_matches(config, session.items, asked)
    if not _holds_examples(session.items):
        return
    if not config.getoption("collectonly", False):
        _begin(config, session.items)
    garbage.pass_by()


def _begin(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Have what is run recorded, or only heard, with the hooks around it."""
    binding = {item.path: item.module for item in items if adapter.bound_scenario(item)}  # type: ignore[attr-defined]
    hooks = config.stash.setdefault(HOOKS, Hooks())
    for path, module in binding.items():
        hooks.take_own(module, path)
    if not config.getoption("specbook_dry_run") and not config.getoption("specbook_no_record"):
        config.stash[EVIDENCE] = EvidenceFiles(config.stash[PROJECT].results / config.stash[RUN_ID])
        recorder = Recorder(config, config.stash[RUN_ID], _worker(config), _revision(config))
        recorder.plan(items)
        config.stash[RECORDER] = recorder
        config.pluginmanager.register(recorder, "specbook-recorder")
    else:
        config.pluginmanager.register(Unrecorded(config), "specbook-unrecorded")
    own = [config.pluginmanager.get_plugin("specbook-bound"), config.stash.get(RECORDER, None)]
    config.stash[LISTENERS] = adapter.step_hooks(config, own)
    if not config.getoption("specbook_dry_run"):
        config.stash[_RUN_HOOKS] = RunHooks(config)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> Generator[None, object, object]:
    """Call the hooks of the run around its examples."""
    run_hooks = session.config.stash.get(_RUN_HOOKS, None)
    return (yield from run_hooks.around()) if run_hooks else (yield)


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> Generator[None, object, object]:
    """End this process's part of the run; when all processes have ended theirs, merge them."""
    config = session.config
    run_hooks = config.stash.get(_RUN_HOOKS, None)
    failures = config.stash.get(_FAILURES, [])
    failures.extend(run_hooks.failures if run_hooks else [])
    if failures and not _worker(config) and exitstatus in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
        session.exitstatus = exitstatus = pytest.ExitCode.TESTS_FAILED
    with suppress(pytest.exit.Exception):  # what could not be written is told, too
        _end_stream(session, int(exitstatus))
    if _worker(config):
        output = config.workeroutput  # type: ignore[attr-defined]
        output["specbook_failures"], output["specbook_unwritten"] = failures, unwritten(config)
        output["specbook_unproved"] = config.stash[RECORDER].unproved if RECORDER in config.stash else 0
    try:
        return (yield)
    finally:
        _merge_parts(config)
        if unwritten(config) and not _worker(config):
            session.exitstatus = UNWRITTEN if config.stash[_WATCHED] else pytest.ExitCode.TESTS_FAILED


def _end_stream(session: pytest.Session, exit_status: int) -> None:
    """Write the end, for the workers, too: one that crashed could not."""
    config = session.config
    recorder = config.stash.get(RECORDER, None)
    if recorder:
        recorder.finish(exit_status, session.testsfailed)
    elif (config.stash[PROJECT].results / config.stash[RUN_ID]).is_dir() and not _worker(config):
        success = is_success(exit_status, session.testsfailed, config.stash[_UNPROVED]) and not unwritten(config)
        part = RunPart(config, "controller")
        part.append(events.test_run_finished(config.stash[RUN_ID], time.time_ns(), success=success))
        part.close()


def _merge_parts(config: pytest.Config) -> None:
    """Merge the parts of all processes; `specbook run` does that itself, when pytest has ended for good."""
    folder = config.stash[PROJECT].results / config.stash[RUN_ID]
    if _worker(config) or config.stash[_WATCHED] or not folder.is_dir():
        return
    try:
        merge(folder)
    except UnwritableError as error:
        unwritten(config).append(f"{error} {PARTS_KEPT}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Tell of the hooks of the run that failed, and of what could not be written, which no test's report does."""
    for failure in dict.fromkeys([*config.stash[_FAILURES], *unwritten(config)]):
        terminalreporter.write_line(failure, red=True)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell an xdist worker which run it belongs to, and which lines are wanted."""
    node.workerinput["specbook_run_id"] = node.config.stash[RUN_ID]
    node.workerinput["specbook_revision"] = list(_revision(node.config))
    node.workerinput["specbook_lines"] = {path: sorted(lines) for path, lines in node.config.stash[LINES].items()}


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what a worker says of its run."""
    output = getattr(node, "workeroutput", {})
    node.config.stash[_FAILURES].extend(output.get("specbook_failures", []))
    unwritten(node.config).extend(output.get("specbook_unwritten", []))
    node.config.stash[_UNPROVED] += output.get("specbook_unproved", 0)


def _holds_examples(items: list[pytest.Item]) -> bool:
    return any(isinstance(item.parent, FeatureFile) or adapter.bound_scenario(item) for item in items)


def _worker(config: pytest.Config) -> str:
    return str(getattr(config, "workerinput", {}).get("workerid", ""))


def _revision(config: pytest.Config) -> tuple[str, bool]:
    if _REVISION not in config.stash:
        given = getattr(config, "workerinput", {}).get("specbook_revision")
        config.stash[_REVISION] = tuple(given) if given else read_revision(config.stash[PROJECT].root)
    return config.stash[_REVISION]
