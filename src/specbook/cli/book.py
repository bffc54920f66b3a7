"""The commands that stage, build and serve the book."""

from __future__ import annotations

import re
from pathlib import Path

import click

from specbook.cli.printing import (
    audience_option,
    counted,
    print_counts,
    print_errors,
    shown,
    this_project,
    write_output,
)
from specbook.errors import FINDINGS, GOOD, UsageError

previous_option = click.option(
    "--previous",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="The book that is published now: its specs.json, or its folder. Links into it, and its history, go on.",
)

offline_option = click.option(
    "--offline", is_flag=True, help="Make a book that works from a disk, with search, as from an unpacked archive."
)


@click.command()
@audience_option
@previous_option
@offline_option
def stage(audience: str, previous: Path | None, offline: bool) -> int:
    """Stage the book: write the pages that a site engine builds from.

    \b
    Example: specbook stage --audience internal
    """
    from specbook.staged_book import stage_book

    book = stage_book(this_project(), audience, previous, offline=offline)
    print_errors((*book.errors, *book.problems, *book.notes))
    changed = counted(book.changed, "file")
    click.echo(f"{counted(book.pages, 'page')} staged in {shown(book.folder)}, {changed} changed.")
    return FINDINGS if book.errors else GOOD


@click.command()
@audience_option
@click.option(
    "--strict", is_flag=True, help="Let every warning of the site engine, such as a broken link, be an error."
)
@previous_option
@offline_option
def build(audience: str, strict: bool, previous: Path | None, offline: bool) -> int:
    """Build the book into the site folder.

    \b
    Example: specbook build
             specbook build --audience internal --strict
             specbook build --previous published/specs.json
             specbook build --offline
    """
    from specbook.building import build_book

    click.echo("Building the book …", err=True)
    book = build_book(this_project(), audience, strict=strict, previous=previous, offline=offline)
    staged = book.staged
    print_errors((*staged.errors, *staged.problems, *staged.notes))
    print_counts(staged.tally)
    click.echo(f"{counted(staged.pages, 'page')} in {book.seconds:.1f} seconds. Open {shown(book.site / 'index.html')}")
    return FINDINGS if staged.errors else GOOD


@click.command()
@click.option("--audience", default="", metavar="NAME", help="For whom; those who are shown most if not set.")
@click.option("--address", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT", help="Where to listen.")
def serve(audience: str, address: str) -> int:
    """Serve the book, and show every change of a spec, a page or a result at once.

    \b
    Example: specbook serve --address 127.0.0.1:8765
    """
    from specbook.product import load_product
    from specbook.serving import serve_book

    project = this_project()
    reader = audience or load_product(project).team.name
    return serve_book(project, reader, address, lambda text: click.echo(text, err=True))


@click.command()
@click.argument("language")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="The catalogue to write.")
def words(language: str, output: Path | None) -> int:
    """Begin a catalogue of the book's own words in a language, or bring one up to date.

    \b
    Example: specbook words nl --output words/nl.po
    """
    from specbook.pages import new_catalogue

    if not re.fullmatch(r"[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*", language):
        raise UsageError(f"“{language}” is no language; name it as theme.language does, such as nl or pt-BR.")
    catalogue = new_catalogue(this_project(), language, output)
    if output:
        write_output(output, catalogue)
    else:
        click.echo(catalogue, nl=False)
    return GOOD
