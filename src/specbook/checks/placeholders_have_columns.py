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

from specbook.checks import Family, Finding, Severity
from specbook.checks._parts import scenarios
from specbook.errors import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Location, Scenario, Specs, TableRow

FAMILY: Family = "silent loss"
SEVERITY: Severity = "error"


def check(specs: Specs) -> Iterator[Finding]:
    """Find placeholders of outlines that a table of examples leaves open."""
    for document, scenario in scenarios(specs):
        headers = [examples.header for examples in scenario.examples if examples.header]
        for at, name in _placeholders(scenario, headers):
            header = next((one for one in headers if name not in one.values), None)
            if header:
                message = (
                    f"“<{name}>” has no column in the Examples in line {header.location.line}, so it stays literal. "
                    f"{nearest(name, header.values)}"
                )
                yield Finding(document.uri, at.line, at.column, "placeholders-have-columns", SEVERITY, message)


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
