"""What a failing scenario prints: its steps with a mark each, its place, and the user's own frames only."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from specbook.pytest_plugin.adapter import TerminalRepr
from specbook.pytest_plugin.running import NotAutomatedError

if TYPE_CHECKING:
    from specbook.model import PickleStep
    from specbook.pytest_plugin.collecting import ScenarioItem
    from specbook.results.run import Status

OUTCOMES = pytest.StashKey[list["Status"]]()
_MARKS: dict[str, tuple[str, str]] = {"PASSED": ("✔", "green"), "SKIPPED": ("–", "yellow")}
_NOT_THE_USERS = tuple(
    str(Path(str(find_spec(name).origin)).parent)  # type: ignore[union-attr]
    for name in ("pytest", "_pytest", "pytest_bdd", "pluggy", "specbook.pytest_plugin")
)


class ScenarioFailure(TerminalRepr):
    """A failure as its scenario tells it."""

    def __init__(self, item: ScenarioItem, steps: list[tuple[str, str, str]], told: Any, crash: Any) -> None:
        self._headline = f"{item.document.uri}:{item.pickle.location.line}  {_headline(item)}"
        self._steps = steps
        self._told = told
        self.reprcrash = crash

    def toterminal(self, tw: Any) -> None:
        tw.line(self._headline, bold=True)
        for mark, colour, text in self._steps:
            tw.line(f"  {mark} {text}", **({colour: True} if colour else {}))
        tw.line()
        if isinstance(self._told, str):
            for line in self._told.splitlines():
                tw.line(f"E   {line}", red=True, bold=True)
        else:
            self._told.toterminal(tw)


def scenario_failure(item: ScenarioItem, excinfo: pytest.ExceptionInfo[BaseException]) -> ScenarioFailure:
    """Describe why an item failed; frames of pytest, pytest-bdd and Specbook are left out."""
    steps = _marked_steps(item)
    message = _message_without_frames(excinfo)
    if message and not item.config.getoption("fulltrace", False):
        return ScenarioFailure(item, steps, message, _Crash(item, message.splitlines()[0]))
    style = item.config.getoption("tbstyle", "auto")
    told = excinfo.getrepr(
        style="long" if style == "auto" else style,
        showlocals=item.config.getoption("showlocals", False),
        tbfilter=False if item.config.getoption("fulltrace", False) else _users_frames,
        abspath=False,
    )
    return ScenarioFailure(item, steps, told, getattr(told, "reprcrash", None))


class _Crash:
    """What pytest's short summary takes from a failure that has no frame of the user's."""

    def __init__(self, item: ScenarioItem, message: str) -> None:
        self.path = str(item.path)
        self.lineno = item.pickle.location.line
        self.message = message


def _users_frames(excinfo: pytest.ExceptionInfo[BaseException]) -> Any:
    """Keep the frames of step definitions, fixtures and what they call."""
    return excinfo.traceback.filter(lambda entry: not str(entry.path).startswith(_NOT_THE_USERS))


def _message_without_frames(excinfo: pytest.ExceptionInfo[BaseException]) -> str:
    """Tell a failure in which no line of the user's has a part; empty for any other."""
    if isinstance(excinfo.value, pytest.FixtureLookupError):
        return f"a step definition asks for the fixture “{excinfo.value.argname}”, and there is none of that name"
    if isinstance(excinfo.value, NotAutomatedError):
        return str(excinfo.value)
    return "" if _users_frames(excinfo) else excinfo.exconly()


def _headline(item: ScenarioItem) -> str:
    keyword, name = item.pickle.scenario.keyword, item.pickle.name or "unnamed"
    return f"{keyword}: {name}" + (f" (row {item.pickle.row_number})" if item.pickle.row else "")


def _marked_steps(item: ScenarioItem) -> list[tuple[str, str, str]]:
    outcomes = item.stash.get(OUTCOMES, [])
    marked = []
    for number, step in enumerate(item.pickle.steps):
        before = number < len(outcomes) and outcomes[number] == "PASSED"
        broken = number == len([one for one in outcomes if one == "PASSED"])
        mark, colour = _MARKS["PASSED"] if before else ("✖", "red") if broken else _MARKS["SKIPPED"]
        marked.append((mark, colour, _line(item, step, broken=broken and not before)))
    return marked


def _line(item: ScenarioItem, step: PickleStep, *, broken: bool) -> str:
    place = f"   {item.document.uri}:{step.location.line}" if broken else ""
    return f"{step.keyword}{step.text}{place}"
