"""Step definitions loaded from the folder of steps, without a conftest."""

from __future__ import annotations

import importlib
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from specbook.pytest_plugin.reporting import is_users

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.config import Project

PROBLEM = pytest.StashKey[str]()
TOLD = pytest.StashKey[bool]()


def load_steps(config: pytest.Config, project: Project) -> None:
    """Load every module below the folder of steps once, so that its definitions are visible to all specs.

    What keeps a module from being loaded is put in the stash under PROBLEM: no spec can run without its steps.
    """
    if PROBLEM in config.stash:
        return
    config.stash[PROBLEM] = ""
    if str(project.root) not in sys.path:
        sys.path.insert(0, str(project.root))
    importlib.invalidate_caches()
    modules = dict(_modules(project))
    unfit = next((uri for name, uri in modules.items() if not all(map(str.isidentifier, name.split(".")))), "")
    if unfit:
        config.stash[PROBLEM] = f"{unfit}: rename it, so that Python can import it as a module"
        return
    # All at once and first: a module that another one imports must have its assertions rewritten too. Of one that the
    # suite has imported already, pytest could only warn.
    pytest.register_assert_rewrite(*(name for name in modules if name not in sys.modules))
    for name, uri in modules.items():
        try:
            _load(config.pluginmanager, name)
        except (Exception, SystemExit) as error:
            config.stash[PROBLEM] = _told(uri, error, project.root)
            return


def _load(manager: pytest.PytestPluginManager, name: str) -> None:
    """Import a module as a plug-in, or take one that is imported already for one."""
    module = sys.modules.get(name)
    if module is None:
        manager.import_plugin(name)
    elif not manager.has_plugin(name):
        manager.register(module, name)


def _modules(project: Project) -> Iterator[tuple[str, str]]:
    """Yield each module's dotted name and its file."""
    for path in sorted(project.steps.rglob("*.py")):
        relative = path.relative_to(project.root)
        parts = relative.with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), relative.as_posix()


def _told(uri: str, error: BaseException, root: Path) -> str:
    """Say which line of the user's keeps a module from being loaded."""
    cause = error.__cause__ or error
    if isinstance(cause, SyntaxError):
        return f"{_place(cause.filename or uri, cause.lineno or 1, root)}: {cause.msg}"
    frames = [frame for frame in traceback.extract_tb(cause.__traceback__) if is_users(Path(frame.filename), root)]
    place = _place(frames[-1].filename, frames[-1].lineno or 1, root) if frames else uri
    return f"{place}: {uri} cannot be loaded: {type(cause).__name__}: {cause}"


def _place(filename: str, line: int, root: Path) -> str:
    path = Path(filename)
    return f"{path.relative_to(root).as_posix() if path.is_relative_to(root) else filename}:{line}"
