"""What the parts of a spec are, for an editor to colour: keywords, values, placeholders, tags, tables and comments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lsprotocol.types import SemanticTokensLegend, SemanticTokenTypes

from specbook.language_server.going import step_spot, taking
from specbook.language_server.outlines import children
from specbook.model import Background, Examples, Scenario
from specbook.step_index.patterns import finder_of
from specbook.step_patterns.expressions import UnknownTypeError, matched
from specbook.step_patterns.finders import found_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specbook.language_server.desk import Desk
    from specbook.language_server.outlines import Part
    from specbook.language_server.ranges import Ruler
    from specbook.language_server.sheets import Placed, Sheet
    from specbook.model import DocString, TableRow
    from specbook.step_index.definitions import StepDefinition

_KINDS = (
    SemanticTokenTypes.Keyword,
    SemanticTokenTypes.Parameter,
    SemanticTokenTypes.Variable,
    SemanticTokenTypes.Decorator,
    SemanticTokenTypes.Property,
    SemanticTokenTypes.String,
    SemanticTokenTypes.Comment,
)
KEYWORD, VALUE, PLACEHOLDER, TAG, HEADER, TEXT, COMMENT = range(len(_KINDS))
LEGEND = SemanticTokensLegend([str(kind.value) for kind in _KINDS], [])
_PLACEHOLDER = re.compile(r"<[^<>]+>")


class Span(NamedTuple):
    """A part of a line that is of one kind; columns count from 1, `end` is behind its last character."""

    line: int
    column: int
    end: int
    kind: int


def colours(desk: Desk, sheet: Sheet, ruler: Ruler) -> list[int]:
    """Return all parts as the protocol has them: five numbers each, places told from the part before."""
    data: list[int] = []
    line = start = 0
    for span in _apart(_spans(desk, sheet)):
        place = ruler.range(span.line, span.column, span.end)
        same = place.start.line == line
        first = place.start.character
        data += [place.start.line - line, first - start if same else first, place.end.character - first, span.kind, 0]
        line, start = place.start.line, first
    return data


def _apart(spans: Iterable[Span]) -> Iterator[Span]:
    """Put parts in order, and leave out what is empty, or lies in one that began before."""
    line = end = 0
    for span in sorted(spans):
        if span.end > span.column and (span.line > line or span.column >= end):
            yield span
            line, end = span.line, span.end


def _spans(desk: Desk, sheet: Sheet) -> Iterator[Span]:
    feature = sheet.feature
    yield from (_of(comment.location, comment.text.strip(), COMMENT, sheet) for comment in sheet.document.comments)
    if re.match(r"\s*#\s*language\s*:", sheet.line(1)):
        yield Span(1, 1, len(sheet.line(1).rstrip()) + 1, COMMENT)
    if not feature:
        return
    yield from (Span(*tag.location, tag.location.column + len(tag.name), TAG) for tag in feature.every_tag())
    yield from _of_part(feature)
    for placed in sheet.steps():
        yield from _of_step(desk, sheet, placed)


def _of(location: tuple[int, int], text: str, kind: int, sheet: Sheet) -> Span:
    """Return a text that begins at or behind a place, whose blanks it does not have."""
    line = sheet.line(location[0])
    start = max(line.find(text, location[1] - 1), 0)
    return Span(location[0], start + 1, start + len(text) + 1, kind)


def _of_part(part: Part) -> Iterator[Span]:
    line, column = part.location
    yield Span(line, column, column + len(part.keyword) + 1, KEYWORD)
    if isinstance(part, Examples) and part.header:
        yield from _of_row(part.header, HEADER)
        yield from (span for row in part.rows for span in _of_row(row, TEXT))
    for child in children(part):
        yield from _of_part(child)


def _of_step(desk: Desk, sheet: Sheet, placed: Placed) -> Iterator[Span]:
    step, spot = placed.step, step_spot(sheet, placed)
    line, column = step.location
    yield Span(line, column, column + len(step.keyword.rstrip()), KEYWORD)
    places = [match.span() for match in _PLACEHOLDER.finditer(step.text)] if _is_outline(placed) else []
    yield from (Span(line, spot.column + start, spot.column + end, PLACEHOLDER) for start, end in places)
    found = taking(desk, sheet, placed)
    for start, end in _values(desk, found[0], step.text) if len(found) == 1 else ():
        if not any(one < end and start < other for one, other in places):
            yield Span(line, spot.column + start, spot.column + end, VALUE)
    for number, row in enumerate(step.data_table.rows if step.data_table else ()):
        yield from _of_row(row, TEXT if number else HEADER)
    if step.doc_string:
        yield from _of_doc_string(sheet, step.doc_string)


def _is_outline(placed: Placed) -> bool:
    return isinstance(placed.holder, Background) or (isinstance(placed.holder, Scenario) and placed.holder.outline)


def _of_row(row: TableRow, kind: int) -> Iterator[Span]:
    for cell in row.cells:
        yield Span(*cell.location, cell.location.column + len(cell.value), kind)


def _of_doc_string(sheet: Sheet, text: DocString) -> Iterator[Span]:
    first = text.location.line
    for number in range(first, first + text.content.count("\n") + 3):
        line = sheet.line(number).rstrip()
        yield Span(number, len(line) - len(line.lstrip()) + 1, len(line) + 1, TEXT)


def _values(desk: Desk, definition: StepDefinition, text: str) -> list[tuple[int, int]]:
    """Return where the values stand that a definition takes from a text, as it is written."""
    pattern, types = definition.pattern, desk.steps.parameter_types
    if pattern.open:
        return []
    if pattern.parser == "re":
        found = re.fullmatch(pattern.text, text, pattern.flags)
        return [found.span(name) for name in found.re.groupindex if found[name]] if found else []
    if pattern.parser in {"expression", "regular expression"}:
        source = re.compile(pattern.text, pattern.flags) if pattern.parser == "regular expression" else pattern.text
        try:
            groups = [argument.group for argument in matched(types.compiled(source), text) or ()]
        except UnknownTypeError:
            return []
        return [(group.start, group.end) for group in groups if group.value]
    spans = getattr(found_in(finder_of(pattern, types), text), "spans", {})
    return [span for name, span in spans.items() if isinstance(name, str)]
