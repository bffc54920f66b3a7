"""The commands that begin something new: a feature, or the definitions of its steps."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from specbook.cli.printing import counted, print_errors, shown, this_project
from specbook.errors import FINDINGS, GOOD, UsageError

if TYPE_CHECKING:
    from specbook.config import Project
    from specbook.model import Specs


class _NewGroup(click.Group):
    """Takes what is no subcommand for a feature's title, or its story."""

    def parse_args(self, context: click.Context, arguments: list[str]) -> list[str]:
        words = [word for word in arguments if not word.startswith("-")]
        is_help = any(word in {"-h", "--help"} for word in arguments) and not words
        if arguments and not is_help and (not words or words[0] not in self.commands):
            arguments = ["feature", *arguments]
        return super().parse_args(context, arguments)


@click.group(cls=_NewGroup, context_settings={"help_option_names": ["-h", "--help"]})
def new() -> None:
    """Begin a feature, from its title or its story; or the step definitions that a feature still needs.

    \b
    Example: specbook new "Pay by card"
             specbook new steps specs/pay.feature
    """


@new.command("feature")
@click.argument("sentence", metavar="TITLE-OR-STORY")
@click.option("--in", "capability", default="", metavar="CAPABILITY", help="Its folder, or the title of that.")
@click.option("--language", default="", metavar="LANG", help="In which language; that of the story if not set.")
def feature(sentence: str, capability: str, language: str) -> int:
    """Begin a feature with a use case and test cases to be written; it is planned until then.

    \b
    Example: specbook new "As a shopper I want to pay by card so that my order ships today"
             specbook new "Payer par carte" --language fr --in payer
    """
    from specbook.document_cache import read_specs
    from specbook.drafts.features import draft_feature, language_of
    from specbook.drafts.places import named_folder, write_feature

    project = this_project()
    project.specs.mkdir(parents=True, exist_ok=True)
    specs = read_specs(project)
    spoken = language or language_of(sentence, [one.feature for one in specs.documents if one.feature])
    draft = draft_feature(sentence, spoken, project.settings)
    folder = named_folder(specs, capability) if capability else _asked_folder(specs, sentence)
    written = write_feature(project, specs, draft, folder, capability)
    for uri in written:
        click.echo(f"{uri}: written")
    click.echo(f"It is planned until it is written. Then begin its step definitions: specbook new steps {written[-1]}")
    return GOOD


def _asked_folder(specs: Specs, sentence: str) -> str:
    """Guess the folder of a feature, and let who sits at a terminal choose another one."""
    from specbook.drafts.places import likely_folder, named_folder

    guess = likely_folder(specs, sentence)
    folders = [one for one in specs.capabilities if one.path != specs.path]
    if not folders:
        return specs.path
    if sys.stdin.isatty():
        for one in folders:
            click.echo(f"  {one.path.removeprefix(f'{specs.path}/')}  {one.title}")
        default = guess.folder.removeprefix(specs.path).strip("/") or "."
        return named_folder(specs, click.prompt("In which capability?", default=default))
    why = f", as what is there speaks of {', '.join(f'“{word}”' for word in guess.words)}" if guess.words else ""
    click.echo(f"In {guess.folder}/{why}; --in chooses another folder.")
    return guess.folder


@new.command("steps")
@click.argument("path", metavar="FEATURE", type=click.Path(path_type=Path))
@click.option("--into", default="", metavar="FILE", help="The file of step definitions to add them to.")
def steps(path: Path, into: str) -> int:
    """Write a step definition for every step of a feature that has none; each says that its code is still to come.

    \b
    Example: specbook new steps specs/pay.feature
    """
    from specbook.drafts.writing import write_definitions

    project = this_project()
    told = write_definitions(project, _uri(project, path), into)
    for uri, names in told.written.items():
        click.echo(f"{uri}: {counted(len(names), 'step definition')} written: {', '.join(names)}")
    print_errors(told.problems)
    for note in told.notes:
        click.echo(note)
    return FINDINGS if told.problems else GOOD


def _uri(project: Project, path: Path) -> str:
    """Return a spec by its path from here, from the root, or from the folder of specs."""
    for place in (Path.cwd() / path, project.root / path, project.specs / path):
        whole = place.resolve()
        if whole.is_file() and whole.is_relative_to(project.root):
            return whole.relative_to(project.root).as_posix()
    raise UsageError(f"{shown(path)}: there is no such file in this project.")
