"""Steps as a how-to: before you start, what you do, what you get; the keywords are there, for who wants them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from specbook.pages import words
from specbook.pages.escaping import raw

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from specbook.model import Background, DataTable, DocString, PickleStep, Scenario, Step

_VALUE = re.compile(
    r"\"[^\"]+\"|“[^”]+”|«[^»]+»|(?<!\w)'[^']+'(?!\w)"
    r"|(?<![\w.])(?:[€$£]\s?)?[-+]?\d+(?:[.,:/]\d+)*(?:\s?[€%])?(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What is done, and what comes of it."""

    do: tuple[Step, ...]
    get: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class HowTo:
    """A scenario as its reader meets it: what must be so first, then one turn or several."""

    before: tuple[Step, ...]
    turns: tuple[Turn, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.before + tuple(step for turn in self.turns for step in turn.do + turn.get)


def how_to(backgrounds: Iterable[Background | None], scenario: Scenario) -> HowTo:
    """Sort steps into a how-to: each action after an outcome begins a new turn."""
    before = [step for background in backgrounds if background for step in background.steps]
    turns: list[tuple[list[Step], list[Step]]] = []
    part = "Context"
    for step in scenario.steps:
        part = part if step.keyword_type in {"Conjunction", "Unknown"} else step.keyword_type
        if part == "Context" and not turns:
            before.append(step)
        elif part == "Outcome":
            turns = turns or [([], [])]
            turns[-1][1].append(step)
        else:
            if not turns or turns[-1][1]:
                turns.append(([], []))
            turns[-1][0].append(step)
    return HowTo(tuple(before), tuple(Turn(tuple(do), tuple(get)) for do, get in turns))


def how_to_html(guide: HowTo, columns: frozenset[str]) -> str:
    """Render a how-to on one line; `columns` are the names that an outline's rows fill in."""
    if not guide.steps:
        return f'<p class="sb-none">{words.NO_STEPS}</p>'
    if len(guide.turns) > 1:
        return _in_turns(guide, columns)
    do, get = (guide.turns[0].do, guide.turns[0].get) if guide.turns else ((), ())
    parts = [_before(guide, columns), _part("do", words.DO, do, columns), _part("get", words.GET, get, columns)]
    stacked = " sb-stacked" if any(step.data_table or step.doc_string for step in guide.steps) else ""
    return f'<div class="sb-howto{stacked}">{"".join(parts)}</div>'


def plain_steps(steps: Iterable[PickleStep]) -> str:
    """Render the steps of one example as a list, one below the other."""
    return f"<ul>{''.join(_item(step, frozenset()) for step in steps)}</ul>"


def step_text(text: str, columns: frozenset[str]) -> str:
    """Escape a step's text and bring out its values and its placeholders."""
    rendered, end = "", 0
    for match in _VALUE.finditer(text):
        rendered += _placeholders(text[end : match.start()], columns)
        rendered += f"<em>{_placeholders(match[0], columns)}</em>"
        end = match.end()
    return rendered + _placeholders(text[end:], columns)


def _placeholders(text: str, columns: frozenset[str]) -> str:
    """Escape text and bring out the names in it that rows fill in."""
    parts = re.split(r"(<[^<>]+>)", text)
    named = [part.startswith("<") and part[1:-1] in columns for part in parts]
    return "".join(
        f"<var>{raw(part)}</var>" if is_name else raw(part) for part, is_name in zip(parts, named, strict=True)
    )


def _before(guide: HowTo, columns: frozenset[str]) -> str:
    return _part("before", words.BEFORE, guide.before, columns)


def _part(name: str, title: str, steps: Sequence[Step], columns: frozenset[str]) -> str:
    if not steps:
        return ""
    return f'<div class="sb-{name}"><p class="sb-col">{title}</p>{_list(name, steps, columns)}</div>'


def _list(name: str, steps: Sequence[Step], columns: frozenset[str]) -> str:
    tag = "ol" if name == "do" and len(steps) > 1 else "ul"
    return f"<{tag}>{''.join(_item(step, columns) for step in steps)}</{tag}>"


def _item(step: Step | PickleStep, columns: frozenset[str]) -> str:
    """Render a step as an item; its first letter is shown large, unless a value stands there."""
    as_is = ' class="sb-as-is"' if re.match(r"\W|\d", step.text) else ""
    return f"<li{as_is}>{_step(step, columns)}</li>"


def _in_turns(guide: HowTo, columns: frozenset[str]) -> str:
    stacked = " sb-stacked" if any(step.data_table or step.doc_string for step in guide.steps) else ""
    items = "".join(
        f"<li>{_part('do', words.DO, turn.do, columns)}{_part('get', words.GET, turn.get, columns)}</li>"
        for turn in guide.turns
    )
    before = _before(guide, columns)
    return f'<div class="sb-howto sb-turns{stacked}">{before}<ol class="sb-turn">{items}</ol></div>'


def _step(step: Step | PickleStep, columns: frozenset[str]) -> str:
    keyword = f'<span class="sb-kw">{raw(step.keyword)}</span>'
    argument = _table(step.data_table, columns) if step.data_table else ""
    argument += _doc_string(step.doc_string, columns) if step.doc_string else ""
    return keyword + step_text(step.text, columns) + argument


def _table(table: DataTable, columns: frozenset[str]) -> str:
    rows = [row.values for row in table.rows]
    headed = len(rows) > 1 and len(rows[0]) > 1 and not any(re.search(r"\d|^$", value) for value in rows[0])
    lines = [_row(values, "th" if headed and number == 0 else "td", columns) for number, values in enumerate(rows)]
    return f'<div class="sb-table"><table>{"".join(lines)}</table></div>'


def _row(values: Sequence[str], tag: str, columns: frozenset[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{_cell(value, columns)}</{tag}>' for value in values)}</tr>"


def _cell(value: str, columns: frozenset[str]) -> str:
    return _placeholders(value, columns)


def _doc_string(doc_string: DocString, columns: frozenset[str]) -> str:
    return f'<pre class="sb-text"><code>{raw(doc_string.content)}</code></pre>'
