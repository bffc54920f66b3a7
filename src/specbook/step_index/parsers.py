"""Step parsers as they are called in source: the pattern that each call gives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specbook.step_index.constants import constant
from specbook.step_index.definitions import HOLE, Pattern
from specbook.step_index.values import (
    Converter,
    Member,
    Name,
    OneOf,
    ParserValue,
    Plain,
    Regex,
    Table,
    Text,
    Unknown,
)
from specbook.step_patterns.parsing import FieldType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specbook.step_index.definitions import ParserKind
    from specbook.step_index.values import Value

PARSERS: dict[str, ParserKind] = {
    **{f"pytest_bdd.parsers.{kind}": kind for kind in ("string", "parse", "cfparse", "re")},
    "specbook.expression": "expression",
    "specbook.pytest_plugin.expressions.expression": "expression",
}
# What matches every text, and what matches none.
ANY, NONE = r"(?s:.*)", r"[^\s\S]"
_MARK = "\ue000"
_FIELD = re.compile(r"\{\{|\}\}|\{[^{}]*\}|" + _MARK)


def pattern_of(value: Value, *, certain: bool = True) -> Pattern:
    """Return the pattern that a decorator is given; it is open where more than reading would be needed."""
    if isinstance(value, Member) and value.is_text:
        value = value.value
    if isinstance(value, ParserValue):
        found = value.pattern
    elif isinstance(value, Text):
        found = _exact(value)
    elif isinstance(value, Regex):
        # pytest-bdd compares a step's text with the pattern itself, and finds them different.
        found = Pattern("string", f"re.compile({value.text.known!r})")
    elif isinstance(value, OneOf):
        found = _alternatives([pattern_of(one) for one in value.values])
    else:
        found = Pattern("unknown", HOLE, open=True, shape=ANY)
    return found if certain or found.open else _opened(found)


def parser_value(kind: ParserKind, arguments: tuple[Value, ...], keywords: Mapping[str, Value]) -> Value:
    """Return what a call of a parser gives."""
    names = {"expression": ("pattern",), "re": ("name", "flags")}.get(kind, ("name", "extra_types", "case_sensitive"))
    given = {**dict(zip(names, arguments, strict=False)), **keywords}
    value = given.get("pattern" if kind == "expression" else "name", Unknown())
    if isinstance(value, Member) and value.is_text:
        value = value.value
    if isinstance(value, OneOf):
        rest = {name: one for name, one in given.items() if name not in {"name", "pattern"}}
        each = [parser_value(kind, (one,), rest) for one in value.values]
        return ParserValue(_alternatives([one.pattern for one in each if isinstance(one, ParserValue)]))
    if isinstance(value, Regex):
        return ParserValue(_regular("regular expression" if kind == "expression" else "re", value.text, value.flags))
    if not isinstance(value, Text):
        return ParserValue(Pattern(kind, HOLE, open=True, shape=ANY))
    return ParserValue(_parsed(kind, value, given))


def _parsed(kind: ParserKind, text: Text, given: Mapping[str, Value]) -> Pattern:
    if kind == "string":
        return _exact(text)
    if kind == "re":
        flags = constant(given.get("flags", Plain(0)))
        return _regular("re", text, flags[0] if flags and isinstance(flags[0], int) else None)
    if kind == "expression":
        return _open("expression", text, _prefix(text)) if text.known is None else Pattern("expression", text.known)
    types, all_known = _types(given.get("extra_types", Plain(None)))
    strict = constant(given.get("case_sensitive", Plain(False)))
    if text.known is None or types is None or strict is None:
        return _open(kind, text, _fields_open(text))
    shape = "" if all_known else _fields_open(text)
    return Pattern(kind, text.known, strict=bool(strict[0]), types=types, open=not all_known, shape=shape)


def _exact(text: Text) -> Pattern:
    if text.known is not None:
        return Pattern("string", text.known)
    return _open("string", text, "".join(ANY if piece is None else re.escape(piece) for piece in text.pieces))


def _regular(kind: ParserKind, text: Text, flags: int | None) -> Pattern:
    if text.known is None or flags is None:
        return _open(kind, text, ANY)
    return Pattern(kind, text.known, flags)


def _open(kind: ParserKind, text: Text, shape: str) -> Pattern:
    return Pattern(kind, _shown(text), open=True, shape=shape)


def _opened(pattern: Pattern) -> Pattern:
    """Take a known pattern for one that an unknown decorator may do anything with, but for its text."""
    text = Text((pattern.text,))
    shape = _fields_open(text) if pattern.parser != "re" else ANY
    return Pattern("unknown", pattern.text, open=True, shape=shape)


def _alternatives(patterns: list[Pattern]) -> Pattern:
    shapes = [pattern.shape if pattern.open else _opened(pattern).shape for pattern in patterns]
    kinds = {pattern.parser for pattern in patterns}
    return Pattern(kinds.pop() if len(kinds) == 1 else "unknown", HOLE, open=True, shape="|".join(shapes) or ANY)


def _shown(text: Text) -> str:
    return "".join(HOLE if piece is None else piece for piece in text.pieces)


def _fields_open(text: Text) -> str:
    """Return what a pattern of the parse library may match, whatever its fields and unknown pieces are."""
    marked = "".join(_MARK if piece is None else piece for piece in text.pieces)
    parts: list[str] = []
    end = 0
    for match in _FIELD.finditer(marked):
        parts += [_literal(marked[end : match.start()]), {"{{": r"\{", "}}": r"\}"}.get(match[0], ANY)]
        end = match.end()
    return f"(?i:{''.join(parts)}{_literal(marked[end:])})"


def _literal(text: str) -> str:
    return ANY if {"{", "}"} & set(text) else re.escape(text)


def _prefix(text: Text) -> str:
    """Return what a Cucumber expression may match of which only a part is known."""
    literal = re.split(r"[{(/\\]", text.pieces[0] or "", maxsplit=1)[0]
    return re.escape(literal.rpartition(" ")[0]) + ANY


def _types(value: Value) -> tuple[tuple[FieldType, ...] | None, bool]:
    """Return the types of a pattern's fields, and whether all is known of them; None where not even their names are."""
    if value == Plain(None):
        return (), True
    if not isinstance(value, Table) or not all(isinstance(name, str) for name in value.values):
        return None, False
    found = [_type(str(name), one) for name, one in value.values.items()]
    return tuple(one for one, _ in found), all(known for _, known in found)


def _type(name: str, value: Value) -> tuple[FieldType, bool]:
    if isinstance(value, Name) and value.dotted in {"builtins.int", "builtins.float", "builtins.str"}:
        return FieldType(name, builtin=value.dotted.removeprefix("builtins.")), True
    if isinstance(value, Converter):
        return FieldType(name, value.regex, value.groups), True
    return FieldType(name, ANY), False


def converter(arguments: tuple[Value, ...], keywords: Mapping[str, Value]) -> Value:
    """Return what `parse.with_pattern(…)` makes of a function: a type of fields with texts of a pattern."""
    given = {**dict(zip(("pattern", "regex_group_count"), arguments, strict=False)), **keywords}
    regex, groups = constant(given.get("pattern", Unknown())), constant(given.get("regex_group_count", Plain(None)))
    if not regex or not isinstance(regex[0], str) or groups is None:
        return Unknown()
    return Converter(regex[0], groups[0] if isinstance(groups[0], int) else 0)
