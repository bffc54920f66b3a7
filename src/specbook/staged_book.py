"""A book staged for its readers, only where anything has changed that it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from specbook.garbage import looked_for_rarely
from specbook.product import load_product
from specbook.receipt import forget_receipt, keep_receipt, look_at, valid_receipt

if TYPE_CHECKING:
    from pathlib import Path

    from specbook.config import Project
    from specbook.errors import ParseError
    from specbook.finding import Finding
    from specbook.ledger import Tally
    from specbook.receipt import Look


@dataclass(frozen=True, slots=True)
class StagedBook:
    """A staged book: its folder, its pages, how many files were written or removed for it, and what of it holds.

    `errors` are of all specs and runs, whoever may see them. `problems` tell of what is named and is not there, each
    with its place, `notes` are worth knowing and keep no book from being good. `findings` are those of the checks, for
    those who see every spec.
    """

    folder: Path
    pages: int
    changed: int
    tally: Tally
    errors: tuple[ParseError, ...] = ()
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def stage_book(
    project: Project, audience: str = "", previous: Path | None = None, *, offline: bool = False
) -> StagedBook:
    """Stage the book of a project for an audience; the first one for an empty name.

    A book is left as it is while everything is as it was when it was staged. One that shows the team's pages, or in
    which something is wrong, is always staged: it tells of more than is looked at for that.
    Links into the `previous` book, whose specs.json is given, go on working; raises UsageError where it is none.
    An `offline` book needs no server: its pages can be opened from a disk.
    """
    reader = load_product(project).audience(audience or project.settings.audience)
    if reader.details or previous:
        return _staged(project, reader.name, None, previous, offline=offline)
    folder = project.book / reader.book(offline=offline)
    look = look_at(project, folder.name)
    receipt = valid_receipt(project, folder, look) if look else None
    if receipt:
        return StagedBook(folder, receipt.pages, 0, receipt.tally)
    return _staged(project, reader.name, look, None, offline=offline)


def _staged(project: Project, audience: str, look: Look | None, previous: Path | None, *, offline: bool) -> StagedBook:
    """Stage everything, and keep what it was made of where that is known."""
    from specbook.whole_staging import stage_whole  # which takes a while to load

    with looked_for_rarely():
        whole = stage_whole(project, audience, previous, offline=offline)
        standing, staged = whole.standing, whole.staged
        tally = standing.ledger.tally()
        is_good = not (standing.errors or whole.problems or whole.notes)
        if look and is_good and whole.elsewhere is not None and staged.days == look.days:
            keep_receipt(project, staged.folder, look, whole.elsewhere, staged.digest, staged.pages, tally)
        else:
            forget_receipt(staged.folder)
    changed = len(staged.written) + len(staged.removed)
    told = (standing.errors, whole.problems, whole.notes, whole.findings)
    return StagedBook(staged.folder, staged.pages, changed, tally, *told)
