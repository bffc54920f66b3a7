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
    titles = [blocks.words.example, *(column.title for column in cases.columns)]
    head = "".join(f"<th>{raw(title)}</th>" for title in titles)
    head += f"<th data-search-exclude{blocks.ours}>{blocks.words.state}</th>"
    body = "".join(_row(blocks, cases, number, level) for number in range(len(cases.flowing)))
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    table = f'<div class="sb-table sb-rows"{blocks.spoken}>{table}</div>'
    whole = "".join(_whole(blocks, one) for one in cases.flowing)
    steps = f'<details class="sb-steps"><summary data-search-exclude>{blocks.words.steps}</summary>{whole}</details>'
    return f'<div class="sb-alike">\n{table}\n{steps}\n</div>'


def _row(blocks: FlowBlocks, cases: Cases, number: int, level: int) -> str:
    """Render one scenario as a row; its name is a heading, so that the search leads there."""
    scenario = cases.flowing[number].scenario
    line = scenario.location.line
    entry = blocks.book.entries[blocks.uri][line]
    name = raw(blocks.name(scenario))
    name = f'{blocks.former(line)}<h{level} id="{blocks.anchor(line)}" class="sb-case">{name}</h{level}>'
    cells = "".join(f"<td>{raw(column.values[number])}</td>" for column in cases.columns)
    state = badge(blocks.words, entry.state)
    row = f"<tr {example_attributes(entry)}><td>{name}</td>{cells}<td{blocks.ours}>{state}</td></tr>"
    why = reason(blocks.book, entry)
    return row + (
        f'<tr class="sb-why"><td colspan="{len(cases.columns) + 2}"{blocks.ours}>{why}</td></tr>' if why else ""
    )


def _whole(blocks: FlowBlocks, flowing: Flowing) -> str:
    name = raw(blocks.name(flowing.scenario))
    return f'<div class="sb-use"><p class="sb-block"{blocks.spoken}>{name}</p>{blocks.inside(flowing)}</div>'
