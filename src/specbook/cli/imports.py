"""The command that takes results of other tools in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from specbook.cli.printing import counted, print_counts, print_errors, this_project
from specbook.errors import FINDINGS, GOOD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specbook.importing import Imported


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(exists=True, dir_okay=False))
@click.option("--revision", default="", metavar="REV", help="The git revision that was run; needed for JUnit XML.")
def import_(files: Sequence[str], revision: str) -> int:
    """Import results that other tools wrote: Cucumber Messages, Cucumber JSON or JUnit XML.

    What speaks of no example is listed; exit 1 where nothing in a file speaks of one.

    \b
    Example: specbook import reports/behave.json
             specbook import reports/TEST-*.xml --revision v1.2
    """
    from specbook.history import catch_up, keep_history
    from specbook.importing import import_results
    from specbook.standing import stand

    project = this_project()
    print_errors(filter(None, [catch_up(project)]))
    imports = import_results(project, [(name, Path(name)) for name in files], revision)
    for one in imports:
        _print_import(one)
    standing = stand(project)
    print_errors(filter(None, [keep_history(project, standing, [one.run_id for one in imports if not one.already])]))
    print_counts(standing.ledger.tally())
    return GOOD if all(one.matches for one in imports) else FINDINGS


def _print_import(one: Imported) -> None:
    texts = f"{counted(one.same_text, 'example')} of exactly this text"
    if one.already:
        click.echo(f"{one.name}: already imported as {one.run_id}: {texts}.")
    elif one.matches:
        click.echo(f"{one.name}: imported as {one.run_id}: {texts}.")
    else:
        click.secho(f"{one.name}: not imported: nothing in it speaks of an example of the specs.", fg="red", err=True)
    for line in (*one.other_text, *one.unmatched):
        click.echo(f"  {_printable(line)}")


def _printable(text: str) -> str:
    """Take out of foreign text what a terminal would obey."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
