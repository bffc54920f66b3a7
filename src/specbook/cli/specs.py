"""The commands about the specs as they stand: their states, their findings, and what can go."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, get_args

import click

from specbook.cli.printing import audience_option, counted, print_errors, print_ledger, this_project
from specbook.errors import FINDINGS, GOOD
from specbook.ledger import State

if TYPE_CHECKING:
    from collections.abc import Sequence


@click.command()
@audience_option
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

    standing = stand(this_project(), audience or None)
    if as_json:
        click.echo(json.dumps(standing.ledger.as_json(), indent=2, ensure_ascii=False))
    else:
        print_ledger(standing.ledger, frozenset(allow))
    print_errors(standing.errors)
    return GOOD if standing.ledger.is_good(frozenset(allow)) and not standing.errors else FINDINGS


@click.command()
def check() -> int:
    """Look for what would be lost silently in the specs; exit 1 where an error is found.

    \b
    Example: specbook check
    """
    from specbook.checks import run_checks
    from specbook.reader import read

    project = this_project()
    specs = read(project.specs, project.root)
    findings = run_checks(specs)
    for finding in findings:
        click.echo(str(finding))
    errors = sum(finding.severity == "error" for finding in findings)
    files = counted(len(specs.documents) + len(specs.unparsable), "file")
    others = counted(len(findings) - errors, "other finding")
    click.echo(f"{files} checked: {counted(errors, 'error')}, {others}.", err=True)
    return FINDINGS if errors else GOOD


@click.command()
@click.option("--all", "everything", is_flag=True, help="Remove every run and every staged book.")
def clean(everything: bool) -> int:
    """Remove staged books, and the runs that no state rests on any more.

    \b
    Example: specbook clean
             specbook clean --all
    """
    from specbook.cleaning import clean_project

    removed = clean_project(this_project(), everything=everything)
    click.echo(f"{len(removed)} removed." if removed else "Nothing to remove.")
    return GOOD
