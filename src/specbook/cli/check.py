"""The command that looks at specs for what is wrong with them, and mends what can be mended safely."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from specbook.check_settings import LEVELS
from specbook.cli.check_pages import print_checks, print_page
from specbook.cli.findings import Teller, diff_lines, finding_lines, mended_lines, summary_lines
from specbook.cli.github import commands_stopped, folder_in_repository
from specbook.cli.printing import print_errors, shown, this_project, write_output
from specbook.errors import FINDINGS, GOOD, SettingsError, UsageError

if TYPE_CHECKING:
    from specbook.baseline import Baseline
    from specbook.checking import Checked, Checking
    from specbook.chosen_files import Chosen
    from specbook.config import Project
    from specbook.finding import Severity

FORMATS = ("text", "json", "sarif", "github")
_STANDARD_INPUT = Path("-")


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--stdin-filename", type=click.Path(path_type=Path), metavar="FILE", help="What `-` stands for.")
@click.option("--select", multiple=True, metavar="NAMES", help="Look for these alone: checks or families, or `all`.")
@click.option("--ignore", multiple=True, metavar="NAMES", help="Do not look for these.")
@click.option("--fix", is_flag=True, help="Mend what can be mended safely; no step is ever changed.")
@click.option("--diff", is_flag=True, help="Show what --fix would do, and write nothing.")
@click.option("--fail-on", type=click.Choice(LEVELS), help="The least grave severity that fails.")
@click.option("--baseline", metavar="FILE", help="What is known there is not told; written if it is not there yet.")
@click.option("--update-baseline", is_flag=True, help="Write what is found now into the baseline.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="How to tell it.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write it to a file.")
@click.option("--language", default="", metavar="CODE", help="Tell it in a language, such as fr.")
@click.option("--list", "listed", is_flag=True, help="List all checks, and which are on.")
@click.option("--explain", default="", metavar="NAME", help="Show the page of a check.")
def check(**options: Any) -> int:
    """Look for what is wrong with the specs, or with some files and folders; exit 1 where an error is found.

    With `-` as the path, the text of a file is read from standard input, and with --fix written to standard output.

    \b
    Example: specbook check
             specbook check specs/paying --fix
             specbook check --explain no-swallowed-lines
             specbook check --format sarif --output specbook.sarif
    """
    from specbook.checking import Checking, with_choice

    asked = _Asked(**options)
    asked.refuse_contradictions()
    if asked.explain:
        return print_page(asked.explain)
    project = with_choice(this_project(), _names(asked.select), _names(asked.ignore))
    if asked.listed:
        return print_checks(project)
    typed = sys.stdin.buffer.read() if asked.from_standard_input else b""
    path, baseline = _baseline(project, asked)
    checking = Checking(project, _chosen(project, asked, typed), baseline or _no_baseline())
    if path and (asked.update_baseline or not baseline):
        return _write_baseline(path, checking)
    return _tell(project, asked, checking.check(fix=asked.fix or asked.diff), typed)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What somebody asks for on the command line."""

    paths: tuple[Path, ...]
    stdin_filename: Path | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    fix: bool
    diff: bool
    fail_on: Severity | None
    baseline: str | None
    update_baseline: bool
    form: str
    output: Path | None
    language: str
    listed: bool
    explain: str

    @property
    def from_standard_input(self) -> bool:
        return _STANDARD_INPUT in self.paths

    def refuse_contradictions(self) -> None:
        """Raise UsageError where two options ask for different things."""
        if self.fix and self.diff:
            raise UsageError("--fix and --diff ask for two things; choose one.")
        if (self.fix or self.diff) and self.update_baseline:
            raise UsageError("--update-baseline writes down what is found; mend first, then update.")
        if self.diff and (self.form != "text" or self.output):
            raise UsageError("--diff has a format of its own, and writes nothing; leave --format and --output out.")
        if self.from_standard_input and len(self.paths) > 1:
            raise UsageError("`-` stands alone: either one text from standard input, or files and folders.")
        if self.stdin_filename and not self.from_standard_input:
            raise UsageError("--stdin-filename says what `-` stands for; give `-` as the path.")


def _names(words: tuple[str, ...]) -> list[str]:
    """Split names at commas, too."""
    return [name.strip() for word in words for name in word.split(",") if name.strip()]


