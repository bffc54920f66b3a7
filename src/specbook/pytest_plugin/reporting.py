"""What a failing scenario prints: its steps with a mark each, its place, the user's own frames only, and no secret."""

from __future__ import annotations

import io
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from specbook.pytest_plugin.adapter import TerminalRepr
from specbook.pytest_plugin.refusals import NotAutomatedError
from specbook.pytest_plugin.scenario_hooks import Hook
from specbook.pytest_plugin.state import ATTEMPT, SECRETS

if TYPE_CHECKING:
    from specbook.model import PickleStep
    from specbook.pytest_plugin.collecting import ScenarioItem
    from specbook.results.run import Status

_MARKS: dict[str, tuple[str, str]] = {"PASSED": ("✔", "green"), "FAILED": ("✖", "red"), "SKIPPED": ("–", "yellow")}
_NOT_AUTOMATED = ("?", "yellow")
_NOT_THE_USERS = tuple(
    str(Path(str(find_spec(name).origin)).parent)  # type: ignore[union-attr]
    for name in ("pytest", "_pytest", "pytest_bdd", "pluggy", "specbook.pytest_plugin")
)


def is_users(path: Path, root: Path) -> bool:
    """Tell whether a file of Python is the project's own: inside it, not installed, and no part of Specbook."""
    installed = {"site-packages", "dist-packages"} & set(path.parts)
    return path.is_relative_to(root) and not installed and not str(path).startswith(_NOT_THE_USERS)


class ScenarioFailure(TerminalRepr):
    """A failure as its scenario tells it."""

    def __init__(self, item: ScenarioItem, told: Any, crash: _Crash | None) -> None:
        self._headline = f"{item.document.uri}:{item.pickle.location.line}  {_headline(item)}"
        self._steps = _marked_lines(item)
        self._mask = item.config.stash[SECRETS].mask
        self._told = told
        self.reprcrash = crash

    def __str__(self) -> str:
        """Give the text; an xdist worker sends it, which half a character (a lone surrogate) would end."""
        return super().__str__().encode("utf-8", "replace").decode("utf-8")

    def toterminal(self, tw: Any) -> None:
        """Write it as a whole: a secret could be put together from pieces."""
        text = io.StringIO()
        shown = type(tw)(text)
        shown.hasmarkup, shown.fullwidth = tw.hasmarkup, tw.fullwidth
        self._tell(shown)
        tw.write(self._mask.text(text.getvalue()))

    def _tell(self, tw: Any) -> None:
        tw.line(self._headline, bold=True)
        for mark, colour, text in self._steps:
            tw.line(f"  {mark} {text}", **({colour: True} if colour else {}))
        tw.line()
        if isinstance(self._told, str):
            for line in self._told.splitlines():
                tw.line(f"E   {line}".rstrip(), red=True, bold=True)
        else:
            self._told.toterminal(tw)


def scenario_failure(item: ScenarioItem, excinfo: pytest.ExceptionInfo[BaseException]) -> ScenarioFailure:
    """Describe why an item failed; frames of pytest, pytest-bdd and Specbook are left out."""
    message = _message_without_frames(item.root, excinfo)
    if message and not item.config.getoption("fulltrace", False):
        first = message.splitlines()[0]
        return ScenarioFailure(item, message, _Crash(item, str(item.path), item.pickle.location.line, first))
    style = item.config.getoption("tbstyle", "auto")
    told = excinfo.getrepr(
        style="long" if style == "auto" else style,
        showlocals=item.config.getoption("showlocals", False),
        tbfilter=False if item.config.getoption("fulltrace", False) else partial(users_frames, item.root),
        abspath=False,
    )
    crash = getattr(told, "reprcrash", None)
    return ScenarioFailure(item, told, _Crash(item, crash.path, crash.lineno, crash.message) if crash else None)


class _Crash:
    """What pytest's short summary and JUnit reports take from a failure: its place and its message."""

    def __init__(self, item: ScenarioItem, path: str, line: int, message: str) -> None:
        self.path, self.lineno = path, line
        self.message = item.config.stash[SECRETS].mask.text(message)


def users_frames(root: Path, excinfo: pytest.ExceptionInfo[BaseException]) -> Any:
    """Keep the frames of step definitions, fixtures and what of the project they call; of others only if none is."""
    shown = excinfo.traceback.filter(lambda entry: not entry.ishidden(excinfo))
    own = shown.filter(lambda entry: is_users(Path(entry.path), root))
    return own or shown.filter(lambda entry: not str(entry.path).startswith(_NOT_THE_USERS))


def _message_without_frames(root: Path, excinfo: pytest.ExceptionInfo[BaseException]) -> str:
    """Tell a failure in which no line of Python has a part; empty for any other."""
    error = excinfo.value
    if isinstance(error, pytest.FixtureLookupError):
        return told_missing(error)
    if isinstance(error, NotAutomatedError) or (isinstance(error, pytest.fail.Exception) and not error.pytrace):
        return str(error)
    return "" if users_frames(root, excinfo) else excinfo.exconly()


def told_missing(error: pytest.FixtureLookupError) -> str:
    """Put in words that a fixture, which a step definition or a hook asks for, cannot be given."""
    return error.msg or f"the fixture “{error.argname}” is asked for, and there is none of that name"


def _headline(item: ScenarioItem) -> str:
    keyword, name = item.pickle.scenario.keyword, item.pickle.name or "unnamed"
    return f"{keyword}: {name}" + (f" (row {item.pickle.row_number})" if item.pickle.row else "")


def _marked_lines(item: ScenarioItem) -> list[tuple[str, str, str]]:
    """Mark every step with how it ended, and every hook that did not end well; what went wrong has its place."""
    attempt = item.stash.get(ATTEMPT, None)
    before, after = (attempt.case.before, attempt.case.after) if attempt else ((), ())
    parts: list[PickleStep | Hook] = [*before, *item.pickle.steps, *after]
    ended: list[Status] = list(attempt.statuses) if attempt else []
    ended += ["SKIPPED"] * (len(parts) - len(ended))
    marked = []
    for part, status in zip(parts, ended, strict=True):
        mark, colour = _MARKS.get(status, _NOT_AUTOMATED)
        is_good = status in {"PASSED", "SKIPPED"}
        if isinstance(part, Hook):
            marked += [] if is_good else [(mark, colour, f"{part.told()}   {_place(part, item.root)}")]
        else:
            place = "" if is_good else f"   {item.document.uri}:{part.location.line}"
            marked.append((mark, colour, f"{part.keyword}{part.text}{place}"))
    return marked


def _place(hook: Hook, root: Path) -> str:
    path, line = hook.place
    return f"{path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name}:{line}"
