"""A pattern as words with values between them, and how its steps read in other words with the same values."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from specbook.errors import UsageError
from specbook.step_patterns.stubs import parse_literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specbook.step_index.definitions import ParserKind, StepDefinition

_FIELD = re.compile(r"(\{[^{}]*\})")
_NAME = re.compile(r"\{(\w*)")
_SLOT = re.compile(r"<([^<>]+)>")
# What is more than a word in a pattern: an expression's alternatives, options and escapes, the other parsers' braces.
_NO_WORDS = {"expression": re.compile(r"[\\(){}/]"), "parse": re.compile(r"[{}]"), "cfparse": re.compile(r"[{}]")}


@dataclass(frozen=True, slots=True)
class Wording:
    """Words, one more than there are fields, the fields as the pattern has them, and the names that authors see.

    `order` tells of each field which it was of those that a step was read by.
    """

    parser: ParserKind
    words: tuple[str, ...]
    fields: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    order: tuple[int, ...] = ()

    @property
    def shown(self) -> str:
        """The words with each value as `<name>`."""
        return self.said([f"<{name}>" for name in self.names])

    @property
    def pattern(self) -> str:
        """The text of the pattern."""
        plain = self.parser in {"parse", "cfparse"}
        words = [parse_literal(one) if plain else one for one in self.words]
        return _woven(words, self.fields)

    def said(self, values: Sequence[str]) -> str:
        return _woven(self.words, values)

    def values(self, text: str) -> tuple[str, ...] | None:
        """Return what stands in a step where values do; None where its words are others."""
        pattern = "(.*?)".join(map(re.escape, self.words))
        ignore = re.IGNORECASE if self.parser in {"parse", "cfparse"} else re.NOFLAG
        found = re.fullmatch(pattern, text, ignore)
        return found.groups() if found else None

    def reworded(self, said: str, values: Sequence[str]) -> Wording:
        """Return other words for the same values, which are named there, `<price>`, or stand there as in one step.

        Raises UsageError for words that lack a value, or that a pattern of this kind could not have.
        """
        words, order = self._split(said.strip(), values)
        if any(_SLOT.search(one) for one in words):
            raise UsageError(f"“{said}” names a value that this step does not take. It reads: {self.shown}")
        no_words = _NO_WORDS.get(self.parser)
        if no_words and self.parser == "expression" and any(no_words.search(one) for one in words):
            raise UsageError(f"“{said}” holds signs that mean something in a Cucumber expression; change it in Python.")
        if not said.strip() or "\n" in said:
            raise UsageError("A step needs words, in one line.")
        if self.parser == "expression" and order != sorted(order):
            raise UsageError("The function takes its values in this order. Change it in Python first.")
        fields, names = [self.fields[one] for one in order], [self.names[one] for one in order]
        return replace(self, words=tuple(words), fields=tuple(fields), names=tuple(names), order=tuple(order))

    def _split(self, said: str, values: Sequence[str]) -> tuple[list[str], list[int]]:
        """Cut at the values, and tell which of the fields each is."""
        marks = [f"<{name}>" for name in self.names]
        wanted = marks if any(mark in said for mark in marks) or not values else list(values)
        if any(said.count(one) != 1 or not one for one in wanted) or len(set(wanted)) < len(wanted):
            raise UsageError(f"Say each value once, by its name, so that all steps keep theirs. It reads: {self.shown}")
        order = sorted(range(len(wanted)), key=lambda number: said.index(wanted[number]))
        if not wanted:
            return [said], []
        pieces = re.split("|".join(sorted(map(re.escape, wanted), key=len, reverse=True)), said)
        return pieces, order


def wording_of(definition: StepDefinition) -> Wording:
    """Read a pattern; raises UsageError for one that is more than words and values."""
    text, parser = definition.text, definition.pattern.parser
    if parser == "string":
        return Wording(parser, (text,))
    pieces = _FIELD.split(text)
    words, fields = pieces[::2], pieces[1::2]
    no_words = _NO_WORDS.get(parser)
    if definition.dynamic or no_words is None or any(no_words.search(one) for one in words):
        raise UsageError(f"{definition.place}: “{text}” is more than words and values. Change it in Python.")
    known = [name for name, _ in definition.values]
    names: list[str] = []
    for number, field in enumerate(fields):
        own = _NAME.match(field)
        by_order = known[number] if parser == "expression" and number < len(known) else ""
        name = by_order or (own[1] if own else "") or "value"
        names.append(name if name not in names else f"{name} {number + 1}")
    return Wording(parser, tuple(words), tuple(fields), tuple(names))


def _woven(words: Sequence[str], between: Sequence[str]) -> str:
    return "".join(one for pair in zip(words, [*between, ""], strict=True) for one in pair)
