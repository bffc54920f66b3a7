"""What the commands share: the project they are run in, and how the ledger is printed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from specbook.config import find_project

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from specbook.config import Project
    from specbook.ledger import Ledger, State

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


def print_errors(errors: Sequence[object]) -> None:
    for error in errors:
        click.secho(str(error), fg="red", err=True)


def print_ledger(ledger: Ledger, allowed: frozenset[str]) -> None:
    """Name every example that keeps the ledger from being good, then count."""
    for entry in ledger.entries:
        if not ledger.is_good_entry(entry, allowed):
            pickle = entry.pickle
            reason = f" ({entry.reason.splitlines()[0]})" if entry.reason else ""
            click.echo(f"{pickle.uri}:{pickle.location.line}  {entry.state}{reason}  {pickle.name or 'unnamed'}")
    print_counts(ledger)


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _why(ledger: Ledger, state: State) -> str:
    """Name the reasons of what was not run, where they are few."""
    reasons = {entry.reason for entry in ledger.entries if state == "not run" and entry.state == state and entry.run}
    return f" ({', '.join(sorted(reasons))})" if 0 < len(reasons) <= 3 else ""


def print_counts(ledger: Ledger) -> None:
    counts = {state: count for state, count in ledger.counts().items() if count}
    parts = [
        click.style(f"{_MARKS[state]} {count} {state}{_why(ledger, state)}", fg=_COLOURS.get(state))
        for state, count in counts.items()
    ]
    files = len(ledger.unparsable)
    unread = [click.style(f"✖ {counted(files, 'file')} that cannot be read", fg="red")] if files else []
    click.echo(
        f"{counted(len(ledger.entries), 'example')}: {', '.join(parts) or 'none'}"
        + "".join(f", {one}" for one in unread)
    )
