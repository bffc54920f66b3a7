"""The commands about the specs as they stand: their states, and what can go."""

from __future__ import annotations

import json
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from specbook.cli.github import commands_stopped, folder_in_repository
from specbook.cli.printing import ledger_lines, print_counts, print_errors, this_project, write_output
from specbook.errors import FINDINGS, GOOD, UsageError
from specbook.ledger import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from specbook.config import Project
    from specbook.standing import Standing

FORMATS = ("text", "json", "markdown", "github", "svg")


@click.command()
@click.option("--audience", default="", metavar="NAME", help="What one audience may see; everything if not set.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="How to tell it.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json: the whole ledger.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write it to a file.")
@click.option(
    "--allow",
    multiple=True,
    type=click.Choice(get_args(State)),
    help="Let a state pass that is neither verified, planned nor manual. May be repeated.",
)
def status(audience: str, form: str, as_json: bool, output: Path | None, allow: Sequence[str]) -> int:
    """Tell the state of every example; exit 1 unless all are verified, planned or checked by hand.

    \b
    Example: specbook status
             specbook status --json --allow "not run"
             specbook status --audience public --format svg --output badge.svg
    """
    from specbook.standing import stand

    if as_json and form not in {"text", "json"}:
        raise UsageError(f"--json and --format {form} ask for two things; choose one.")
    project = this_project()
    standing, allowed = stand(project, audience or None), frozenset(allow)
    told = _told(project, standing, "json" if as_json else form, allowed)
    if output:
        write_output(output, click.unstyle(told))
        print_counts(standing.ledger.tally())
    else:
        with commands_stopped() if form == "text" and not as_json else nullcontext():
            click.echo(told, nl=False)
    print_errors(standing.errors)
    return GOOD if standing.ledger.is_good(allowed) and not standing.errors else FINDINGS


def _told(project: Project, standing: Standing, form: str, allowed: frozenset[str]) -> str:
    """Return where the specs stand as text of some format."""
    if form == "json":
        return json.dumps(standing.ledger.as_json(), indent=2, ensure_ascii=False) + "\n"
    if form == "markdown":
        from specbook.reports.markdown import summary

        return summary(standing, allowed)
    if form == "svg":
        from specbook.reports.badge import badge

        return badge(standing)
    lines: Iterable[str] = ledger_lines(standing.ledger, allowed)
    if form == "github":
        from specbook.reports.github import annotate

        lines = annotate(standing, allowed, folder_in_repository(project))
    return "".join(f"{line}\n" for line in lines)


@click.command()
@click.option("--all", "everything", is_flag=True, help="Remove every run and every staged book.")
def clean(everything: bool) -> int:
    """Remove staged books, what was kept of texts, and the runs that no state rests on any more.

    \b
    Example: specbook clean
             specbook clean --all
    """
    from specbook.cleaning import clean_project

    removed = clean_project(this_project(), everything=everything)
    click.echo(f"{len(removed)} removed." if removed else "Nothing to remove.")
    return GOOD
