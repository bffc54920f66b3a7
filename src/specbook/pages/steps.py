"""Steps as a how-to: before you start, what you do, what you get; the keywords are there, for who wants them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from specbook.pages.escaping import raw
from specbook.pages.languages import attributes
from specbook.pages.notes import NO_NOTES, Notes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from specbook.model import Background, DataTable, DocString, Location, PickleStep, Scenario, Step
    from specbook.pages.words import Words

VALUE = re.compile(
    r"\"[^\"]+\"|“[^”]+”|«[^»]+»|(?<!\w)'[^']+'(?!\w)"
    r"|(?<![\w.])(?:[€$£]\s?)?[-+]?\d+(?:[.,:/]\d+)*(?:\s?[€%])?(?!\w)"
)
# What a large first letter would not suit: text that begins with a value or a sign.
_AS_IS = re.compile(r"\W|\d")
_NO_HEADING = re.compile(r"\d|^$")
NO_FIGURES: Mapping[int, str] = MappingProxyType({})
NO_COLUMNS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Turn:
    """What is done, and what comes of it."""

    do: tuple[Step, ...]
    get: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class HowTo:
    """A scenario as its reader meets it: what must be so first, then one turn or several.

    `ground` are the places of those steps that stand in a Background.
    """

    before: tuple[Step, ...]
    turns: tuple[Turn, ...]
    ground: frozenset[Location] = frozenset()

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.before + tuple(step for turn in self.turns for step in turn.do + turn.get)


def how_to(backgrounds: Iterable[Background | None], scenario: Scenario) -> HowTo:
    """Sort steps into a how-to: each action after an outcome begins a new turn."""
    before = [step for background in backgrounds if background for step in background.steps]
    ground = frozenset(step.location for step in before)
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
    return HowTo(tuple(before), tuple(Turn(tuple(do), tuple(get)) for do, get in turns), ground)


def how_to_html(
    words: Words,
    guide: HowTo,
    columns: frozenset[str],
    figures: Mapping[int, str] = NO_FIGURES,
    key: str = "",
    spoken: str = "",
    notes: Notes = NO_NOTES,
) -> str:
    """Render a how-to on one line.

    `columns` are the names that an outline's rows fill in, `figures` what the step of a line showed; by `key` the
    page's script finds how long each step took; `spoken` are the attributes of another language than the book's, and
    `notes` the comments before steps.
    """
    if not guide.steps:
        return f'<p class="sb-none">{words.no_steps}</p>'
    return _Rendering(words, guide, columns, figures, key, spoken, notes).html()


def plain_steps(steps: Iterable[PickleStep], spoken: str = "") -> str:
    """Render the steps of one example as a list, one below the other."""
    return f"<ul{spoken}>{''.join(step_html(step, NO_COLUMNS) for step in steps)}</ul>"


def step_text(text: str, columns: frozenset[str]) -> str:
    """Escape a step's text and bring out its values and its placeholders."""
    rendered, end = "", 0
    for match in VALUE.finditer(text):
        rendered += placeholders(text[end : match.start()], columns)
        rendered += f"<em>{placeholders(match[0], columns)}</em>"
        end = match.end()
    return rendered + placeholders(text[end:], columns)


@dataclass(frozen=True, slots=True)
class _Rendering:
    """One how-to in HTML."""

    words: Words
    guide: HowTo
    columns: frozenset[str]
    figures: Mapping[int, str]
    key: str
    spoken: str
    notes: Notes

    def html(self) -> str:
        turns = self.guide.turns
        in_turns = len(turns) > 1
        before = self._part("before", self.words.before, self.guide.before)
        after = self._turns() if in_turns else "".join(map(self._turn, turns))
        classes = "sb-howto" + (" sb-turns" if in_turns else "") + (" sb-stacked" if self._is_wide() else "")
        steps = f' data-sb-steps="{self.key}"' if self.key else ""
        return f'<div class="{classes}"{self.spoken}{steps}>{before}{after}</div>'

    def _ours(self, title: str) -> str:
        """Keep a title of ours in the book's language, among steps that are in another one."""
        return f"<span{attributes(self.words.language)}>{title}</span>" if self.spoken else title

    def _is_wide(self) -> bool:
        """Tell whether some step brings more than its text, which has no room in a column."""
        return any(
            step.data_table or step.doc_string or step.location.line in self.figures for step in self.guide.steps
        )

    def _turns(self) -> str:
        return f'<ol class="sb-turn">{"".join(f"<li>{self._turn(turn)}</li>" for turn in self.guide.turns)}</ol>'

    def _turn(self, turn: Turn) -> str:
        return self._part("do", self.words.do, turn.do) + self._part("get", self.words.get, turn.get)

    def _part(self, name: str, title: str, steps: Sequence[Step]) -> str:
        if not steps:
            return ""
        tag = "ol" if name == "do" and len(steps) > 1 else "ul"
        items = f"<{tag}>{''.join(map(self._item, steps))}</{tag}>"
        return f'<div class="sb-{name}"><p class="sb-col">{self._ours(title)}</p>{items}</div>'

    def _item(self, step: Step) -> str:
        figures = self.figures.get(step.location.line, "")
        kind = "sb-step sb-ground" if step.location in self.guide.ground else "sb-step"
        kind += " sb-source" if step.doc_string and step in self.guide.before else ""
        return step_html(step, self.columns, figures, self.notes, kind)


def step_html(
    step: Step | PickleStep, columns: frozenset[str], figures: str = "", notes: Notes = NO_NOTES, kind: str = "sb-step"
) -> str:
    """Render a step as an item; its first letter is shown large, unless a value stands there."""
    classes = kind + (" sb-as-is" if _AS_IS.match(step.text) else "")
    keyword = f'<span class="sb-kw">{raw(step.keyword)}</span>'
    said = f'<span class="sb-said">{step_text(step.text, columns)}</span>'
    argument = table_html(step.data_table, columns, notes) if step.data_table else ""
    argument += _doc_string(step.doc_string) if step.doc_string else ""
    return f'<li class="{classes}">{notes.before(step.location.line)}{keyword}{said}{argument}{figures}</li>'


def placeholders(text: str, columns: frozenset[str]) -> str:
    """Escape text and bring out the names in it that rows fill in."""
    if "<" not in text:
        return raw(text)
    parts = re.split(r"(<[^<>]+>)", text)
    named = [part.startswith("<") and part[1:-1] in columns for part in parts]
    return "".join(
        f"<var>{raw(part)}</var>" if is_name else raw(part) for part, is_name in zip(parts, named, strict=True)
    )


def table_html(table: DataTable, columns: frozenset[str], notes: Notes = NO_NOTES) -> str:
    """Render a data table; its first row is a heading where it looks like one."""
    rows = [row.values for row in table.rows]
    headed = len(rows) > 1 and len(rows[0]) > 1 and not any(_NO_HEADING.search(value) for value in rows[0])
    lines = [
        notes.before_row(row.location.line, len(row.cells))
        + _row(row.values, "th" if headed and number == 0 else "td", columns)
        for number, row in enumerate(table.rows)
    ]
    return f'<div class="sb-table"><table>{"".join(lines)}</table></div>'


def _row(values: Sequence[str], tag: str, columns: frozenset[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{placeholders(value, columns)}</{tag}>' for value in values)}</tr>"


def _doc_string(doc_string: DocString) -> str:
    quote = raw(doc_string.delimiter + (doc_string.media_type or ""))
    marks = f'data-sb-quote="{quote}" data-sb-end="{raw(doc_string.delimiter)}"'
    return f'<pre class="sb-text" {marks}><code>{raw(doc_string.content)}</code></pre>'
