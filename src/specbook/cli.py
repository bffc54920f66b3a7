"""The commands, a few lines each."""

from __future__ import annotations

import json
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from specbook import __version__
from specbook.config import find_project
from specbook.errors import BUG, FINDINGS, GOOD, INTERRUPTED, SpecbookError
from specbook.ledger import State

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from specbook.config import Project
    from specbook.ledger import Ledger

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

_audience = click.option(
    "--audience", default="", metavar="NAME", help="For whom; the first in product.yml if not set."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def specbook() -> None:
    """Write a feature once: run it as an acceptance test, publish it as the page that onboards people."""


@specbook.command(context_settings={"ignore_unknown_options": True})
@click.argument("pytest_arguments", nargs=-1, type=click.UNPROCESSED)
def run(pytest_arguments: tuple[str, ...]) -> int:
    """Run the specs with pytest, and notice whatever is lost on the way.

    Arguments after -- go to pytest.

    \b
    Example: specbook run
             specbook run -- specs/pay.feature -k refund
    """
    from specbook.execution import execute
    from specbook.standing import stand

    project = _project()
    stand(project)
    execution = execute(project, pytest_arguments)
    if execution.run:
        click.echo()
        _print_counts(stand(project).ledger)
    if execution.complaint:
        click.secho(f"specbook run: {execution.complaint}", fg="red", err=True)
    return execution.exit_code


@specbook.command()
@_audience
def stage(audience: str) -> int:
    """Stage the book: write the pages that a site engine builds from.

    \b
    Example: specbook stage --audience internal
    """
    from specbook.building import stage_book

    standing, staged = stage_book(_project(), audience)
    _print_errors(standing.errors)
    written = len(staged.written) + len(staged.removed)
    click.echo(
        f"{_counted(staged.pages, 'page')} staged in {_shown(staged.folder)}, {_counted(written, 'file')} changed."
    )
    return FINDINGS if standing.errors else GOOD


@specbook.command()
@_audience
@click.option(
    "--strict", is_flag=True, help="Let every warning of the site engine, such as a broken link, be an error."
)
def build(audience: str, strict: bool) -> int:
    """Build the book into the site folder.

    \b
    Example: specbook build
             specbook build --audience internal --strict
    """
    from specbook.building import build_book

    click.echo("Building the book …", err=True)
    book = build_book(_project(), audience, strict=strict)
    _print_errors(book.standing.errors)
    _print_counts(book.standing.ledger)
    click.echo(f"{_counted(book.pages, 'page')} in {book.seconds:.1f} seconds. Open {_shown(book.site / 'index.html')}")
    return FINDINGS if book.standing.errors else GOOD


@specbook.command()
@click.option("--audience", default="", metavar="NAME", help="For whom; those who are shown most if not set.")
@click.option("--address", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT", help="Where to listen.")
def serve(audience: str, address: str) -> int:
    """Serve the book, and show every change of a spec, a page or a result at once.

    \b
    Example: specbook serve --address 127.0.0.1:8765
    """
    from specbook.product import load_product
    from specbook.serving import serve_book

    project = _project()
    reader = audience or load_product(project).team.name
    return serve_book(project, reader, address, lambda text: click.echo(text, err=True))


@specbook.command()
@_audience
@click.option("--json", "as_json", is_flag=True, help="Print the whole ledger as JSON.")
@click.option(
    "--allow",
    multiple=True,
    type=click.Choice(get_args(State)),
    help="Let a state pass that is neither verified, planned nor manual. May be repeated.",
)
def status(audience: str, as_json: bool, allow: Sequence[str]) -> int:
    """Tell the state of every example; exit 1 unless all are verified, planned or checked by hand.

    \b
    Example: specbook status
             specbook status --json --allow "not run"
    """
    from specbook.standing import stand

    standing = stand(_project(), audience or None)
    if as_json:
        click.echo(json.dumps(standing.ledger.as_json(), indent=2, ensure_ascii=False))
    else:
        _print_ledger(standing.ledger, frozenset(allow))
    _print_errors(standing.errors)
    return GOOD if standing.ledger.is_good(frozenset(allow)) and not standing.errors else FINDINGS


@specbook.command()
def check() -> int:
    """Look for what would be lost silently in the specs; exit 1 where an error is found.

    \b
    Example: specbook check
    """
    from specbook.checks import run_checks
    from specbook.reader import read

    project = _project()
    specs = read(project.specs, project.root)
    findings = run_checks(specs)
    for finding in findings:
        click.echo(str(finding))
    errors = sum(finding.severity == "error" for finding in findings)
    files = _counted(len(specs.documents) + len(specs.unparsable), "file")
    others = _counted(len(findings) - errors, "other finding")
    click.echo(f"{files} checked: {_counted(errors, 'error')}, {others}.", err=True)
    return FINDINGS if errors else GOOD


@specbook.command()
@click.option("--all", "everything", is_flag=True, help="Remove every run and every staged book.")
def clean(everything: bool) -> int:
    """Remove staged books, and the runs that no state rests on any more.

    \b
    Example: specbook clean
             specbook clean --all
    """
    from specbook.cleaning import clean_project

    removed = clean_project(_project(), everything=everything)
    click.echo(f"{len(removed)} removed." if removed else "Nothing to remove.")
    return GOOD


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; every exit code of Specbook is decided here."""
    try:
        return int(specbook.main(args=list(arguments) if arguments is not None else None, standalone_mode=False) or 0)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except SpecbookError as error:
        click.secho(f"specbook: {error}", fg="red", err=True)
        return error.exit_code
    except BrokenPipeError:
        return FINDINGS
    except Exception:  # whatever is left is our own bug
        click.echo(f"{traceback.format_exc()}\nThis is a bug in Specbook {__version__} ({sys.version}).", err=True)
        click.echo("Please report it with the lines above.", err=True)
        return BUG


def _project() -> Project:
    return find_project(Path.cwd())


def _shown(path: Path) -> str:
    here = Path.cwd().resolve()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else path.as_posix()


def _print_errors(errors: Sequence[object]) -> None:
    for error in errors:
        click.secho(str(error), fg="red", err=True)


def _print_ledger(ledger: Ledger, allowed: frozenset[str]) -> None:
    """Name every example that keeps the ledger from being good, then count."""
    for entry in ledger.entries:
        if not ledger.is_good_entry(entry, allowed):
            pickle = entry.pickle
            reason = f" ({entry.reason.splitlines()[0]})" if entry.reason else ""
            click.echo(f"{pickle.uri}:{pickle.location.line}  {entry.state}{reason}  {pickle.name or 'unnamed'}")
    _print_counts(ledger)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _why(ledger: Ledger, state: State) -> str:
    """Name the reasons of what was not run, where they are few."""
    reasons = {entry.reason for entry in ledger.entries if state == "not run" and entry.state == state and entry.run}
    return f" ({', '.join(sorted(reasons))})" if 0 < len(reasons) <= 3 else ""


def _print_counts(ledger: Ledger) -> None:
    counts = {state: count for state, count in ledger.counts().items() if count}
    parts = [
        click.style(f"{_MARKS[state]} {count} {state}{_why(ledger, state)}", fg=_COLOURS.get(state))
        for state, count in counts.items()
    ]
    files = len(ledger.unparsable)
    unread = [click.style(f"✖ {_counted(files, 'file')} that cannot be read", fg="red")] if files else []
    click.echo(
        f"{_counted(len(ledger.entries), 'example')}: {', '.join(parts) or 'none'}"
        + "".join(f", {one}" for one in unread)
    )
