"""What a command does under GitHub Actions: annotations, the step's summary, and no command but our own."""

from __future__ import annotations

import os
import secrets
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.config import Project
    from specbook.standing import Standing


def under_actions() -> bool:
    return os.environ.get("GITHUB_ACTIONS") == "true"


@contextmanager
def commands_stopped() -> Iterator[None]:
    """Keep GitHub from obeying what looks like a command in the names of specs and in what steps print.

    The token is chosen anew each time and told to no child process, so that nothing printed can end it.
    """
    if not under_actions():
        yield
        return
    from specbook.reports.github import resume_commands, stop_commands

    token = secrets.token_hex(16)
    click.echo(stop_commands(token))
    try:
        yield
    finally:
        # On a line of its own, even where a process died in the middle of one.
        click.echo(f"\n{resume_commands(token)}")


def folder_in_repository(project: Project) -> str:
    """Return the project's folder as annotations need it: relative to the repository, with a slash at its end."""
    workspace = os.environ.get("GITHUB_WORKSPACE")
    root, top = project.root.resolve(), Path(workspace or project.root).resolve()
    return f"{root.relative_to(top).as_posix()}/" if root != top and root.is_relative_to(top) else ""


def report_run(project: Project, standing: Standing, complaint: str) -> None:
    """Print the annotations of a run, and add its summary to the step's, where there is one."""
    from specbook.reports.github import annotate
    from specbook.reports.markdown import summary

    for line in annotate(standing, folder=folder_in_repository(project), complaint=complaint):
        click.echo(line)
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if path:
        try:
            with Path(path).open("a", encoding="utf-8") as file:
                file.write(f"\n{summary(standing, complaint=complaint)}")
        except OSError as error:
            click.echo(f"specbook run: the step's summary cannot be written: {error.strerror}", err=True)
