"""The command that lists step definitions, and the steps that have none."""

from __future__ import annotations

import json
from contextlib import nullcontext
from typing import TYPE_CHECKING

import click

from specbook.cli.github import commands_stopped
from specbook.cli.printing import counted, print_errors, this_project
from specbook.errors import FINDINGS, GOOD, UsageError

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from specbook.config import Project
    from specbook.step_index.exact import Difference
    from specbook.step_index.index import StepIndex
    from specbook.step_index.listing import Listed, Listing


@click.command()
@click.option("--search", default="", metavar="WORDS", help="Only definitions that say all of these words.")
@click.option("--unused", is_flag=True, help="Only definitions that no step uses.")
@click.option("--undefined", is_flag=True, help="Only the steps without a definition.")
@click.option("--exact", is_flag=True, help="Have pytest collect the specs, and tell where it finds something else.")
@click.option("--json", "as_json", is_flag=True, help="Tell all of it, or of what is searched for, as JSON.")
def steps(search: str, unused: bool, undefined: bool, exact: bool, as_json: bool) -> int:
    """List the step definitions, what uses them, and the steps that have none.

    The source is read, and nothing of it is run. Exits 1 where a step that is due has no definition, or several, where
    a file of definitions cannot be read, or where --exact finds a difference. A mere search never fails.

    \b
    Example: specbook steps
             specbook steps --search "basket euros"
             specbook steps --undefined --json
    """
    from specbook.step_index.listing import found_by

    if undefined and (unused or search):
        raise UsageError("--undefined tells of steps, --unused and --search of definitions; choose one.")
    project = this_project()
    listing = _listing(project, exact=exact)
    listed = found_by(listing, search) if search else listing.listed
    if unused:
        listed = tuple(one for one in listed if one.is_unused)
    with nullcontext() if as_json else commands_stopped():
        if as_json:
            _print_json(listing, listed)
        elif search or unused:
            _print_found(listed)
        else:
            _print_all(listing, only_undefined=undefined)
    print_errors(listing.index.problems)
    if listing.exact_problem:
        print_errors([f"specbook steps: --exact: {listing.exact_problem}"])
    return GOOD if listing.is_good or ((search or unused) and not exact) else FINDINGS


def _listing(project: Project, *, exact: bool) -> Listing:
    from specbook.document_cache import read_specs
    from specbook.step_index.index import read_step_index
    from specbook.step_index.listing import list_steps
    from specbook.step_index.usage import steps_of, usage_of

    specs, index = read_specs(project), read_step_index(project)
    usage = usage_of(index, specs, project.settings)
    due = {(use.uri, use.line, use.step.text) for use in steps_of(specs, project.settings) if use.due}
    found, problem = _asked(project, index, due) if exact else (None, "")
    return list_steps(index, usage, specs, found, problem)


def _asked(
    project: Project, index: StepIndex, due: Container[tuple[str, int, str]]
) -> tuple[tuple[Difference, ...], str]:
    """Ask pytest; return where it differs, and what kept it from telling."""
    from specbook.execution import collect_matches
    from specbook.step_index.exact import differences, load_exact

    binding = [uri for uri, module in index.modules.items() if module.binds]
    text, complaint = collect_matches(project, binding)
    if complaint:
        return (), complaint
    exact = load_exact(text)
    return tuple(differences(index, exact, due)), exact.problem


def _print_json(listing: Listing, listed: tuple[Listed, ...]) -> None:
    from specbook.step_index.listing import as_json

    click.echo(json.dumps(as_json(listing, listed), indent=2, ensure_ascii=False))


def _print_found(listed: tuple[Listed, ...]) -> None:
    from specbook.step_index.listing import lines_of

    _print(lines_of(listed))
    click.echo(f"{counted(len(listed), 'step definition')}.")


def _print_all(listing: Listing, *, only_undefined: bool) -> None:
    from specbook.step_index import listing as told

    if not only_undefined:
        _print(told.lines_of(listing.listed))
        _print(told.ambiguous_lines(listing), "Several definitions match:")
        _print(told.perhaps_lines(listing), "Perhaps defined, by code that only a run knows:")
    _print(told.undefined_lines(listing), "Not defined:")
    if listing.differences is not None:
        _print(told.difference_lines(listing.differences), "Reading and pytest differ:")
    usage = listing.usage
    counts = [
        counted(len(listing.listed), "step definition"),
        f"{sum(one.is_unused for one in listing.listed)} not used",
        f"{counted(len({(one.use.step.type, one.use.step.text) for one in usage.undefined if one.use.due}), 'step')} "
        "not defined",
        f"{len(usage.ambiguous)} ambiguous",
    ]
    counts += [f"{len(usage.perhaps)} perhaps defined"] if usage.perhaps else []
    counts += [f"{len(listing.differences)} different in pytest"] if listing.differences is not None else []
    click.echo(", ".join(counts) + ".")


def _print(lines: Iterable[str], headline: str = "") -> None:
    told = list(lines)
    if told and headline:
        click.secho(headline, bold=True)
    for line in told:
        click.echo(line)
    if told and headline and told[-1]:
        click.echo()
