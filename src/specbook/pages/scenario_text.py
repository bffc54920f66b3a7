"""A scenario as Gherkin again, in the author's own keywords, tables in columns."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from specbook.model import Scenario, Step, TableRow


def scenario_text(scenario: Scenario) -> str:
    """Write a scenario with its steps and its examples, without its tags and its description."""
    return "\n".join(_lines(scenario))


def _lines(scenario: Scenario) -> Iterator[str]:
    yield f"{scenario.keyword}: {scenario.name}".rstrip()
    for step in scenario.steps:
        yield from _step(step)
    for examples in scenario.examples:
        yield ""
        yield f"  {examples.keyword}: {examples.name}".rstrip()
        yield from _table([examples.header, *examples.rows] if examples.header else [])


def _step(step: Step) -> Iterator[str]:
    yield f"  {step.keyword}{step.text}"
    if step.data_table:
        yield from _table(step.data_table.rows)
    if step.doc_string:
        mark = step.doc_string.delimiter
        # A mark within the text would end it.
        content = step.doc_string.content.replace(mark, "".join(f"\\{char}" for char in mark))
        yield f"    {mark}{step.doc_string.media_type or ''}"
        yield textwrap.indent(content, "    ")
        yield f"    {mark}"


def _table(rows: Sequence[TableRow]) -> Iterator[str]:
    written = [[_cell(value) for value in row.values] for row in rows]
    widths = [max(map(len, column)) for column in zip(*written, strict=True)]
    for cells in written:
        yield f"    | {' | '.join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True))} |"


def _cell(value: str) -> str:
    return value.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n")
