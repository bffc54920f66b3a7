"""The book built: the tree staged, the engine run on it, the finished site moved into its place at once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from specbook.errors import SpecbookError
from specbook.garbage import looked_for_rarely
from specbook.history import History, catch_up, read_history
from specbook.pages import NOTHING, read_published, stage
from specbook.pages.team import HISTORY, Team
from specbook.standing import Standing, read_sources, stand_on

if TYPE_CHECKING:
    from pathlib import Path

    from specbook.config import Project
    from specbook.model import Specs
    from specbook.pages import Staged
    from specbook.product import Audience

_ENGINE = (sys.executable, "-m", "specbook.engine.shorter_build")


@dataclass(frozen=True, slots=True)
class Book:
    """A finished book: what it stands on, where it is, how many pages it has, and how many seconds it took."""

    standing: Standing
    site: Path
    pages: int
    seconds: float


def stage_book(
    project: Project, audience: str = "", previous: Path | None = None, *, offline: bool = False
) -> tuple[Standing, Staged]:
    """Read the project and stage its book for an audience; the first one for an empty name.

    Links into the `previous` book, whose specs.json is given, go on working; raises UsageError where it is none.
    An `offline` book needs no server: its pages can be opened from a disk.
    """
    with looked_for_rarely():
        behind = catch_up(project)
        sources = read_sources(project)
        standing = stand_on(project, sources, audience)
        reader = standing.audience
        if reader is None:
            raise SpecbookError("a book is staged for an audience")
        published = read_published(previous, reader.name) if previous else NOTHING
        history = _history(project, previous) if reader.details else History()
        team = _team(project, sources.specs, standing, reader, history) if reader.details else None
        told = (standing.specs, standing.ledger, standing.product, reader, published, team)
        staged = stage(project, *told, offline=offline)
    problems = (*standing.problems, *staged.problems)
    notes = tuple(filter(None, [behind, *map(str, history.problems)]))
    findings = team.findings if team else ()
    return replace(standing, problems=problems, notes=notes, findings=findings), staged


def _team(project: Project, specs: Specs, standing: Standing, reader: Audience, history: History) -> Team:
    """Gather what the team's pages tell; the checks look at the specs as they are written."""
    # Only the team's pages need to know of step definitions and checks, which take a while to load.
    from specbook.findings import known_findings
    from specbook.step_catalogue import read_catalogue

    sees_all = standing.product.shows_all_to(reader)
    findings = known_findings(project, specs) if sees_all else ()
    return Team(history, read_catalogue(project, standing.runs, standing.ledger), sees_all, findings)


def _history(project: Project, previous: Path | None) -> History:
    """Read the project's history and, with it, that in a book that was published before, where there is one."""
    own = read_history(project.history, project.history.relative_to(project.root).as_posix())
    if previous is None:
        return own
    published = (previous if previous.is_dir() else previous.parent) / HISTORY
    return own.joined(read_history(published, published.as_posix()))


def build_book(
    project: Project, audience: str = "", *, strict: bool = False, previous: Path | None = None, offline: bool = False
) -> Book:
    """Stage and build the book, and put it at the project's site folder in one move.

    Raises SpecbookError where the engine fails, or for a problem where that is wanted; the site that was there stays.
    """
    began = time.monotonic()
    standing, staged = stage_book(project, audience, previous, offline=offline)
    if strict and standing.problems:
        raise SpecbookError("\n".join(standing.problems))
    _run_engine(project, staged.folder, strict=strict)
    _put_in_place(staged.folder / "site", project.site)
    return Book(standing, project.site, staged.pages, time.monotonic() - began)


def _run_engine(project: Project, folder: Path, *, strict: bool) -> None:
    """Run MkDocs in a process of its own; show what it says only where there is something to mend."""
    command = [*_ENGINE, str(folder / "mkdocs.yml"), *(["--strict"] if strict else [])]
    # Material's notice about MkDocs 2 is no finding of this book.
    quiet = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=project.root, env=quiet, capture_output=True, text=True, check=False)
    told = "\n".join(line for line in done.stderr.splitlines() if "WARNING" in line or "ERROR" in line)
    if done.returncode:
        raise SpecbookError(f"the site could not be built:\n{told or done.stderr or done.stdout}")
    if told:
        sys.stderr.write(told + "\n")


def _put_in_place(built: Path, site: Path) -> None:
    old = built.parent / "site.old"
    shutil.rmtree(old, ignore_errors=True)
    site.parent.mkdir(parents=True, exist_ok=True)
    if site.exists():
        site.rename(old)
    built.rename(site)
    shutil.rmtree(old, ignore_errors=True)
