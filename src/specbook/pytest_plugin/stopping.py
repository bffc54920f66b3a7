"""What cannot be written stops the run: nothing is lost silently, and such a run is never called good."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import pytest

from specbook.errors import UnwritableError
from specbook.pytest_plugin.state import PROJECT, RECORDER, RUN_ID
from specbook.results.folder import Part, keep_out_of_git

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOLD: pytest.StashKey[list[str]] = pytest.StashKey()


class RunPart(Part):
    """The part of the run that one process of pytest writes."""

    def __init__(self, config: pytest.Config, name: str) -> None:
        self._config, project = config, config.stash[PROJECT]
        super().__init__(project.results / config.stash[RUN_ID], name)
        with stopping(config):
            keep_out_of_git(project.results, project.root)

    def refuse(self, error: UnwritableError) -> NoReturn:
        """Stop the run."""
        stop(self._config, error)


def unwritten(config: pytest.Config) -> list[str]:
    """Return what was told of that could not be written, by this process or a worker of it."""
    return config.stash.setdefault(_TOLD, [])


@contextmanager
def stopping(config: pytest.Config) -> Iterator[None]:
    """Stop the run where something in here cannot be written."""
    try:
        yield
    except UnwritableError as error:
        stop(config, error)


def stop(config: pytest.Config, error: UnwritableError) -> NoReturn:
    """End the run at once, even where a step catches all that is raised, and keep what there is to tell."""
    recorder = config.stash.get(RECORDER, None)
    running = ", ".join(recorder.running()) if recorder else ""
    kept = "The run was stopped; what had finished is kept."
    unwritten(config).append(" ".join([str(error), kept, *([f"It was running {running}."] if running else [])]))
    session = config.pluginmanager.get_plugin("session")
    if session is not None:
        session.shouldstop = f"{error.place} cannot be written"
    # Of a worker that ends as if interrupted, xdist says that it crashed, and starts another.
    code = pytest.ExitCode.TESTS_FAILED if hasattr(config, "workerinput") else None
    raise pytest.exit.Exception(f"{error.place} cannot be written", code) from error
