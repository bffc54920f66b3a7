"""Tables whose columns are aligned as they are seen, with every cell as it was written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from wcwidth import wcswidth

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


_CELL = re.compile(r"((?:[^\\|]++|\\.)*+)\|")
# Gherkin passes over blanks before a line break that ends a cell, but only where no blank follows: here one will.
_BEFORE_LINE_BREAK = re.compile(r"((?:\\.|[^\\])*?)\s+(\\n)")


class Row(NamedTuple):
    """The cells of a row, escapes and all, and what stands behind its last bar, which no parser reads."""

    cells: tuple[str, ...]
    rest: str


def row_of(written: str) -> Row:
    """Split a line at the bars that end a cell: none is after a backslash, which hides whatever follows it."""
    cells, start = [], 0
    line = written.strip()
    while found := _CELL.match(line, start):
        cells.append(_cell(found[1]))
        start = found.end()
    return Row(tuple(cells[1:]), line[start:].strip())


def _cell(written: str) -> str:
    found = _BEFORE_LINE_BREAK.fullmatch(written) if written.endswith("\\n") else None
    return (found[1] + found[2] if found else written).strip()


def column_widths(rows: Iterable[Row]) -> tuple[int, ...]:
    """Return how many columns of a terminal the widest cell of each column takes."""
    return tuple(max(map(width, column)) for column in zip(*(row.cells for row in rows), strict=True))


def aligned(row: Row, widths: Sequence[int]) -> str:
    """Put a row together, each cell filled up to the width of its column."""
    cells = (f" {cell}{' ' * (wide - width(cell))} |" for cell, wide in zip(row.cells, widths, strict=True))
    return f"|{''.join(cells)}{' ' * bool(row.rest)}{row.rest}"


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes; one with control characters as many as it has characters."""
    if text.isascii():
        return len(text)
    seen = wcswidth(text)
    return seen if seen >= 0 else len(text)
