"""The book built: the tree staged, the engine run on it, the finished site moved into its place at once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from specbook.errors import SpecbookError
from specbook.staged_book import stage_book

if TYPE_CHECKING:
    from pathlib import Path

    from specbook.config import Project
    from specbook.staged_book import StagedBook

_ENGINE = (sys.executable, "-m", "specbook.engine.shorter_build")


@dataclass(frozen=True, slots=True)
class Book:
    """A finished book: what it was staged from, where it is, and how many seconds it took."""

    staged: StagedBook
    site: Path
    seconds: float


def build_book(
    project: Project, audience: str = "", *, strict: bool = False, previous: Path | None = None, offline: bool = False
) -> Book:
    """Stage and build the book, and put it at the project's site folder in one move.

    Raises SpecbookError where the engine fails, or for a problem where that is wanted; the site that was there stays.
    """
    began = time.monotonic()
    staged = stage_book(project, audience, previous, offline=offline)
    if strict and staged.problems:
        raise SpecbookError("\n".join(staged.problems))
    _run_engine(project, staged.folder, strict=strict)
    _put_in_place(staged.folder / "site", project.site)
    return Book(staged, project.site, time.monotonic() - began)


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
