"""What the commands share: the project they are run in, and how the ledger is printed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from specbook.config import find_project
from specbook.errors import UnwritableError, UsageError
from specbook.files import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from specbook.config import Project
    from specbook.ledger import Ledger, State, Tally

_MARKS: Mapping[str, str] = {
    "verified": "✔",
    "failing": "✖",
    "undefined": "?",
    "changed": "✎",
    "not run": "–",
    "manual": "☞",
    "planned": "◌",
}
_COLOURS: Mapping[str, str] = {"verified": "green", "failing": "red", "undefined": "yellow", "changed": "yellow"}

audience_option = click.option(
    "--audience", default="", metavar="NAME", help="For whom; the first in product.yml if not set."
)


def this_project() -> Project:
    """Find the project that the command is run in."""
    return find_project(Path.cwd())


def shown(path: Path) -> str:
    here = Path.cwd().resolve()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else path.as_posix()


def print_errors(errors: Iterable[object]) -> None:
    for error in errors:
        click.secho(str(error), fg="red", err=True)


def colour() -> bool | None:
    """Tell what the environment says of colour: NO_COLOR, FORCE_COLOR, or None, which leaves it to the terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    return True if os.environ.get("FORCE_COLOR") else None


def write_output(path: Path, text: str) -> None:
    """Write what a command was asked for into a file, whole or not at all."""
    try:
        if path.exists() and not path.is_file():
            raise UsageError(f"{shown(path)}: this is no file; name one to write to.")
        write_atomically(path, text)
    except (OSError, UnwritableError) as error:
        why = error.why if isinstance(error, UnwritableError) else error.strerror
        raise UsageError(f"{shown(path)}: cannot be written: {why}. Choose another place.") from None


def ledger_lines(ledger: Ledger, allowed: frozenset[str]) -> Iterator[str]:
    """Name every example that keeps the ledger from being good, then count."""
    for entry in ledger.entries:
        if not ledger.is_good_entry(entry, allowed):
            pickle = entry.pickle
            reason = f" ({entry.reason.splitlines()[0]})" if entry.reason else ""
            yield f"{pickle.uri}:{pickle.location.line}  {entry.state}{reason}  {pickle.name or 'unnamed'}"
    yield counts_line(ledger.tally())


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def print_counts(tally: Tally) -> None:
    click.echo(counts_line(tally))


def counts_line(tally: Tally) -> str:
    parts = [
        click.style(f"{_MARKS[state]} {count} {state}{_why(tally, state)}", fg=_COLOURS.get(state))
        for state, count in tally.counts.items()
        if count
    ]
    unread = [click.style(f"✖ {counted(tally.unread, 'file')} that cannot be read", fg="red")] if tally.unread else []
    return ", ".join([f"{counted(sum(tally.counts.values()), 'example')}: {', '.join(parts) or 'none'}", *unread])


def _why(tally: Tally, state: State) -> str:
    return f" ({', '.join(tally.reasons)})" if state == "not run" and tally.reasons else ""
