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

    A fix after which a step that was there would say something else, or be gone, is refused. Fixes are tried one by
    one only where they do not keep every step together: a large file is read anew for each.
    """
    mendable = [(one, fix) for one in sorted(findings) if (fix := next((fix for fix in one.fixes if fix.safe), None))]
    together = list(_apart(mendable))
    after = edited(text, (edit for _, fix in together for edit in fix.edits))
    if not together or keeps_steps(uri, text, after):
        return Fixed(after, tuple(one for one, _ in together))
    return _one_by_one(uri, text, mendable)


def _apart(mendable: Iterable[tuple[Finding, Fix]]) -> Iterator[tuple[Finding, Fix]]:
    """Yield the fixes whose edits overlap with none before them."""
    taken: dict[int, list[Edit]] = {}
    for finding, fix in mendable:
        places = [(line, edit) for edit in fix.edits for line in range(edit.line, edit.end_line + 1)]
        if not any(_overlap(edit, other) for line, edit in places for other in taken.get(line, ())):
            for line, edit in places:
                taken.setdefault(line, []).append(edit)
            yield finding, fix


def _one_by_one(uri: str, text: str, mendable: Iterable[tuple[Finding, Fix]]) -> Fixed:
    kept: list[tuple[Finding, Fix]] = []
    refused: list[tuple[Finding, Fix]] = []
    for finding, fix in mendable:
        is_kept = keeps_steps(uri, text, edited(text, fix.edits))
        (kept if is_kept else refused).append((finding, fix))
    together = list(_apart(kept))
    after = edited(text, (edit for _, fix in together for edit in fix.edits))
    mended, left = tuple(one for one, _ in together), tuple(one for one, _ in refused)
    return Fixed(after, mended, left) if keeps_steps(uri, text, after) else Fixed(text, (), (*left, *mended))


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

    pieces, done = [], 0
    for edit in sorted(edits):
        start, end = place(edit.line, edit.column), place(edit.end_line, edit.end_column)
        ends_in_return = edit.line <= len(lines) and lines[edit.line - 1].endswith("\r")
        pieces += [body[done:start], edit.text.replace("\n", "\r\n") if ends_in_return else edit.text]
        done = end
    return "".join([*pieces, body[done:]])


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
