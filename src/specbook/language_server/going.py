"""Where something is defined, and where it is used: from a spec to its Python and back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.language_server.desk import Desk
    from specbook.language_server.sheets import Placed, Sheet
    from specbook.step_index.definitions import StepDefinition


class Spot(NamedTuple):
    """A part of a line in some file, by its path from the project's root; `end` 0 goes to the end of the line."""

    uri: str
    line: int
    column: int = 1
    end: int = 0


def definitions(desk: Desk, sheet: Sheet, line: int, column: int) -> tuple[Spot, ...]:
    """Return where what stands at a place is defined: a step in Python, a placeholder in its table, a term."""
    placeholder = placeholder_at(sheet, line, column)
    if placeholder:
        return tuple(header_cells(sheet, line, placeholder))
    placed = sheet.step_at(line)
    if placed:
        return tuple(Spot(one.uri, one.line, one.column) for one in taking(desk, sheet, placed))
    return ()


def references(desk: Desk, sheet: Sheet, line: int, column: int) -> tuple[Spot, ...]:
    """Return where what stands at a place is used: a step in all specs, a placeholder in its scenario, a tag."""
    placeholder = placeholder_at(sheet, line, column) or _header_at(sheet, line, column)
    if placeholder:
        return tuple(uses_of_placeholder(sheet, line, placeholder))
    tag = tag_at(sheet, line, column)
    if tag:
        return tuple(_uses_of_tag(desk, tag))
    placed = sheet.step_at(line)
    if not placed:
        return ()
    found = taking(desk, sheet, placed)
    return tuple(dict.fromkeys(spot for one in found for spot in uses_of(desk, one))) or tuple(_same_text(desk, placed))


def taking(desk: Desk, sheet: Sheet, placed: Placed) -> tuple[StepDefinition, ...]:
    """Return the definitions that take a step; several where it is ambiguous."""
    return desk.steps.matching(placed.type, placed.text, sheet.uri).definitions


def uses_of(desk: Desk, definition: StepDefinition) -> Iterator[Spot]:
    """Yield every step of the specs that a definition takes."""
    for sheet, placed in _all_steps(desk):
        if definition in taking(desk, sheet, placed):
            yield step_spot(sheet, placed)


def definitions_in(desk: Desk, uri: str, line: int) -> tuple[StepDefinition, ...]:
    """Return the definitions whose function, decorators included, a line of a Python file belongs to."""
    return tuple(
        one for one in desk.steps.definitions if one.uri == uri and one.function.line <= line <= one.function.end_line
    )


def step_spot(sheet: Sheet, placed: Placed) -> Spot:
    step = placed.step
    start = step.location.column + len(step.keyword)
    return Spot(sheet.uri, step.location.line, start, start + len(step.text))


def placeholder_at(sheet: Sheet, line: int, column: int) -> str:
    """Return the name between the angle brackets around a place, where an outline's table could have it."""
    for match in re.finditer(r"<([^<>]+)>", sheet.line(line)):
        if match.start() + 1 <= column <= match.end() + 1:
            found = sheet.scenario_at(line)
            return match[1] if found and found[1].examples else ""
    return ""


def tag_at(sheet: Sheet, line: int, column: int) -> str:
    text = sheet.line(line)
    if not text.lstrip().startswith("@"):
        return ""
    found = (match for match in re.finditer(r"@[^\s@#]+", text) if match.start() + 1 <= column <= match.end() + 1)
    return next((match[0] for match in found), "")


def _header_at(sheet: Sheet, line: int, column: int) -> str:
    """Return the column of an Examples table whose header stands at a place."""
    block = sheet.examples_at(line)
    if not block or not block.header or block.header.location.line != line:
        return ""
    cells = (cell for cell in block.header.cells if cell.location.column <= column)
    inside = [cell for cell in cells if column <= cell.location.column + len(cell.value)]
    return inside[-1].value if inside else ""


def column_at(sheet: Sheet, line: int, column: int) -> str:
    """Return the placeholder or the column of an outline that stands at a place."""
    return placeholder_at(sheet, line, column) or _header_at(sheet, line, column)


def header_cells(sheet: Sheet, line: int, name: str) -> Iterator[Spot]:
    """Yield the header cells of a column in the outline around a line."""
    found = sheet.scenario_at(line)
    for block in found[1].examples if found else ():
        for cell in block.header.cells if block.header else ():
            if cell.value == name:
                yield Spot(sheet.uri, cell.location.line, cell.location.column, cell.location.column + len(cell.value))


def uses_of_placeholder(sheet: Sheet, line: int, name: str) -> Iterator[Spot]:
    """Yield a column's header cells and each place in its outline where rows fill it in, brackets left out."""
    yield from header_cells(sheet, line, name)
    found = sheet.scenario_at(line)
    if not found:
        return
    scenario = found[1]
    first, last = scenario.location.line, min((one.location.line for one in scenario.examples), default=0)
    for number in range(first, last):
        for match in re.finditer(rf"<({re.escape(name)})>", sheet.line(number)):
            yield Spot(sheet.uri, number, match.start(1) + 1, match.end(1) + 1)


def _uses_of_tag(desk: Desk, name: str) -> Iterator[Spot]:
    for sheet in desk.sheets.values():
        for tag in sheet.feature.every_tag() if sheet.feature else ():
            if tag.name == name:
                place = tag.location
                yield Spot(sheet.uri, place.line, place.column, place.column + len(name))


def _same_text(desk: Desk, wanted: Placed) -> Iterator[Spot]:
    for sheet, placed in _all_steps(desk):
        if placed.step.text == wanted.step.text:
            yield step_spot(sheet, placed)


def _all_steps(desk: Desk) -> Iterator[tuple[Sheet, Placed]]:
    for sheet in desk.sheets.values():
        yield from ((sheet, placed) for placed in sheet.steps())
