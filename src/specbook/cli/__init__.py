"""The commands, a few lines each."""

from __future__ import annotations

import sys
import traceback
from importlib import import_module
from typing import TYPE_CHECKING

import click

from specbook import __version__
from specbook.cli.printing import colour
from specbook.errors import BUG, FINDINGS, INTERRUPTED, SpecbookError

if TYPE_CHECKING:
    from collections.abc import Sequence

_PLACES = {
    "build": "book",
    "check": "check",
    "clean": "specs",
    "durations": "results",
    "format": "formatting",
    "import": "imports",
    "lsp": "editor",
    "merge": "results",
    "new": "new",
    "run": "run",
    "serve": "book",
    "stage": "book",
    "status": "specs",
    "steps": "steps",
    "words": "book",
}


# Names that Python has for itself: the functions of these commands end in an underscore.
_TAKEN = frozenset({"format", "import"})


class _Commands(click.Group):
    """The commands, each imported when it is asked for: none waits for what only another one needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_PLACES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _PLACES:
            return None
        module = import_module(f"specbook.cli.{_PLACES[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_" if cmd_name in _TAKEN else cmd_name)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def specbook() -> None:
    """Write a feature once: run it as an acceptance test, publish it as the page that onboards people."""


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
