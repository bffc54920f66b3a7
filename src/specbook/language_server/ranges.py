"""Places of ours, which count characters from 1, and those of the protocol, which count code units from 0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol.types import Position, Range, TextEdit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pygls.workspace import PositionCodec

    from specbook.finding import Edit


class Ruler:
    """Measures the lines of one text as the editor counts them: most count an emoji as two."""

    def __init__(self, lines: Sequence[str], codec: PositionCodec) -> None:
        self._lines, self._codec = lines, codec

    def position(self, line: int, column: int) -> Position:
        """Return a place of ours; past the end of a line, its end."""
        text = self._line(line)
        return Position(max(line - 1, 0), self._codec.client_num_units(text[: max(column - 1, 0)]))

    def range(self, line: int, column: int, end: int = 0, end_line: int = 0) -> Range:
        """Return a part of a line, or of several; without an end, up to the end of the line."""
        last = end_line or line
        return Range(self.position(line, column), self.position(last, end or len(self._line(last)) + 1))

    def place(self, position: Position) -> tuple[int, int]:
        """Return the line and the column of ours that the editor means."""
        line, units, column = position.line + 1, 0, 1
        for character in self._line(line):
            if units >= position.character:
                break
            units += self._codec.client_num_units(character)
            column += 1
        return line, column

    def edit(self, edit: Edit) -> TextEdit:
        start = self.position(edit.line, max(edit.column, 1))
        return TextEdit(Range(start, self.position(edit.end_line, edit.end_column)), edit.text)

    def whole(self) -> Range:
        """Return the range of the whole text."""
        return Range(Position(0, 0), self.position(len(self._lines), len(self._line(len(self._lines))) + 1))

    def _line(self, number: int) -> str:
        return self._lines[number - 1].removesuffix("\r") if 0 < number <= len(self._lines) else ""
