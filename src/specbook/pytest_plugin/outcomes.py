"""What an exception means for a step: its status, and its cause as others may read it."""

from __future__ import annotations

import os
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from specbook.pytest_plugin import adapter
from specbook.pytest_plugin.refusals import AmbiguousStepError, NotAutomatedError
from specbook.pytest_plugin.reporting import is_users, told_missing
from specbook.pytest_plugin.state import PROJECT, SECRETS
from specbook.results.events import Cause

if TYPE_CHECKING:
    from specbook.results.run import Status

_LONGEST_MESSAGE = 4000
# What ends the whole run, and says nothing about the step that it happens in.
ENDS_THE_RUN = (KeyboardInterrupt, pytest.exit.Exception, GeneratorExit)


class PendingError(NotImplementedError):
    """A step that is defined, and whose code is still to be written."""


def pending(reason: str = "") -> None:
    """End a step whose code is still to be written; its scenario is then not automated yet, neither green nor red."""
    raise PendingError(reason)


def outcome_of(error: BaseException, node: pytest.Item | pytest.Config) -> tuple[Status, Cause | None]:
    """Tell what an exception in an item, or in a hook of the run, means; without a cause where the status says all."""
    config = node.config if isinstance(node, pytest.Item) else node
    root, masked = config.stash[PROJECT].root, config.stash[SECRETS].mask.text
    expected = adapter.expected_failure(node, error) if isinstance(node, pytest.Item) else None
    if expected is not None:
        told = f"expected failure: {expected or _told(error, root)}"
        return "PENDING", Cause(type(error).__name__, masked(told)[:_LONGEST_MESSAGE], masked(_trace(error, root)))
    status = _status(error)
    if status in {"UNDEFINED", "AMBIGUOUS"} or (status in {"SKIPPED", "PENDING"} and not str(error)):
        return status, None
    # Masked before it is cut: half a secret would not be known as one.
    message, trace = masked(_told(error, root))[:_LONGEST_MESSAGE], masked(_trace(error, root))
    return status, Cause(type(error).__name__, message, trace)


def _status(error: BaseException) -> Status:
    if isinstance(error, pytest.skip.Exception):
        return "SKIPPED"
    if isinstance(error, AmbiguousStepError):
        return "AMBIGUOUS"
    if isinstance(error, adapter.StepDefinitionNotFoundError):
        return "UNDEFINED"
    return "PENDING" if isinstance(error, NotImplementedError) else "FAILED"


def _told(error: BaseException, root: Path) -> str:
    """Put an exception in words, without the path of this machine."""
    if isinstance(error, pytest.FixtureLookupError):
        return _relative(told_missing(error), root)
    plain = isinstance(error, (NotAutomatedError, PendingError, pytest.skip.Exception, pytest.fail.Exception))
    text = str(error) if plain else "".join(traceback.format_exception_only(error)).strip()
    text = text.removeprefix("AssertionError: ")
    return _relative(text or type(error).__name__, root)


def _trace(error: BaseException, root: Path) -> str:
    """Tell the lines of the project that led to it, the innermost first."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if is_users(Path(frame.filename), root)]
    lines = [f"{Path(frame.filename).relative_to(root).as_posix()}:{frame.lineno} in {frame.name}" for frame in own]
    return "\n".join([_relative(type(error).__name__, root), *reversed(lines)])


def _relative(text: str, root: Path) -> str:
    whole = text.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate could not be printed again
    return whole.replace(str(root) + os.sep, "")
