"""Parts of a spec written out: indented by two blanks a level, with one blank line between blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.formatter.descriptions import without_margin
from specbook.formatter.lines import LINES, doc_string_line
from specbook.formatter.parts import Part, is_row
from specbook.formatter.tables import aligned, column_widths, row_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from specbook.tokens import Token

STEP = "  "


def written(part: Part, language: str) -> list[str]:
    """Write the lines of a part, without line endings."""
    lines = [*_before(part, language)]
    if part.head:
        lines.append(_indented(part.level, LINES[part.head.kind](part.head, language)))
    lines += _body(part, language)
    for comment in part.after:
        inner = is_row(part, comment) if part.head and part.head.kind == "StepLine" else True
        lines.append(_indented(part.level + inner, comment.written.strip()))
    return lines


def blank_before(part: Part, previous: Part | None) -> bool:
    """Tell whether a blank line stands before a part.

    One does before each block and after a description; between steps, and after comments, where the author has one.
    """
    if previous is None:
        return False
    if part.is_block or part.head is None:
        return True
    if previous.is_block:
        return bool(previous.body) or (bool(previous.after) and part.spaced)
    return part.spaced


def _before(part: Part, language: str) -> Iterator[str]:
    """Write comments with the blank lines among them, then tags, which stand right above what they speak of."""
    tagged = False
    for token in _single_spaced(part.before, at_end=part.head is not None):
        tagged = tagged or token.kind == "TagLine"
        if not (tagged and token.kind == "Empty"):
            yield _indented(part.level, LINES[token.kind](token, language))


def _body(part: Part, language: str) -> Iterator[str]:
    prose = [index for index, token in enumerate(part.body) if token.kind == "DescriptionLine"]
    described = prose[-1] + 1 if prose else 0
    yield from _description(part.body[:described], part.level + 1)
    argument = part.body[described:]
    if described and argument:
        yield ""
    yield from _argument(argument, part.level + 1, language)


def _description(lines: Sequence[Token], level: int) -> Iterator[str]:
    comments = frozenset(index for index, token in enumerate(lines) if token.kind == "Comment")
    for line in without_margin([token.written for token in lines], comments):
        yield _indented(level, line)


def _argument(lines: Sequence[Token], level: int, language: str) -> Iterator[str]:
    """Write a table, a doc string, or one after the other, and the comments in and around them."""
    rows = {token.line: row_of(token.written) for token in lines if token.kind == "TableRow"}
    widths = column_widths(rows.values())
    opening: Token | None = None
    previous = None
    for token in _single_spaced(lines):
        if token.kind == "TableRow":
            yield _indented(level, aligned(rows[token.line], widths))
        elif token.kind == "DocStringLine" and opening:
            yield _indented(level, doc_string_line(token, opening))
        elif token.kind in {"DocStringSeparator", "DocStringEnd"}:
            opening = token if token.kind == "DocStringSeparator" else None
            yield _indented(level, token.written.strip())
        elif token.kind == "Comment" or previous in {"TableRow", "Comment"}:
            yield _indented(level, LINES[token.kind](token, language))
        previous = token.kind


def _single_spaced(lines: Sequence[Token], *, at_end: bool = False) -> Iterator[Token]:
    """Leave out blank lines at the beginning, doubled ones, and those at the end unless something follows there."""
    blank: Token | None = None
    begun = False
    for token in lines:
        if token.kind == "Empty":
            blank = token if begun else None
            continue
        if blank:
            yield blank
        blank, begun = None, True
        yield token
    if blank and at_end:
        yield blank


def _indented(level: int, line: str) -> str:
    return f"{STEP * level}{line}" if line else ""
