"""Step definitions to begin with: code that matches a step and does nothing yet, written as ruff would."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from keyword import iskeyword
from typing import TYPE_CHECKING, Literal

from specbook.step_patterns.parsing import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specbook.step_patterns.expressions import ParameterTypes

LINE = 120
_PARSED = {"int": "{}:d", "float": "{}:g", "string": "{}", "word": "{}:w"}
# What an argument is called where its type's own name is a builtin, or a module, of Python's.
_ARGUMENTS = {"int": "number", "float": "number", "string": "text"}
_QUOTED = re.compile(r"\"[^\"\\]*(?:\\.[^\"\\]*)*\"|'[^'\\]*(?:\\.[^'\\]*)*'")
_LONGEST_NAME = 50
_TAKEN = {"datatable", "docstring", "request", "self"}

Parser = Literal["", "parsers.parse", "parsers.re", "expression"]


@dataclass(frozen=True, slots=True)
class Stub:
    """A definition without code: the parser of its pattern, none for a plain text, and what its function is given."""

    parser: Parser
    pattern: str
    parameters: tuple[str, ...] = ()

    def decorator(self, keyword: str) -> str:
        """Write a decorator; one that is too long for a line is broken where ruff would."""
        literal = python_string(self.pattern, raw=self.parser == "parsers.re")
        inner = f"{self.parser}({literal})" if self.parser else literal
        if len(line := f"@{keyword}({inner})") <= LINE:
            return line
        if len(inner) + 4 <= LINE:
            return f"@{keyword}(\n    {inner}\n)"
        depth = 8 if self.parser else 4
        lines = [" " * depth + piece for piece in self._pieces(LINE - depth)]
        body = [f"    {self.parser}(", *lines, "    )"] if self.parser else lines
        return "\n".join([f"@{keyword}(", *body, ")"])

    def _pieces(self, room: int) -> list[str]:
        """Cut a pattern at its spaces into strings that each fit into a line."""
        raw = self.parser == "parsers.re"
        pieces = [""]
        for word in re.findall(r"\S+\s*|\s+", self.pattern):
            if pieces[-1] and len(python_string(pieces[-1] + word, raw=raw)) > room:
                pieces.append("")
            pieces[-1] += word
        return [python_string(piece, raw=raw) for piece in pieces]

    def code(self, keywords: Iterable[str], name: str, more: Sequence[str] = ()) -> str:
        """Write the function with a decorator for each keyword; `more` are parameters besides those of the text."""
        decorators = "".join(f"{self.decorator(keyword)}\n" for keyword in keywords)
        return f"{decorators}def {name}({', '.join([*self.parameters, *more])}):\n    raise NotImplementedError"


def stubs(text: str, types: ParameterTypes) -> list[Stub]:
    """Return definitions that match a text, the likeliest first: by pytest-bdd's own parsers where they know types."""
    return list(dict.fromkeys(_stub(text, *generated) for generated in types.generated(text)))


def function_name(text: str, taken: Iterable[str] = ()) -> str:
    """Name a function by the words of a step, or of a pattern without its values; none that is taken."""
    words = re.findall(r"\w+", _plain(re.sub(r"\{[^{}]*\}|<[^<>]*>|\(\?P<\w+>[^()]*\)|\"[^\"]*\"", " ", text)))
    name = ""
    for word in words:
        if len(name) + len(word) >= _LONGEST_NAME:
            break
        name = f"{name}_{word}" if name else word
    return _free(_identifier(name or "step", "step"), set(taken))


def parameter_name(words: str, taken: Iterable[str] = ()) -> str:
    """Name a parameter by some words, in letters that every parser takes; none that is taken."""
    ascii_only = "_".join(re.findall(r"[a-z0-9]+", _plain(words)))
    return _free(_identifier(ascii_only or "value", "value"), {*taken, *_TAKEN})


def python_string(text: str, *, raw: bool = False) -> str:
    """Write a string in the quotes that need fewer escapes, double ones if in doubt."""
    quote = "'" if text.count('"') > text.count("'") else '"'
    if raw and "\\" in text and quote not in text and not text.endswith("\\") and text.isprintable():
        return f"r{quote}{text}{quote}"
    shown = "".join(_shown(char, quote) for char in text)
    return f"{quote}{shown}{quote}"


def parse_literal(text: str) -> str:
    """Write a text so that the parse library takes none of it for a field."""
    return text.replace("{", "{{").replace("}", "}}")


def _stub(text: str, source: str, types: tuple[str, ...]) -> Stub:
    names: list[str] = []
    plain = [_ARGUMENTS.get(kind, kind) for kind in types]
    for number, name in enumerate(plain):
        numbered = f"{name}{plain[: number + 1].count(name)}" if plain.count(name) > 1 else name
        names.append(parameter_name(numbered, names))
    if not types:
        return Stub("", text)
    if set(types) <= _PARSED.keys():
        pattern = _parse_pattern(text, source, types, names)
        if compiled(pattern).parse(text):
            return Stub("parsers.parse", pattern, tuple(names))
    return Stub("expression", source, tuple(names))


def _parse_pattern(text: str, source: str, types: tuple[str, ...], names: list[str]) -> str:
    """Turn a generated expression into the parse library's syntax, with the quotes that a text has."""
    quotes = [match[0][0] for match in _QUOTED.finditer(text)]
    known = iter(quotes if len(quotes) == types.count("string") else ['"'] * len(types))
    shown = [f"{quote}{{}}{quote}" if kind == "string" and (quote := next(known)) else "{}" for kind in types]
    fields = iter(zip(types, names, shown, strict=True))
    pieces = re.findall(r"\\.|\{\w*\}|[^\\{]+", source)
    return "".join(_parse_piece(piece, fields) for piece in pieces)


def _parse_piece(piece: str, fields: Iterator[tuple[str, str, str]]) -> str:
    if piece[0] != "{":
        return parse_literal(piece.removeprefix("\\"))
    kind, name, shown = next(fields)
    return shown.format("{" + _PARSED[kind].format(name) + "}")


def _plain(text: str) -> str:
    """Take accents from letters that have plain forms, and capitals."""
    apart = unicodedata.normalize("NFKD", text.casefold().replace("’", " ").replace("'", " "))
    return unicodedata.normalize("NFC", "".join(char for char in apart if not unicodedata.combining(char)))


def _identifier(name: str, before: str) -> str:
    if name[0].isdigit() or iskeyword(name) or not name.isidentifier():
        return f"{before}_{name}" if f"{before}_{name}".isidentifier() else before
    return name


def _free(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}_{number}"
    return free


def _shown(char: str, quote: str) -> str:
    if char in {"\\", quote}:
        return f"\\{char}"
    return char if char.isprintable() else repr(char)[1:-1]
