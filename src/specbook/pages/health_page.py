"""The page of what the checks find in the specs, each with its place, and of what those checks ask for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from specbook.check_pages import section
from specbook.checks import every_check
from specbook.pages.catalogue_page import source_place
from specbook.pages.escaping import md, page_text
from specbook.pages.places import TEAM_HEALTH, file_name, link
from specbook.translated import findings_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specbook.checks import Finding, Severity
    from specbook.ledger import State
    from specbook.pages.book import Book
    from specbook.pages.team import Team

# Longer lists are cut, and say so: the command says all.
MOST_LISTED = 200
_MARKS: dict[Severity, State] = {"error": "failing", "warning": "changed", "information": "planned"}


def health_page(book: Book, team: Team) -> str:
    """Render the findings, errors first; by file and line within."""
    ordered = sorted(
        findings_in(book.words.language, team.findings), key=lambda one: (list(_MARKS).index(one.severity), one)
    )
    counts = Counter(one.severity for one in ordered)
    found = " · ".join(f"{book.words.severity(name)}: {counts[name]}" for name in _MARKS if counts[name])
    parts = [book.words.about_health, found or book.words.healthy]
    parts += ["\n".join(_finding(book, one) for one in ordered[:MOST_LISTED])]
    parts += [book.words.more(number=len(ordered) - MOST_LISTED)] if len(ordered) > MOST_LISTED else []
    listed = ['<div data-sb-newest markdown="1">', *parts, "</div>"]
    return page_text(book.words.health, "", "\n\n".join([*listed, *_sections(book, ordered[:MOST_LISTED])]))


def _sections(book: Book, findings: Iterable[Finding]) -> Iterator[str]:
    """Yield the pages of the checks that found something, as sections to which the findings lead."""
    names = {one.check for one in findings}
    asking = [check for check in every_check() if check.name in names]
    if asking:
        yield f"## {md(book.words.asked_for)}"
        yield from (section(check, 3) for check in asking)


def _finding(book: Book, finding: Finding) -> str:
    """Render one finding as an item: how grave it is, where, what, and the name by which it can be ignored."""
    state = f'<span class="sb-state sb-{_MARKS[finding.severity]}">{book.words.severity(finding.severity)}</span>'
    page = book.places.features.get(finding.uri)
    shown = f"[{md(file_name(finding.uri))}]({link(TEAM_HEALTH, page)})" if page else ""
    place = source_place(book, finding.uri, finding.line)
    check = f"[{md(finding.check)}](#{finding.check})" if finding.check in _names() else md(finding.check)
    return f'- {state} {shown} {md(finding.message)}<br><span class="sb-line">{place} · {check}</span>'


def _names() -> frozenset[str]:
    return frozenset(check.name for check in every_check())
