"""The command that runs the specs."""

from __future__ import annotations

import click

from specbook.cli.printing import print_counts, this_project


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("pytest_arguments", nargs=-1, type=click.UNPROCESSED)
def run(pytest_arguments: tuple[str, ...]) -> int:
    """Run the specs with pytest, and notice whatever is lost on the way.

    Arguments after -- go to pytest.

    \b
    Example: specbook run
             specbook run -- specs/pay.feature -k refund
    """
    from specbook.execution import execute
    from specbook.standing import stand

    project = this_project()
    stand(project)
    execution = execute(project, pytest_arguments)
    if execution.run:
        click.echo()
        print_counts(stand(project).ledger)
    if execution.complaint:
        click.secho(f"specbook run: {execution.complaint}", fg="red", err=True)
    return execution.exit_code
