"""What a spec consists of, for an editor's outline, and which lines of it can be folded."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from lsprotocol.types import DocumentSymbol, FoldingRange, FoldingRangeKind, SymbolKind

from specbook.model import Background, Examples, Feature, Rule, Scenario

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.language_server.ranges import Ruler
    from specbook.language_server.sheets import Sheet

Part = Feature | Rule | Background | Scenario | Examples
_KINDS = {
    Feature: SymbolKind.Module,
    Rule: SymbolKind.Namespace,
    Background: SymbolKind.Constructor,
    Scenario: SymbolKind.Method,
    Examples: SymbolKind.Array,
}


def symbols(sheet: Sheet, ruler: Ruler) -> list[DocumentSymbol]:
    """Return the Feature with all that stands in it."""
    feature = sheet.feature
    return [_symbol(feature, _last_line(sheet), ruler)] if feature else []


def foldings(sheet: Sheet) -> list[FoldingRange]:
    """Return the parts, the tables and doc strings of steps, and the comments of several lines."""
    feature = sheet.feature
    blocks = list(_blocks(feature, _last_line(sheet))) if feature else []
    arguments = [_argument(sheet, placed.step.location.line) for placed in sheet.steps() if _has_argument(placed.step)]
    ends = ((first, _written_to(sheet, first, last)) for first, last in (*blocks, *arguments))
    ranges = [FoldingRange(first - 1, last - 1) for first, last in ends if last > first]
    comments = [FoldingRange(a - 1, b - 1, kind=FoldingRangeKind.Comment) for a, b in _comments(sheet) if b > a]
    return ranges + comments


def children(part: Part) -> tuple[Part, ...]:
    """Return what stands in a part of a spec, in the order of the file."""
    if isinstance(part, Feature | Rule):
        rules = part.rules if isinstance(part, Feature) else ()
        return tuple(filter(None, (part.background, *part.scenarios, *rules)))
    return part.examples if isinstance(part, Scenario) else ()


def _symbol(part: Part, last: int, ruler: Ruler) -> DocumentSymbol:
    line = part.location.line
    inside = [_symbol(child, end, ruler) for child, end in _with_ends(part, last)]
    return DocumentSymbol(
        name=part.name or part.keyword.strip() or "…",
        detail=part.keyword.strip(),
        kind=_KINDS[type(part)],
        range=ruler.range(line, 1, end_line=max(last, line)),
        selection_range=ruler.range(line, part.location.column),
        children=inside,
    )


def _with_ends(part: Part, last: int) -> Iterator[tuple[Part, int]]:
    """Yield what stands in a part, each with its last line."""
    inside = children(part)
    for child, follower in zip_longest(inside, inside[1:]):
        yield child, (first_line(follower) - 1 if follower else last)


def first_line(part: Part) -> int:
    """Return where a part begins, its tags included."""
    tags = () if isinstance(part, Background) else part.tags
    return min([part.location.line, *(tag.location.line for tag in tags)])


def _blocks(part: Part, last: int) -> Iterator[tuple[int, int]]:
    yield part.location.line, last
    for child, end in _with_ends(part, last):
        yield from _blocks(child, end)


def _has_argument(step: object) -> bool:
    return bool(getattr(step, "data_table", None) or getattr(step, "doc_string", None))


def _argument(sheet: Sheet, line: int) -> tuple[int, int]:
    """Return the lines from a step to the end of its table or doc string."""
    placed = sheet.step_at(line)
    step = placed.step if placed else None
    if step and step.data_table:
        return line, step.data_table.rows[-1].location.line
    if step and step.doc_string:
        return line, step.doc_string.location.line + step.doc_string.content.count("\n") + 2
    return line, line


def _comments(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """Yield the first and the last line of each group of comments."""
    numbers = [comment.location.line for comment in sheet.document.comments]
    while numbers:
        first = last = numbers.pop(0)
        while numbers and numbers[0] == last + 1:
            last = numbers.pop(0)
        yield first, last


def _written_to(sheet: Sheet, first: int, last: int) -> int:
    """Return the last line of a part that is not empty."""
    return next((number for number in range(last, first, -1) if sheet.line(number).strip()), first)


def _last_line(sheet: Sheet) -> int:
    """Return the last line that is not empty."""
    return max((number for number, line in enumerate(sheet.lines, 1) if line.strip()), default=1)
