"""A book staged whole: the project read and reconciled, and every page written that differs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from specbook.errors import SpecbookError
from specbook.history import History, catch_up, read_history
from specbook.pages import NOTHING, read_published, stage
from specbook.pages.team import HISTORY, Team
from specbook.standing import Standing, read_sources, stand_on

if TYPE_CHECKING:
    from pathlib import Path

    from specbook.config import Project
    from specbook.finding import Finding
    from specbook.model import Specs
    from specbook.pages import Staged
    from specbook.product import Audience


@dataclass(frozen=True, slots=True)
class Whole:
    """A staged book: what it stands on, its tree, what the team is told with it, and what it rests on elsewhere.

    `problems` tell of what is named and is not there, each with its place, `notes` are worth knowing and keep no book
    from being good. `elsewhere` is None where what is somewhere else would change the tree, too.
    """

    standing: Standing
    staged: Staged
    problems: tuple[str, ...]
    notes: tuple[str, ...]
    findings: tuple[Finding, ...]
    elsewhere: tuple[Path, ...] | None


def stage_whole(project: Project, audience: str, previous: Path | None, *, offline: bool) -> Whole:
    """Read the project and stage its book for an audience, as `stage_book` does."""
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
    code = tuple(project.root / uri for uri in sources.definitions)
    elsewhere = None if staged.elsewhere is None else (*staged.elsewhere, *code)
    return Whole(standing, staged, problems, notes, team.findings if team else (), elsewhere)


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
