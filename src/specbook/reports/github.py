"""Annotations of GitHub Actions: one for each example that is not good, or each finding, on its line of the spec."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Literal

from specbook.reports.telling import name, not_good, one_line, printable, unread

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from specbook.errors import ParseError
    from specbook.finding import Finding, Severity
    from specbook.ledger import Entry, State
    from specbook.standing import Standing

Level = Literal["error", "warning", "notice"]

# GitHub shows so many annotations of each level for a step, and drops the others without a word.
MOST_SHOWN = 10
_LONGEST_MESSAGE = 1000
_LEVELS: Mapping[State, Level] = {"failing": "error", "undefined": "error", "changed": "warning", "not run": "warning"}
_OF_SEVERITY: Mapping[Severity, Level] = {"error": "error", "warning": "warning", "information": "notice"}


def annotate_findings(findings: Sequence[Finding], folder: str = "") -> tuple[str, ...]:
    """Return a line for each finding, as many of each level as GitHub shows; the folder is as for `annotate`."""
    lines: dict[Level, list[str]] = {level: [] for level in _OF_SEVERITY.values()}
    for one in findings:
        level = _OF_SEVERITY[one.severity]
        where = {"file": folder + one.uri, "line": str(one.line), "col": str(one.column)}
        end = {"endColumn": str(one.end)} if one.end else {}
        lines[level].append(_command(level, one.message[:_LONGEST_MESSAGE], **where, **end, title=one.check))
    return tuple(line for level, some in lines.items() for line in _limited(level, some, "specbook check"))


def annotate(
    standing: Standing, allowed: frozenset[str] = frozenset(), folder: str = "", complaint: str = ""
) -> tuple[str, ...]:
    """Return a line for each example and each file that is not good, and for what a run complains of.

    `folder` is the project's place in the repository, with a slash at its end, or empty where it is its root.
    """
    entries = not_good(standing.ledger, allowed)
    errors = chain(
        [_command("error", complaint, title="specbook run")] if complaint else [],
        (_of_file(error, folder) for error in unread(standing)),
        (_of_entry(entry, folder) for entry in entries if _LEVELS[entry.state] == "error"),
    )
    warnings = (_of_entry(entry, folder) for entry in entries if _LEVELS[entry.state] == "warning")
    return (*_limited("error", tuple(errors)), *_limited("warning", tuple(warnings)))


def stop_commands(token: str) -> str:
    """Return the line after which GitHub takes nothing for a command, whatever a spec or a step prints."""
    return f"::stop-commands::{token}"


def resume_commands(token: str) -> str:
    """Return the line that ends what `stop_commands` began."""
    return f"::{token}::"


def _of_entry(entry: Entry, folder: str) -> str:
    title = f"{entry.state}: {name(entry)}"
    pickle = entry.pickle
    told = printable(entry.reason)[:_LONGEST_MESSAGE] or title
    return _command(_LEVELS[entry.state], told, file=folder + pickle.uri, line=str(pickle.location.line), title=title)


def _of_file(error: ParseError, folder: str) -> str:
    where = {"file": folder + error.uri, "line": str(error.line), "col": str(error.column)}
    return _command("error", error.message, **where, title="cannot be read")


def _limited(level: Level, lines: Sequence[str], command: str = "specbook status") -> Sequence[str]:
    """Keep to what GitHub shows, and say in the last one how many it cannot."""
    if len(lines) <= MOST_SHOWN:
        return lines
    more = len(lines) - MOST_SHOWN + 1
    last = _command(level, f"“{command}” names them all, on its own.", title=f"… and {more} more")
    return (*lines[: MOST_SHOWN - 1], last)


def _command(level: Level, message: str, **properties: str) -> str:
    told = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{level} {told}::{_data(printable(message))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(one_line(text)).replace(":", "%3A").replace(",", "%2C")
