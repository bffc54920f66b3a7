"""Alike scenarios of a Rule as one table: a row each, with its name, what differs in it, and its state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.pages.badges import badge, example_attributes, reason
from specbook.pages.escaping import raw

if TYPE_CHECKING:
    from specbook.flows import Flowing
    from specbook.pages.alike import Cases
    from specbook.pages.flow_blocks import FlowBlocks


def cases_table(blocks: FlowBlocks, cases: Cases, level: int) -> str:
    """Render the table, and folded below it each scenario in full."""
    head = f"<th{blocks.ours}>{blocks.words.example}</th>"
    head += "".join(f"<th>{raw(column.title)}</th>" for column in cases.columns)
    head += f"<th data-search-exclude{blocks.ours}>{blocks.words.state}</th>"
    body = "".join(_row(blocks, cases, number, level) for number in range(len(cases.flowing)))
    table = f'<div class="sb-table sb-rows"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    whole = "".join(_whole(blocks, one) for one in cases.flowing)
    summary = f"<summary data-search-exclude{blocks.ours}>{blocks.words.steps}</summary>"
    steps = f'<details class="sb-steps">{summary}{whole}</details>'
    return f'<div class="sb-alike"{blocks.spoken}>\n{table}\n{steps}\n</div>'


def _row(blocks: FlowBlocks, cases: Cases, number: int, level: int) -> str:
    """Render one scenario as a row; its name is a heading, so that the search leads there."""
    flowing = cases.flowing[number]
    scenario = flowing.scenario
    line = scenario.location.line
    entry = blocks.book.entries[blocks.uri][line]
    name = raw(blocks.name(scenario))
    name = f'{blocks.former(line)}<h{level} id="{blocks.anchor(line)}" class="sb-case">{name}</h{level}>'
    cells = "".join(f"<td>{raw(column.values[number])}</td>" for column in cases.columns)
    state = f"<td{blocks.ours}>{badge(blocks.words, entry.state)}</td>"
    row = f"<tr {example_attributes(entry)}><td>{name}{blocks.found_as(flowing)}</td>{cells}{state}</tr>"
    why, width = reason(blocks.book, entry), len(cases.columns) + 2
    return row + (f'<tr class="sb-why"><td colspan="{width}"{blocks.ours}>{why}</td></tr>' if why else "")


def _whole(blocks: FlowBlocks, flowing: Flowing) -> str:
    name = raw(blocks.name(flowing.scenario))
    return f'<div class="sb-use"><p class="sb-block">{name}</p>{blocks.inside(flowing)}</div>'
