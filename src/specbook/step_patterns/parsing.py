"""Patterns of the parse library, as `parsers.parse` and `parsers.cfparse` take them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import parse

from specbook.step_patterns.finders import Finder, ascii_ending, longest_piece

if TYPE_CHECKING:
    from collections.abc import Callable

_BRACED = re.compile(r"\{[^{}]*\}")
_ONE_FIELD = re.compile(r"([^{}]*)(\{[a-z]\w*(?::[dw])?\})([^{}]*)")
# Types of Python's own that a project may give as types of its fields; nothing of a project's own is ever called.
_BUILTINS: dict[str, Callable[[str], object]] = {"int": int, "float": float, "str": str}


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a text, by name, and where; as the parse library says it."""

    named: dict[str, Any]
    spans: dict[str | int, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class FieldType:
    """A type that a project gives to fields, `{x:Berth}`: what its texts look like, or the builtin that reads it.

    `groups` is how many groups the regular expression says it has.
    """

    name: str
    regex: str = ""
    groups: int = 0
    builtin: str = ""


@dataclass(frozen=True, slots=True)
class _OneField:
    """A pattern that is one plain field between two literal texts.

    Its field is read by a parser of the field alone, which all patterns share: the library compiles every pattern to a
    regular expression of its own, and a thousand of them take longer than the steps that they find.
    """

    before: str
    field: Any
    after: str
    whole: Callable[[str], Any]

    def find(self, text: str) -> Any:
        """Match a text as the whole pattern would; a text of other letters than ASCII is left to the library."""
        begin, end = len(self.before), len(text) - len(self.after)
        if not text.isascii():
            return self.whole(text)
        if end < begin or text[:begin].lower() != self.before or text[end:].lower() != self.after:
            return None
        found = self.field.parse(text[begin:end])
        if found is None:
            return None
        return Found(found.named, {name: (begin + one, begin + two) for name, (one, two) in found.spans.items()})


def parse_finder(text: str, whole: Callable[[str], Any], *, plain: bool) -> Finder:
    """Find what a pattern matches as a whole, which `whole` does.

    It is `plain` where it is one of `parsers.parse`, has no types of its own, and takes no letter's case for another.
    """
    pieces = _BRACED.split(text) if "{{" not in text and "}}" not in text else [text.partition("{{")[0], ""]
    beginning, ending = _ascii(pieces[0].partition("{")[0]).lower(), ascii_ending(pieces[-1].rpartition("}")[2])
    shape = _ONE_FIELD.fullmatch(text) if plain and text.isascii() else None
    if not shape:
        return Finder(whole, beginning, strict=False, ending=ending, inner=longest_piece(pieces[1:-1]))
    before, field, after = shape.groups()
    find = _OneField(before.lower(), _field(field), after.lower(), whole).find
    return Finder(find, beginning, strict=False, ending=ending)


@lru_cache(maxsize=10_000)
def compiled(text: str, types: tuple[FieldType, ...] = (), *, cardinality: bool = False, strict: bool = False) -> Any:
    """Compile a pattern; with `cardinality` one of `parsers.cfparse`, where `strict` the case of letters counts.

    Raises ValueError for one that the library refuses.
    """
    extra: Any = {one.name: _stand_in(one) for one in types}
    try:
        if cardinality:
            from parse_type import cfparse

            return cfparse.Parser(text, extra, case_sensitive=strict)
        return parse.compile(text, extra or None, case_sensitive=strict)
    except Exception as error:
        raise ValueError(str(error)) from error


def _stand_in(one: FieldType) -> Callable[[str], object]:
    if one.builtin:
        return _BUILTINS[one.builtin]

    def read(text: str) -> str:
        return text

    if one.regex:
        read.pattern = one.regex  # type: ignore[attr-defined]
        read.regex_group_count = one.groups or None  # type: ignore[attr-defined]
    return read


@cache
def _field(field: str) -> Any:
    return parse.compile(field)


def _ascii(text: str) -> str:
    return next((text[:index] for index, char in enumerate(text) if not char.isascii()), text)