def _chosen(project: Project, asked: _Asked, typed: bytes) -> Chosen:
    from specbook.chosen_files import choose_files, choose_text

    if asked.from_standard_input:
        return choose_text(project, asked.stdin_filename or project.specs / "stdin.feature", typed)
    return choose_files(project, asked.paths)


def _no_baseline() -> Baseline:
    from specbook.baseline import Baseline

    return Baseline()


def _baseline(project: Project, asked: _Asked) -> tuple[Path | None, Baseline | None]:
    """Return where the baseline is, if there is to be one, and what it holds, if it is there already."""
    from specbook.baseline import read_baseline

    setting = project.settings.check.baseline
    wanted = asked.baseline if asked.baseline is not None else setting
    if not wanted:
        if asked.update_baseline:
            raise UsageError("--update-baseline: name the file with --baseline FILE, or with the setting `baseline`.")
        return None, None
    path = Path(wanted) if asked.baseline is not None else project.root / setting
    if path.exists():
        return path, read_baseline(path, shown(path.resolve()))
    if asked.fix or asked.diff:
        raise UsageError(f"{wanted}: there is no such baseline yet. Write it first, without --fix and --diff.")
    if asked.baseline is None and not asked.update_baseline:
        told = f"pyproject.toml: [tool.specbook.check] baseline: there is no file {setting}."
        raise SettingsError(f"{told} `specbook check --update-baseline` writes it.")
    return path, None


def _write_baseline(path: Path, checking: Checking) -> int:
    from specbook.baseline import baseline_text

    new = checking.updated_baseline()
    added, gone = new.counts - checking.baseline.counts, checking.baseline.counts - new.counts
    write_output(path, baseline_text(new))
    told = f"{new.counts.total()} known from now on, {added.total()} of them new, {gone.total()} gone."
    click.echo(f"{shown(path.resolve())} is written: {told}")
    return GOOD


def _tell(project: Project, asked: _Asked, checked: Checked, typed: bytes) -> int:
    """Write and tell what came of it."""
    teller = Teller.of(project, asked.language)
    checked = teller.translated(checked)
    problems: tuple[str, ...] = ()
    if asked.fix and asked.from_standard_input:
        sys.stdout.buffer.write(_mended(checked, typed))
    elif asked.fix:
        problems = _written(project, checked)
    _print(project, asked, teller, checked)
    print_errors(problems)
    least = asked.fail_on or project.settings.check.fail_on
    bad = problems or checked.fails(least) or (asked.diff and checked.mended.after)
    return FINDINGS if bad else GOOD


def _written(project: Project, checked: Checked) -> tuple[str, ...]:
    from specbook.mending import write_mended

    return write_mended(project, checked.mended)


def _mended(checked: Checked, typed: bytes) -> bytes:
    """Return what came from standard input as it is now; what is no text stays as it was."""
    from specbook.mending import texts_of

    (uri,) = checked.chosen.paths or ("",)
    text = texts_of(checked.mended.specs).get(uri)
    return typed if text is None else text.encode("utf-8")


def _print(project: Project, asked: _Asked, teller: Teller, checked: Checked) -> None:
    told = _report(project, asked, teller, checked)
    if asked.output:
        write_output(asked.output, click.unstyle(told))
    else:
        with commands_stopped() if asked.form == "text" else nullcontext():
            click.echo(told, nl=False, err=asked.fix and asked.from_standard_input)
    for line in summary_lines(teller, checked):
        click.echo(line, err=True)


def _report(project: Project, asked: _Asked, teller: Teller, checked: Checked) -> str:
    """Return what was found as text of some format; for --diff, what would be mended."""
    folder = folder_in_repository(project)
    if asked.diff:
        lines = diff_lines(checked.mended)
    elif asked.form == "json":
        from specbook.reports.findings_json import findings_json

        return findings_json(checked)
    elif asked.form == "sarif":
        from specbook.reports.sarif import sarif

        return sarif(checked.findings, folder)
    elif asked.form == "github":
        from specbook.reports.github import annotate_findings

        lines = iter(annotate_findings(checked.findings, folder))
    else:
        lines = iter([*mended_lines(teller, checked), *finding_lines(teller, checked)])
    return "".join(f"{line}\n" for line in lines)
