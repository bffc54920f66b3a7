"""The commands, a few lines each."""

from __future__ import annotations

import sys
import traceback
from typing import TYPE_CHECKING

import click

from specbook import __version__
from specbook.cli.book import build, serve, stage, words
from specbook.cli.formatting import format_
from specbook.cli.imports import import_
from specbook.cli.printing import colour
from specbook.cli.results import durations, merge
from specbook.cli.run import run
from specbook.cli.specs import check, clean, status
from specbook.errors import BUG, FINDINGS, INTERRUPTED, SpecbookError

if TYPE_CHECKING:
    from collections.abc import Sequence


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def specbook() -> None:
    """Write a feature once: run it as an acceptance test, publish it as the page that onboards people."""


for _command in (run, merge, durations, import_, stage, build, serve, words, status, check, format_, clean):
    specbook.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; every exit code of Specbook is decided here."""
    try:
        given = list(arguments) if arguments is not None else None
        return int(specbook.main(args=given, standalone_mode=False, color=colour()) or 0)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except SpecbookError as error:
        click.secho(f"specbook: {error}", fg="red", err=True, color=colour())
        return error.exit_code
    except BrokenPipeError:
        return FINDINGS
    except Exception:  # whatever is left is our own bug
        click.echo(f"{traceback.format_exc()}\nThis is a bug in Specbook {__version__} ({sys.version}).", err=True)
        click.echo("Please report it with the lines above.", err=True)
        return BUG
