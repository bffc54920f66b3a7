"""How a terminal shows what checks there are, and the page of each."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import click

from specbook.errors import GOOD, UsageError

if TYPE_CHECKING:
    from specbook.config import Project

_MARKS = {"safe": "--fix", "offered": "editor", "": ""}


def print_page(name: str) -> int:
    """Show the page of a check; raise UsageError with the nearest name for one that there is not."""
    from specbook.check_pages import explanation
    from specbook.checks import every_check, nearest_check

    known = {check.name: check for check in every_check()}
    if name not in known:
        raise UsageError(f"there is no check “{name}”. {nearest_check(name)}")
    for kind, text in explanation(known[name]):
        if kind == "block":
            click.echo(textwrap.indent(text, "    "))
        elif kind in {"title", "heading"}:
            click.secho(text if kind == "title" else f"\n{text}", bold=True)
        elif text:
            click.secho(text, dim=kind == "facts")
    return GOOD


def print_checks(project: Project) -> int:
    """List all checks by family: how grave each is, whether it is on in this project, how it can be mended."""
    from specbook.check_examples import fix_kind
    from specbook.checks import FAMILIES, enabled, every_check

    on = enabled(project.settings.check, "")
    width = max(len(check.name) for check in every_check())
    for family in FAMILIES:
        checks = [check for check in every_check() if check.family == family]
        if checks:
            click.secho(f"\n{family}", bold=True)
        for check in checks:
            mark = "on " if check.name in on else "off"
            facts = f"  {mark} {check.severity:<11} {_MARKS[fix_kind(check.name)]:<6}"
            click.secho(f"{facts} {check.name:<{width}}  {check.sentence}", dim=check.name not in on)
    return GOOD
