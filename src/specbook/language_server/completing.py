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
    MarkupContent,
    MarkupKind,
    TextEdit,
)

from specbook.reader import dialect_keywords, languages
from specbook.stories import persona_intro

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specbook.language_server.desk import Desk
    from specbook.language_server.ranges import Ruler
    from specbook.language_server.sheets import Sheet
    from specbook.model import StepType
    from specbook.step_index import StepDefinition

_TITLES = ("feature", "rule", "background", "scenario", "scenarioOutline", "examples")
_STEPS: dict[str, StepType] = {"given": "Context", "when": "Action", "then": "Outcome"}
_LANGUAGE = re.compile(r"\s*#\s*language\s*:\s*(\S*)$")
_TAGS = re.compile(r"\s*(?:@\S+\s+)*(@\S*)$")
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
            yield from self._tags(found[1])
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
        texts = Counter(placed.step.text for sheet in self._desk.sheets.values() for placed in sheet.steps())
        end = len(self._sheet.line(self._line).removesuffix("\r")) + 1
        for definition in self._desk.steps.definitions:
            if definition.dynamic or not definition.takes(wanted):
                continue
            label, snippet = _shown(definition), _snippet(definition)
            uses = sum(count for text, count in texts.items() if definition.matches(text))
            yield CompletionItem(
                label=label,
                kind=CompletionItemKind.Function,
                detail=f"{definition.uri}:{definition.line}",
                documentation=MarkupContent(MarkupKind.Markdown, definition.doc) if definition.doc else None,
                filter_text=label,
                sort_text=f"{9999 - min(uses, 9999):04}{label}",
                insert_text_format=InsertTextFormat.Snippet if self._snippets else InsertTextFormat.PlainText,
                text_edit=TextEdit(
                    self._ruler.range(self._line, self._column - len(typed), end), snippet if self._snippets else label
                ),
            )

    def _type(self, keyword: str) -> StepType:
        """Return the type of the step that is being typed: And, But and `*` have that of the step before."""
        for name, kind in _STEPS.items():
            if keyword in self._words(name) and keyword not in self._words("and"):
                return kind
        earlier = [placed for placed in self._sheet.steps() if placed.step.location.line < self._line]
        return earlier[-1].type if earlier else "Unknown"

    def _keywords(self) -> Iterator[CompletionItem]:
        typed = self._before.lstrip()
        for name in (*_TITLES, *_STEPS, "and", "but"):
            for word in self._words(name):
                if word != "* ":
                    text = f"{word}: " if name in _TITLES else word
                    yield self._item(text.rstrip(), CompletionItemKind.Keyword, typed, "", text)

    def _personas(self) -> Iterator[CompletionItem]:
        intro = persona_intro(self._before, self._sheet.language)
        product = self._desk.known.product
        for persona in product.personas if product and intro is not None else ():
            yield self._item(persona.title.lower(), CompletionItemKind.Class, intro or "", persona.about)

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


def _shown(definition: StepDefinition) -> str:
    """Return a pattern as a reader would write it, with its parameters in angle brackets."""
    return definition.shown


def _snippet(definition: StepDefinition) -> str:
    """Return a pattern as a snippet: each parameter a place to type in."""
    parts = re.split(r"(<[^<>]+>)", definition.shown)
    number = 0
    written = []
    for part in parts:
        if re.fullmatch(r"<[^<>]+>", part):
            number += 1
            written.append(f"${{{number}:{part[1:-1]}}}")
        else:
            written.append(re.sub(r"([\\$}])", r"\\\1", part))
    return "".join(written)
