"""The command that lays specs out alike."""

from __future__ import annotations

import difflib
import errno
import os
import sys
from collections import Counter
from contextlib import nullcontext
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import click

from specbook.cli.github import commands_stopped
from specbook.cli.printing import counted, print_errors, this_project
from specbook.errors import FINDINGS, GOOD, UnwritableError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from specbook.config import Project

_STDIN = "-"


@click.command("format")
@click.argument("paths", nargs=-1)
@click.option("--check", is_flag=True, help="Write nothing; list what would be formatted: exit 1 if anything.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would be formatted: exit 1 if anything.")
@click.option("--stdin-filename", default="stdin.feature", metavar="NAME", help="What standard input (-) is called.")
def format_(paths: Sequence[str], check: bool, diff: bool, stdin_filename: str) -> int:
    """Lay specs out alike: indentation, tables and blank lines, never a word.

    PATHS are files and folders, by default all specs; - formats standard input to standard output. A file that cannot
    be read is left as it is and told, the others are formatted, and the exit code is 1.

    \b
    Example: specbook format
             specbook format --check
             specbook format specs/paying drafts/refund.feature
    """
    looking = check or diff
    outcomes = _outcomes(paths, stdin_filename)
    counts: Counter[str] = Counter()
    with commands_stopped() if _STDIN not in paths else nullcontext():
        for outcome in outcomes:
            done = outcome if looking or not outcome.is_changed else outcome.written()
            print_errors(done.problems)
            if done.path is None and not looking:
                sys.stdout.buffer.write(done.formatted)
            elif done.is_changed:
                click.echo(done.difference() if diff else done.name, nl=not diff)
            counts["failed" if done.problems else "formatted" if done.is_changed else "left"] += 1
        if _STDIN not in paths:
            click.echo(_summary(counts, looking=looking), err=True)
    return FINDINGS if counts["failed"] or (looking and counts["formatted"]) else GOOD


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What a file, or standard input where there is no path, holds and would hold; with problems, the same."""

    name: str
    path: Path | None
    given: bytes
    formatted: bytes
    problems: tuple[object, ...] = ()

    @property
    def is_changed(self) -> bool:
        return self.given != self.formatted

    def written(self) -> _Outcome:
        """Write the file, whole or not at all; where that fails, nothing of it is changed."""
        from specbook.files import write_atomically

        if self.path is None:
            return self
        try:
            if not os.access(self.path, os.W_OK):
                raise UnwritableError(self.path, PermissionError(errno.EACCES, os.strerror(errno.EACCES)))
            write_atomically(self.path.resolve(), self.formatted)
        except UnwritableError as error:
            return replace(self, formatted=self.given, problems=(error,))
        return self

    def difference(self) -> str:
        # Only "\n" ends a line to Gherkin; splitlines() would find more ends than that.
        before, after = (StringIO(text.decode(), newline="\n").readlines() for text in (self.given, self.formatted))
        told = difflib.unified_diff(before, after, self.name, self.name)
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in told)


def _outcomes(paths: Sequence[str], stdin_filename: str) -> Iterator[_Outcome]:
    if _STDIN not in paths:
        project = this_project()
        return (_read(_name(project, path), path) for path in _feature_files(project, paths))
    if len(paths) > 1:
        raise UsageError("- is standard input; give it alone, or files and folders.")
    return iter([_outcome(stdin_filename, None, sys.stdin.buffer.read())])


def _read(name: str, path: Path) -> _Outcome:
    try:
        return _outcome(name, path, path.read_bytes())
    except OSError as error:
        return _Outcome(name, path, b"", b"", (f"{name}:1:1: the file cannot be read: {error.strerror}",))


def _outcome(name: str, path: Path | None, given: bytes) -> _Outcome:
    from specbook.formatter import format_text
    from specbook.reader import decode

    source = decode(given, name)
    if not isinstance(source, str):
        return _Outcome(name, path, given, given, (source,))
    formatted = format_text(name, source)
    return _Outcome(name, path, given, formatted.text.encode(), formatted.problems)


def _feature_files(project: Project, paths: Sequence[str]) -> Iterator[Path]:
    """List the feature files that are named, and those in the folders that are, each once."""
    from specbook.reader import SUFFIXES, feature_files

    found: list[Path] = []
    for path in map(Path, paths) if paths else [project.specs]:
        if path.is_dir():
            found += feature_files(path)
        elif not path.exists():
            raise UsageError(f"{_name(project, path)}: there is no such file or folder.")
        elif not path.name.endswith(SUFFIXES):
            raise UsageError(f"{_name(project, path)}: this is no feature file; its name must end in {SUFFIXES[0]}.")
        else:
            found.append(path)
    return iter({path.resolve(): path for path in found}.values())


def _name(project: Project, path: Path) -> str:
    """Return a path relative to the project, or, where it is outside, as it was given."""
    whole = path.absolute()
    return (whole.relative_to(project.root) if whole.is_relative_to(project.root) else path).as_posix()


def _summary(counts: Counter[str], *, looking: bool) -> str:
    said = [f"{counted(counts['formatted'], 'file')} {'would be ' if looking else ''}formatted"]
    said.append(f"{counts['left']} left as {'it is' if counts['left'] == 1 else 'they are'}")
    if counts["failed"]:
        said.append(f"{counts['failed']} could not be formatted")
    return ", ".join(said) + "."
