"""A table while it is typed: blanks put in or taken out until its bars stand below each other, and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from specbook.finding import Edit
from specbook.formatter.tables import row_of, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CELL = re.compile(r"((?:[^\\|]++|\\.)*+)\|")


class _Row(NamedTuple):
    """A line of a table: its number, its text, and where each cell begins and ends between its bars, from 0."""

    number: int
    text: str
    cells: tuple[tuple[int, int], ...]

    @property
    def widths(self) -> tuple[int, ...]:
        return tuple(width(self.text[start:end].strip()) for start, end in self.cells)


def is_row(line: str) -> bool:
    return line.lstrip().startswith("|")


def blanks_of_table(lines: Sequence[str], number: int) -> Iterator[Edit]:
    """Yield what aligns the rows around a line, counted from 1; a row may have fewer cells than others as yet.

    A comment may stand between rows. A cell that means something else without a blank, as before a line break of its
    own, leaves its row alone.
    """
    rows = [_row(one, lines[one - 1]) for one in _around(lines, number) if is_row(lines[one - 1])]
    widths = [0] * max((len(row.cells) for row in rows), default=0)
    for row in rows:
        for place, wide in enumerate(row.widths):
            widths[place] = max(widths[place], wide)
    indent = rows[0].text[: rows[0].text.index("|")] if rows else ""
    for row in rows:
        own = tuple(row.text[start:end].strip() for start, end in row.cells)
        if row_of(row.text).cells == own:
            yield from _edits(row, widths, indent)


def _around(lines: Sequence[str], number: int) -> range:
    """Return the lines of the table that a line belongs to."""

    def belongs(one: int) -> bool:
        return 0 < one <= len(lines) and lines[one - 1].lstrip().startswith(("|", "#"))

    first = last = number
    while belongs(first - 1):
        first -= 1
    while belongs(last + 1):
        last += 1
    return range(first, last + 1)


def _row(number: int, text: str) -> _Row:
    at, cells = text.index("|") + 1, []
    while found := _CELL.match(text, at):
        cells.append(found.span(1))
        at = found.end()
    return _Row(number, text, tuple(cells))


def _edits(row: _Row, widths: Sequence[int], indent: str) -> Iterator[Edit]:
    yield from _blanks(row, 0, row.text.index("|"), indent)
    for (start, end), wide in zip(row.cells, widths, strict=False):
        cell = row.text[start:end]
        if not cell.strip():
            yield from _blanks(row, start, end, " " * (wide + 2))
            continue
        begin, stop = start + len(cell) - len(cell.lstrip()), start + len(cell.rstrip())
        yield from _blanks(row, start, begin, " ")
        yield from _blanks(row, stop, end, " " * (wide - width(cell.strip()) + 1))


def _blanks(row: _Row, start: int, end: int, blanks: str) -> Iterator[Edit]:
    if row.text[start:end] != blanks:
        yield Edit(row.number, start + 1, row.number, end + 1, blanks)
