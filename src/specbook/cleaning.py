"""What can go: staged books, what was kept of texts, and runs that no state rests on."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from specbook.document_cache import read_specs
from specbook.ledger import needed_runs
from specbook.results.folder import read_runs, remove_runs
from specbook.step_index.digests import digests_for

if TYPE_CHECKING:
    from specbook.config import Project
    from specbook.results.run import Run

SITE_FILE = "mkdocs.yml"


def clean_project(project: Project, *, everything: bool = False) -> tuple[str, ...]:
    """Remove staged books, the cache and old runs, or with `everything` all runs; return what was removed, by name."""
    runs = read_runs(project.results, project.root, project.cache)
    needed = frozenset() if everything else _needed(project, runs)
    old = [run.id for run in runs if run.id not in needed]
    remove_runs(project.results, old)
    books = sorted(path.parent for path in project.book.glob(f"*/{SITE_FILE}"))
    cached = [project.cache] if project.cache.is_dir() else []
    for path in (*books, *cached):
        shutil.rmtree(path)
    return (*old, *(path.relative_to(project.root).as_posix() for path in (*books, *cached)))


def _needed(project: Project, runs: tuple[Run, ...]) -> frozenset[str]:
    """Name the runs that a state rests on, those that speak of a file that is torn just now, and one under way."""
    specs = read_specs(project)
    torn = {run.id for run in runs if any(result.uri in specs.unparsable for result in run.results)}
    under_way = {run.id for run in runs[-1:] if not run.ended}
    return needed_runs(specs, runs, digests_for(project.root, runs)) | torn | under_way
