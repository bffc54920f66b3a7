"""What can go: staged books, and runs that no state rests on."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from specbook.ledger import needed_runs
from specbook.reader import read
from specbook.results.folder import read_runs, remove_runs

if TYPE_CHECKING:
    from specbook.config import Project


def clean_project(project: Project, *, everything: bool = False) -> tuple[str, ...]:
    """Remove staged books and old runs, or with `everything` all runs; return what was removed, by name."""
    runs = read_runs(project.results, project.root)
    needed = frozenset() if everything else needed_runs(read(project.specs, project.root), runs)
    old = [run.id for run in runs if run.id not in needed]
    remove_runs(project.results, old)
    books = sorted(path for path in project.book.glob("*") if path.is_dir())
    for path in books:
        shutil.rmtree(path)
    return (*old, *(path.relative_to(project.root).as_posix() for path in books))
