"""What each run left behind, a line each in a file that only grows: which example was in which state then."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from specbook.errors import ParseError, UnwritableError
from specbook.history_line import Line, line_of, read_line
from specbook.ledger import Ledger, reconcile
from specbook.results.folder import keep_out_of_git
from specbook.standing import stand
from specbook.step_index.digests import digests_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from io import FileIO
    from pathlib import Path

    from specbook.config import Project
    from specbook.standing import Standing

# As far back as anybody looks; older lines cost nothing, for they are not read.
MOST_LINES = 30
# Where many runs are there and no history yet, as after an update, older ones would only cost time.
MOST_CAUGHT_UP = 5
_RUN = re.compile(rb'^\{"version":\d+,"run":"([^"]*)".*\}$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class History:
    """The lines of the newest runs, the oldest first, each run once; and the places of those that say nothing."""

    lines: tuple[Line, ...] = ()
    problems: tuple[ParseError, ...] = ()

    def joined(self, other: History) -> History:
        """Put two histories together, as of two machines; what both tell is told once."""
        lines = {line.run: line for line in (*other.lines, *self.lines)}
        ordered = sorted(lines.values(), key=lambda line: line.at)
        return History(tuple(ordered[-MOST_LINES:]), (*self.problems, *other.problems))


def keep_history(project: Project, standing: Standing, runs: Sequence[str]) -> str:
    """Add a line for each of some runs that have just ended, unless it has one; return what kept it from being so.

    A run that several came after is told as if they had not: each line shows what changed with its run.
    """
    found = sorted((run for run in standing.runs if run.id in runs), key=lambda run: run.started)
    try:
        for number, run in enumerate(found, start=1):
            later = {one.id for one in found[number:]}
            ledger = _ledger_without(project, standing, later) if later else standing.ledger
            _append(project, line_of(run, ledger.entries, datetime.now(UTC)))
    except UnwritableError as error:
        return str(error)
    except OSError as error:
        return str(UnwritableError(project.history, error))
    return ""


def catch_up(project: Project) -> str:
    """Add lines for the runs of plain pytest that came since the last line; say what kept it from being so.

    pytest itself takes no time for it: to know the state of every example, all specs and runs have to be read.
    """
    known = _known_runs(project)
    newest = max(known, default="").partition("-")[0]  # the second that it began in: others may have, too
    names = {path.parent.name for path in project.results.glob("*/*.ndjson")} - known
    runs = {name for name in names if name.partition("-")[0] >= newest}
    if not runs or not project.specs.is_dir():
        return ""
    standing = stand(project)
    ended = sorted((run for run in standing.runs if run.id in runs and run.ended), key=lambda run: run.started)
    return keep_history(project, standing, [run.id for run in ended[-MOST_CAUGHT_UP:]])


def read_history(path: Path, shown: str) -> History:
    """Read the newest lines of a file, if it is there; a line that is cut off or no such line is told, and passed by.

    `shown` is what the file is called where something is told of it.
    """
    try:
        texts = path.read_text("utf-8", errors="replace").split("\n")
    except FileNotFoundError:
        return History()
    except OSError as error:
        return History((), (ParseError(shown, 1, 1, f"this file cannot be read: {error.strerror}"),))
    numbered = [(number, text) for number, text in enumerate(texts, start=1) if text.strip()][-MOST_LINES:]
    lines: list[Line] = []
    problems: list[ParseError] = []
    for number, text in numbered:
        try:
            lines.append(read_line(text))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            told = "this line is cut off or tells of no run; it is passed by"
            problems.append(ParseError(shown, number, 1, told))
    return History((), tuple(problems)).joined(History(tuple(lines)))


def _ledger_without(project: Project, standing: Standing, later: Iterable[str]) -> Ledger:
    runs = [run for run in standing.runs if run.id not in set(later)]
    return reconcile(standing.specs, runs, project.settings, digests_for(project.root, runs))


def _append(project: Project, line: Line) -> None:
    """Add a line unless its run has one; what was cut off before it is left alone."""
    path = project.history
    keep_out_of_git(path, project.root)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b", buffering=0) as file:
        _lock(file)
        if line.run in _known_runs(project):
            return
        end = file.seek(0, os.SEEK_END)
        file.seek(max(0, end - 1))
        torn = file.read(1) not in {b"", b"\n"}
        data = (b"\n" if torn else b"") + line.as_text().encode("ascii")
        while data:  # what a full disk took only a part of is written on, so that it says what is wrong
            data = data[file.write(data) or 0 :]


def _lock(file: FileIO) -> None:
    """Let one process at a time look and add, until it closes the file; where no locks are, readers count once."""
    with suppress(ImportError):
        from fcntl import LOCK_EX, flock

        flock(file, LOCK_EX)


def _known_runs(project: Project) -> set[str]:
    data = project.history.read_bytes() if project.history.is_file() else b""
    return {name.decode("ascii", "replace") for name in _RUN.findall(data)}
