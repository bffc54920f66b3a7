"""Fixes made in a file: edits put into its text, and refused where they would change what a step says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from specbook.model import GherkinDocument
from specbook.reader import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specbook.finding import Edit, Finding, Fix
    from specbook.model import Feature, Rule, Step

_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Fixed:
    """A text with fixes made in it, the findings that they mend, and those whose fixes were refused."""

    text: str
    mended: tuple[Finding, ...]
    refused: tuple[Finding, ...] = ()


def fix_safely(uri: str, text: str, findings: Iterable[Finding]) -> Fixed:
    """Make the safe fix of each finding that has one, save where edits overlap: those are for another round.

    A fix after which a step that was there would say something else, or be gone, is refused.
    """
    mended: list[Finding] = []
    refused: list[Finding] = []
    taken: list[Edit] = []
    for finding in sorted(findings):
        fix = next((one for one in finding.fixes if one.safe), None)
        if fix is None or any(_overlap(edit, other) for edit in fix.edits for other in taken):
            continue
        if keeps_steps(uri, text, edited(text, fix.edits)):
            taken.extend(fix.edits)
            mended.append(finding)
        else:
            refused.append(finding)
    after = edited(text, taken)
    if mended and not keeps_steps(uri, text, after):
        return Fixed(text, (), (*refused, *mended))
    return Fixed(after, tuple(mended), tuple(refused))


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Put edits that do not overlap into a text, its byte order mark included; lines end as those around them do."""
    mark = _MARK if text.startswith(_MARK) else ""
    lines = text.removeprefix(_MARK).split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    body = mark + "\n".join(lines)

    def place(line: int, column: int) -> int:
        if line > len(lines):
            return len(body)
        return 0 if column == 0 else len(mark) + starts[line - 1] + min(column - 1, len(lines[line - 1]))

    for edit in sorted(edits, reverse=True):
        start, end = place(edit.line, edit.column), place(edit.end_line, edit.end_column)
        ends_in_return = edit.line <= len(lines) and lines[edit.line - 1].endswith("\r")
        body = body[:start] + (edit.text.replace("\n", "\r\n") if ends_in_return else edit.text) + body[end:]
    return body


def keeps_steps(uri: str, before: str, after: str) -> bool:
    """Tell whether every step of a text is still there, with its text and its arguments, in the same order.

    Steps may also move, as into a Background, where every example still says step for step what it said. Of a text
    that cannot be read nothing is known; then the other one must be readable, or say no more than it did.
    """
    old, new = read_text(uri, before), read_text(uri, after)
    if not isinstance(new, GherkinDocument):
        return not isinstance(old, GherkinDocument) and len(new) <= len(old)
    if not isinstance(old, GherkinDocument):
        return True
    left = iter(list(_steps(new)))
    return all(step in left for step in _steps(old)) or _examples(old) == _examples(new)


def offered(finding: Finding) -> tuple[Fix, ...]:
    """Return the fixes that an editor offers, the safe ones first."""
    return tuple(sorted(finding.fixes, key=lambda fix: not fix.safe))


def _overlap(one: Edit, other: Edit) -> bool:
    first, second = sorted((one, other))
    return (second.line, second.column) < (first.end_line, first.end_column) or (
        (first.line, first.column) == (second.line, second.column)
    )


def _steps(document: GherkinDocument) -> Iterator[tuple[object, ...]]:
    feature = document.feature
    holders: tuple[Feature | Rule, ...] = (feature, *feature.rules) if feature else ()
    for holder in holders:
        yield from map(_meaning, holder.background.steps if holder.background else ())
        yield from (_meaning(step) for scenario in holder.scenarios for step in scenario.steps)


def _examples(document: GherkinDocument) -> list[tuple[str, str]]:
    return [(pickle.name, pickle.fingerprint) for pickle in document.pickles]


def _meaning(step: Step) -> tuple[object, ...]:
    table = tuple(row.values for row in step.data_table.rows) if step.data_table else None
    doc = (step.doc_string.content, step.doc_string.media_type) if step.doc_string else None
    return step.text, table, doc
