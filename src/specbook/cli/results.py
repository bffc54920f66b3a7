"""The commands about results: shards put together, and times for the next split."""

from __future__ import annotations

from pathlib import Path

import click

from specbook.cli.printing import counted, print_errors, shown, this_project
from specbook.errors import FINDINGS, GOOD


@click.command()
@click.argument("shards", nargs=-1, required=True, metavar="SHARD...")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where to; a new run of the project if not set.",
)
def merge(shards: tuple[str, ...], output: Path | None) -> int:
    """Put the results of several machines together; exit 1 where an example was run by none, or a shard is not whole.

    A shard is a file of Cucumber Messages, the folder of a run, or a folder that holds runs: then its newest.

    \b
    Example: specbook merge shard-1 shard-2 shard-3
             specbook merge shard-1 shard-2 shard-3 -o merged.ndjson
    """
    from specbook.history import keep_history
    from specbook.sharding import merge_into
    from specbook.standing import stand

    project = this_project()
    merged = merge_into(project, shards, output)
    if output is None and project.specs.is_dir():
        print_errors(filter(None, [keep_history(project, stand(project), [merged.path.parent.name])]))
    for note in merged.notes:
        click.echo(note)
    print_errors(merged.findings)
    click.echo(f"{counted(len(shards), 'shard')} with {counted(merged.examples, 'example')} in {shown(merged.path)}")
    return FINDINGS if merged.findings else GOOD


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where to; .test_durations, where pytest-split looks, if not set. What it says of other tests stays.",
)
def durations(output: Path | None) -> int:
    """Write how long each example takes, from its newest result, so that pytest-split can split fairly.

    \b
    Example: specbook durations
             specbook run -- --splits 3 --group 1
    """
    from specbook.durations import write_durations

    project = this_project()
    path = output or project.root / ".test_durations"
    timed, without = write_durations(project, path)
    click.echo(f"{counted(timed, 'example')} timed in {shown(path)}, {without} without a time.")
    return GOOD
