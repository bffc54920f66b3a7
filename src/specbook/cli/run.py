"""The command that runs the specs."""

from __future__ import annotations

import click

from specbook.cli.github import commands_stopped, report_run, under_actions
from specbook.cli.printing import print_counts, print_errors, this_project


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("pytest_arguments", nargs=-1, type=click.UNPROCESSED)
def run(pytest_arguments: tuple[str, ...]) -> int:
    """Run the specs with pytest, and notice whatever is lost on the way.

    Arguments after -- go to pytest. Under GitHub Actions, what is not good is annotated, and the step gets a summary.

    \b
    Example: specbook run
             specbook run -- specs/pay.feature -k refund
    """
    from specbook.execution import execute
    from specbook.history import catch_up, keep_history
    from specbook.standing import stand

    project = this_project()
    stand(project)
    print_errors(filter(None, [catch_up(project)]))
    with commands_stopped():
        execution = execute(project, pytest_arguments)
        standing = stand(project)
        if execution.run:
            print_errors(filter(None, [keep_history(project, standing, [execution.run.id])]))
            click.echo()
            print_counts(standing.ledger.tally())
        if execution.complaint:
            click.secho(f"specbook run: {execution.complaint}", fg="red", err=True)
    if under_actions():
        report_run(project, standing, execution.complaint)
    return execution.exit_code
