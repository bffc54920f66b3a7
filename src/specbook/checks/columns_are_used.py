"""Every column of an Examples table is used by a step, or tells its rows apart.

A column that no step asks for changes nothing: whoever reads the table believes that its values matter, and they are
never tried. A column that is for the reader alone may stay: one called “case”, “note” or the like, a first one whose
words tell the rows apart, and a last one that says something about each row in prose.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario Outline: Pay for a cart
        Given a cart of <price> euros
        When the customer pays
        Then the shop receives <price> euros

        Examples: Carts with a voucher
          | price | voucher |
          | 20    | 5       |
          | 30    | 10      |

Good:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario Outline: Pay for a cart
        Given a cart of <price> euros
        And a voucher of <voucher> euros
        When the customer pays
        Then the shop receives <paid> euros

        Examples: Carts with a voucher
          | case                   | price | voucher | paid |
          | it is worth a part     | 20    | 5       | 15   |
          | it is worth everything | 20    | 20      | 0    |
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Severity, say
from specbook.checks._parts import scenarios

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Cell, Examples, Scenario, Specs

FAMILY: Family = "examples"
SEVERITY: Severity = "information"
# What a column is called that is there for the reader, in English and French.
_LABELS_OF_COLUMNS = (
    "case,test case,case id,id,test id,test,example,scenario,situation,title,label,description,desc,comment,comments,"
    "note,notes,remark,remarks,reason,why,because,explanation,no,nr,n°,#,cas,cas de test,exemple,scénario,titre,"
    "libellé,commentaire,commentaires,remarque,remarques,raison,pourquoi"
)
_LABELS = frozenset(_LABELS_OF_COLUMNS.split(","))
# What the last word of a label may be, as in “test description”.
_REMARKS = frozenset({"comment", "comments", "description", "note", "notes", "remark", "remarks", "commentaire"})


def check(specs: Specs) -> Iterator[Finding]:
    """Find columns that no part of their outline names."""
    for document, scenario in scenarios(specs):
        told = [examples for examples in scenario.examples if examples.header and examples.rows]
        texts = list(_texts(scenario)) if told else []
        for examples in told:
            for cell in _unused(examples, texts):
                at, end = cell.location, cell.location.column + len(cell.value)
                message = say(
                    "No step uses the column “{column}”, so its values are never tried. "
                    "Put `<{column}>` where they matter, or remove the column.",
                    column=cell.value,
                )
                yield Finding(document.uri, at.line, at.column, "columns-are-used", SEVERITY, message, end)


def _texts(scenario: Scenario) -> Iterator[str]:
    """Yield every text in which a placeholder may stand."""
    yield scenario.name
    yield scenario.description
    for step in scenario.steps:
        yield step.text
        yield from (cell.value for row in (step.data_table.rows if step.data_table else ()) for cell in row.cells)
        if step.doc_string:
            yield from (step.doc_string.content, step.doc_string.media_type or "")


def _unused(examples: Examples, texts: list[str]) -> Iterator[Cell]:
    header = examples.header.cells if examples.header else ()
    for number, cell in enumerate(header):
        wanted = f"<{cell.value}>"
        if cell.value and not any(wanted in text for text in texts):
            values = [row.cells[number].value for row in examples.rows if number < len(row.cells)]
            if not _is_label(cell.value, values, first=number == 0, last=number == len(header) - 1):
                yield cell


def _is_label(name: str, values: list[str], *, first: bool, last: bool) -> bool:
    """Tell whether a column is for the reader: by its name, or where it stands and what it says."""
    words = re.findall(r"[^\W\d_]+", name.casefold())
    if name.strip().casefold() in _LABELS or " ".join(words) in _LABELS or (words and words[-1] in _REMARKS):
        return True
    if first and len(set(values)) == len(values) and any(char.isalpha() for value in values for char in value):
        return True
    prose = [value for value in values if " " in value.strip()]
    return (first or last) and 2 * len(prose) > len(values)
