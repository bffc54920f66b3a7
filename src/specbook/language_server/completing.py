"""What could stand where the cursor is: steps, keywords, tags, columns, personas and terms."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from lsprotocol.types import (
    CompletionItem,
    CompletionItemKind,
    CompletionList,
    InsertTextFormat,
    TextEdit,
)

from specbook.language_server.going import taking
from specbook.language_server.patterns import as_snippet, shown
from specbook.reader import dialect_keywords, languages
from specbook.stories import ends_with_intro

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specbook.language_server.desk import Desk
    from specbook.language_server.ranges import Ruler
    from specbook.language_server.sheets import Sheet
    from specbook.model import StepType

_TITLES = ("feature", "rule", "background", "scenario", "scenarioOutline", "examples")
_STEPS: dict[str, StepType] = {"given": "Context", "when": "Action", "then": "Outcome"}
_LANGUAGE = re.compile(r"\s*#\s*language\s*:\s*(\S*)$")
_TAGS = re.compile(r"\s*(?:@\S+\s+)*(@\S*)$|\s*(?:@\S+\s+)+$")
_COLUMN = re.compile(r"<([^<>|]*)$")
_WORD = re.compile(r"[^\W\d_][\w-]*$")


class Completing:
    """Completes at one place of one spec; every item says what it would put in place of what."""

    def __init__(self, desk: Desk, sheet: Sheet, ruler: Ruler, line: int, column: int, *, snippets: bool) -> None:
        self._desk, self._sheet, self._ruler, self._line = desk, sheet, ruler, line
        self._column, self._snippets = column, snippets
        self._before = sheet.line(line)[: column - 1]

    def items(self) -> CompletionList:
        """Return what fits; the list of steps is never said to be complete, so that each letter asks again."""
        return CompletionList(is_incomplete=False, items=list(self._items()))

    def _items(self) -> Iterator[CompletionItem]:
        before = self._before
        if found := _LANGUAGE.match(before):
            yield from self._languages(found[1])
        elif found := _TAGS.match(before):
            yield from self._tags(found[1] or "")
        elif found := _COLUMN.search(before):
            yield from self._columns(found[1])
        elif before.lstrip().startswith("|"):
            yield from self._header()
        elif keyword := self._keyword(before):
            yield from self._step_items(keyword)
            yield from self._terms()
        else:
            yield from self._keywords()
            yield from self._personas()
            yield from self._terms()

    def _languages(self, typed: str) -> Iterator[CompletionItem]:
        for code in languages():
            name = str(dialect_keywords(code)["name"])
            yield self._item(code, CompletionItemKind.EnumMember, typed, name)

    def _tags(self, typed: str) -> Iterator[CompletionItem]:
        counts = Counter(tag for sheet in self._desk.sheets.values() for tag in _tags_of(sheet))
        settings = self._desk.project.settings
        meant = [*settings.planned_tags, *settings.manual_tags, *settings.illustrated_tags]
        meant += [f"@audience:{audience.name}" for audience in self._desk.known.product.audiences]  # type: ignore[union-attr]
        counts.update(dict.fromkeys(meant, 0))
        if typed:
            counts[typed] -= 1  # what is being typed is no tag yet
        for rank, (tag, count) in enumerate(counts.most_common()):
            if tag != typed or count > 0:
                used = f"used {count} times" if count > 1 else "used once" if count else ""
                yield self._item(tag, CompletionItemKind.Keyword, typed, used, rank=rank)

    def _columns(self, typed: str) -> Iterator[CompletionItem]:
        found = self._sheet.scenario_at(self._line)
        blocks = found[1].examples if found else ()
        names = dict.fromkeys(name for block in blocks if block.header for name in block.header.values)
        closed = self._sheet.line(self._line)[self._column - 1 :].startswith(">")
        for name in names:
            values = [_value(block, name) for block in blocks]
            text = name if closed else f"{name}>"
            yield self._item(name, CompletionItemKind.Field, typed, ", ".join(filter(None, values)), text)

    def _header(self) -> Iterator[CompletionItem]:
        """Offer, in the header of an Examples table, the placeholders that have no column yet."""
        found, block = self._sheet.scenario_at(self._line), self._sheet.examples_at(self._line)
        if not found or not block or (block.header and block.header.location.line != self._line):
            return
        typed = self._before.rpartition("|")[2].lstrip()
        known = set(block.header.values) if block.header else set()
        names = re.findall(r"<([^<>\s][^<>]*)>", " ".join(step.text for step in found[1].steps))
        for name in dict.fromkeys(names):
            if name not in known:
                yield self._item(name, CompletionItemKind.Field, typed, "a placeholder without a column")

    def _keyword(self, before: str) -> str:
        """Return the keyword of a step that the line begins with."""
        text = before.lstrip()
        words = [word for name in (*_STEPS, "and", "but") for word in self._words(name)]
        return max((word for word in words if text.startswith(word)), key=len, default="")

    def _step_items(self, keyword: str) -> Iterator[CompletionItem]:
        typed = self._before.lstrip()[len(keyword) :]
        wanted = self._type(keyword)
        uses = Counter(
            one.place
            for sheet in self._desk.sheets.values()
            for placed in sheet.steps()
            for one in taking(self._desk, sheet, placed)
        )
        end = len(self._sheet.line(self._line).removesuffix("\r")) + 1
        for definition in self._desk.steps.definitions:
            if definition.pattern.open or not definition.fits(wanted):
                continue
            label = shown(definition)
            snippet = as_snippet(label)
            yield CompletionItem(
                label=label,
                kind=CompletionItemKind.Function,
                detail=definition.place,
                documentation=definition.function.doc or None,
                filter_text=label,
                sort_text=f"{9999 - min(uses[definition.place], 9999):04}{label}",
                insert_text_format=InsertTextFormat.Snippet if self._snippets else InsertTextFormat.PlainText,
                text_edit=TextEdit(
                    self._ruler.range(self._line, self._column - len(typed), end), snippet if self._snippets else label
                ),
            )

    def _type(self, keyword: str) -> str:
        """Return the keyword whose definitions take the step that is being typed; empty where nothing tells.

        And, But and `*` have the type of the step before.
        """
        for name in _STEPS:
            if keyword in self._words(name) and keyword not in self._words("and"):
                return name
        earlier = [placed for placed in self._sheet.steps() if placed.step.location.line < self._line]
        return next((name for name, kind in _STEPS.items() if earlier and kind == earlier[-1].type), "")

    def _keywords(self) -> Iterator[CompletionItem]:
        typed = self._before.lstrip()
        for name in (*_TITLES, *_STEPS, "and", "but"):
            for word in self._words(name):
                if word != "* ":
                    text = f"{word}: " if name in _TITLES else word
                    yield self._item(text.rstrip(), CompletionItemKind.Keyword, typed, "", text)

    def _personas(self) -> Iterator[CompletionItem]:
        """Offer who may want something, where a line of prose has begun with words such as “As a”."""
        words, product = self._before.split(), self._desk.known.product
        if not words or not product or self._sheet.step_at(self._line):
            return
        for typed in dict.fromkeys(("", words[-1], " ".join(words[-2:]))):
            begun = self._before.removesuffix(typed) if typed else self._before
            for persona in product.personas if ends_with_intro(begun, self._sheet.language) else ():
                name = persona.title[:1].lower() + persona.title[1:]
                if name.casefold().startswith(typed.casefold()):
                    yield self._item(name, CompletionItemKind.Class, typed, persona.about)

    def _terms(self) -> Iterator[CompletionItem]:
        word = _WORD.search(self._before)
        product = self._desk.known.product
        for term, meaning in product.glossary.items() if product and word else ():
            if word and term.casefold().startswith(word[0].casefold()):
                yield self._item(term, CompletionItemKind.Text, word[0], meaning)

    def _words(self, name: str) -> tuple[str, ...]:
        return tuple(dialect_keywords(self._sheet.language).get(name, ()))

    def _item(
        self, label: str, kind: CompletionItemKind, typed: str, detail: str = "", text: str = "", rank: int = 0
    ) -> CompletionItem:
        edit = TextEdit(self._ruler.range(self._line, self._column - len(typed), self._column), text or label)
        sort = f"{rank:04}" if rank else None
        return CompletionItem(
            label=label, kind=kind, detail=detail or None, text_edit=edit, filter_text=label, sort_text=sort
        )


def _tags_of(sheet: Sheet) -> Iterable[str]:
    return (tag.name for tag in sheet.feature.every_tag()) if sheet.feature else ()


def _value(block: object, name: str) -> str:
    """Return the first value of a column."""
    header, rows = getattr(block, "header", None), getattr(block, "rows", ())
    if not header or name not in header.values or not rows:
        return ""
    return str(rows[0].values[header.values.index(name)])
