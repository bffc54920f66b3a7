"""Every `<placeholder>` of an outline has a column in each of its Examples tables.

A placeholder without a column stays as it is: the step gets the literal `<price>`, and a step that takes any text
passes with it.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario Outline: Pay for a cart
        Given a cart of <prize> euros
        When the customer pays
        Then the shop receives <price> euros

        Examples: Full and empty carts
          | price |
          | 20    |
          | 0     |

Good:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario Outline: Pay for a cart
        Given a cart of <price> euros
        When the customer pays
        Then the shop receives <price> euros

        Examples: Full and empty carts
          | price |
          | 20    |
          | 0     |
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from specbook.checks import Edit, Family, Finding, Fix, Severity, say
from specbook.checks._parts import scenarios
from specbook.errors import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Examples, GherkinDocument, Location, Scenario, Specs, TableRow

FAMILY: Family = "silent loss"
SEVERITY: Severity = "error"


def check(specs: Specs) -> Iterator[Finding]:
    """Find placeholders of outlines that a table of examples leaves open."""
    for document, scenario in scenarios(specs):
        tables = [(examples, examples.header) for examples in scenario.examples if examples.header]
        for at, name in _placeholders(scenario, [header for _, header in tables]):
            examples, header = next((one for one in tables if name not in one[1].values), (None, None))
            if examples and header:
                message = say(
                    "“<{name}>” has no column in the Examples in line {line}, so it stays literal. {nearest}",
                    name=name,
                    line=header.location.line,
                    nearest=nearest(name, header.values),
                )
                fixes = tuple(_fixes(document, scenario, examples, header, name))
                place = (document.uri, at.line, at.column)
                yield Finding(*place, "placeholders-have-columns", SEVERITY, message, fixes=fixes)


def _fixes(
    document: GherkinDocument, scenario: Scenario, examples: Examples, header: TableRow, name: str
) -> Iterator[Fix]:
    """Give the placeholder its column, never the other way round: it stands in a step."""
    near = next(iter(get_close_matches(name, header.values, 1, 0.6)), "")
    if document.uri.endswith(".md") or set(name) & set("|\\"):
        return
    lines = document.source.split("\n")
    if near and near not in {used for _, used in _placeholders(scenario, [header])}:
        place = header.cells[header.values.index(near)].location
        written = _cells(lines[place.line - 1])[header.values.index(near)].strip()
        edit = Edit(place.line, place.column, place.line, place.column + len(written), name)
        yield Fix(say("Rename the column “{column}” to “{name}”", column=near, name=name), (edit,))
    elif near:
        edits = _column(name, [header, *examples.rows], lines, header.values.index(near))
        yield Fix(say("Add a column “{name}” with what “{column}” says", name=name, column=near), edits)
    else:
        yield Fix(say("Add a column “{name}”", name=name), _column(name, [header, *examples.rows], lines))


def _column(name: str, rows: list[TableRow], lines: list[str], copied: int | None = None) -> tuple[Edit, ...]:
    """Put one more cell at the end of each row: empty, or as another one is written."""
    numbers = [row.location.line for row in rows]
    values = ["" if copied is None else _cells(lines[number - 1])[copied].strip() for number in numbers]
    values[0] = name
    width = max(map(len, values))
    ends = [len(lines[number - 1].rstrip()) + 1 for number in numbers]
    cells = zip(numbers, ends, values, strict=True)
    return tuple(Edit(number, end, number, end, f" {value.ljust(width)} |") for number, end, value in cells)


def _cells(line: str) -> list[str]:
    """Return the cells of a row as they are written, what escapes a bar included."""
    return re.findall(r"\|((?:\\.|[^|\\])*)(?=\|)", line)


def _placeholders(scenario: Scenario, headers: list[TableRow]) -> Iterator[tuple[Location, str]]:
    columns = {name for header in headers for name in header.values}
    yield from ((scenario.location, name) for name in _names(scenario.name))
    for step in scenario.steps:
        yield from ((step.location, name) for name in _names(step.text))
        for row in step.data_table.rows if step.data_table else ():
            yield from ((cell.location, name) for cell in row.cells for name in _names(cell.value))
        if step.doc_string:
            # A doc string may well hold markup, so that only what resembles a column is a placeholder there.
            names = _names(step.doc_string.content)
            at = step.doc_string.location
            yield from ((at, name) for name in names if name in columns or get_close_matches(name, columns, 1, 0.7))


def _names(text: str) -> list[str]:
    """List what stands in angle brackets, except elements of markup, addresses and comparisons."""
    found = dict.fromkeys(re.findall(r"<([^\s<>/!?](?:[^<>\n]*[^\s<>/])?)>", text)) if "<" in text else {}
    return [name for name in found if f"</{name.split()[0]}>" not in text and not re.search(r"[=@]|://", name)]
