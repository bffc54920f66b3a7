"""Whether a line is a row of a table that Gherkin reads, also while the file cannot be read as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.formatter.half_tables import blanks_of_table, is_row
from specbook.reader import dialect_keywords

if TYPE_CHECKING:
    from specbook.finding import Edit
    from specbook.language_server.sheets import Sheet

_STEPS = ("given", "when", "then", "and", "but")
_DELIMITERS = ('"""', "```")


def typed_table(sheet: Sheet, number: int) -> list[Edit]:
    """Return what aligns the table that a line belongs to; nothing for what only looks like one, as in a doc string."""
    lines = [line.removesuffix("\r") for line in sheet.lines]
    is_markdown = sheet.uri.endswith(".md")
    if is_markdown or not is_row(sheet.line(number)) or not _is_argument(sheet, number):
        return []
    return list(blanks_of_table(lines, number))


def _is_argument(sheet: Sheet, number: int) -> bool:
    """Tell whether a step or the head of examples stands above a table."""
    above = [line.strip() for line in sheet.lines[: number - 1]]
    opened = sum(line.startswith(_DELIMITERS) for line in above)
    head = next((line for line in reversed(above) if line and not line.startswith(("|", "#"))), "")
    words = dialect_keywords(sheet.language)
    steps = tuple(word for name in _STEPS for word in words.get(name, ()))
    examples = tuple(f"{word}:" for word in words.get("examples", ()))
    return opened % 2 == 0 and head.startswith((*steps, *examples))
