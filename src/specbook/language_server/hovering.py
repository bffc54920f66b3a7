"""What is known of what stands at a place, as Markdown."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from specbook.checks import every_check
from specbook.language_server.going import column_at, tag_at, uses_of
from specbook.language_server.standings import entries_of, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.language_server.desk import Desk
    from specbook.language_server.sheets import Placed, Sheet
    from specbook.ledger import Entry
    from specbook.step_index.definitions import StepDefinition

# Everything that Markdown could act on, in texts that are not ours.
_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~])")


def hover(desk: Desk, sheet: Sheet, line: int, column: int) -> str:
    """Return what is known of a place; empty where that is nothing."""
    parts = [*_of_column(sheet, line, column), *_of_tag(desk, sheet, line, column)]
    placed = sheet.step_at(line)
    if placed and not parts:
        parts += _of_step(desk, sheet, placed)
    parts += [*_of_term(desk, sheet, line, column), *_of_findings(desk, sheet, line, column)]
    return "\n\n---\n\n".join(parts)


def _of_column(sheet: Sheet, line: int, column: int) -> Iterator[str]:
    name = column_at(sheet, line, column)
    found = sheet.scenario_at(line) if name else None
    for block in found[1].examples if found else ():
        if block.header and name in block.header.values:
            place = block.header.values.index(name)
            values = list(dict.fromkeys(row.values[place] for row in block.rows))
            shown = ", ".join(_code(value) for value in values[:12]) + (" …" if len(values) > 12 else "")
            yield f"{_code(f'<{name}>')} {_plain(block.name)}\n\n{shown}"


def _of_tag(desk: Desk, sheet: Sheet, line: int, column: int) -> Iterator[str]:
    name = tag_at(sheet, line, column)
    if name:
        tags = (tag.name for one in desk.sheets.values() for tag in (one.feature.every_tag() if one.feature else ()))
        count = sum(tag == name for tag in tags)
        product = desk.known.product
        address = product.tag_link(name) if product else ""
        yield f"{_code(name)} used {_times(count)}" + (f"\n\n<{address}>" if address else "")


def _of_step(desk: Desk, sheet: Sheet, placed: Placed) -> Iterator[str]:
    found = desk.steps.matching(placed.type, placed.text, sheet.uri)
    for definition in found.definitions:
        yield _definition(desk, definition)
    if found.is_undefined:
        yield "No step definition takes this step yet."
    elif not found.definitions:
        places = ", ".join(_code(one.place) for one in found.perhaps)
        yield f"Perhaps defined, by a pattern that only running its code would tell: {places}"
    entries = entries_of(desk, sheet, placed.holder.location.line)
    if entries:
        yield f"{told(entries)}{_when(entries)}"


def _definition(desk: Desk, definition: StepDefinition) -> str:
    head = f"{_code(definition.text)} · {_code(definition.place)}"
    count = sum(1 for _ in uses_of(desk, definition))
    uses = f"used by {count} step{'s' * (count != 1)}"
    return "\n\n".join(filter(None, [head, _plain(definition.function.doc), uses]))


def _of_term(desk: Desk, sheet: Sheet, line: int, column: int) -> Iterator[str]:
    product, text = desk.known.product, sheet.line(line)
    if not product or text.lstrip().startswith(("#", "@")):
        return
    for term, meaning in product.glossary.items():
        for match in re.finditer(rf"(?<!\w){re.escape(term)}(?!\w)", text, re.IGNORECASE):
            if match.start() + 1 <= column <= match.end() + 1:
                yield f"**{_plain(term)}**: {_plain(meaning)}"
    for persona in product.personas:
        for match in re.finditer(rf"(?<!\w){re.escape(persona.title)}(?!\w)", text, re.IGNORECASE):
            if match.start() + 1 <= column <= match.end() + 1 and persona.about and not sheet.step_at(line):
                yield f"**{_plain(persona.title)}**: {_plain(persona.about)}"


def _of_findings(desk: Desk, sheet: Sheet, line: int, column: int) -> Iterator[str]:
    """Tell why a check objects, in the words of its own page."""
    checks = {check.name: check for check in every_check()}
    for one in desk.findings(sheet):
        if one.line == line and one.column <= column and (not one.end or column <= one.end) and one.check in checks:
            check = checks[one.check]
            yield f"**{check.name}**: {check.sentence}\n\n{' '.join(check.why.split())}"


def _when(entries: tuple[Entry, ...]) -> str:
    runs = [entry.run for entry in entries if entry.run]
    if not runs:
        return ""
    day = datetime.fromtimestamp(max(run.started for run in runs) / 10**9, UTC).date().isoformat()
    return f", last run on {day}"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _code(text: str) -> str:
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    return f"{fence} {text} {fence}" if "`" in text else f"`{text}`"


def _plain(text: str) -> str:
    return _MARKS.sub(r"\\\1", text)
