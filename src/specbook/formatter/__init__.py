"""Specs in one layout, with every comment and every meaning as it was; a text where that fails is left alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from specbook.finding import say
from specbook.formatter.layout import blank_before, written
from specbook.formatter.parts import parts_of
from specbook.formatter.proof import first_difference
from specbook.reader import read_tokens
from specbook.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    from specbook.errors import ParseError
    from specbook.formatter.parts import Part

_MARK = "\ufeff"
_OTHERWISE = say("laid out, this would not say the same any more, so the file is left as it is; please report it")
_AGAIN = say("laid out twice, this would not be as laid out once, so the file is left as it is; please report it")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a text is left as it is, and where; lines and columns count from 1."""

    uri: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.uri}:{self.line}:{self.column}: {self.message}"


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text in its layout, or, with problems, just as it was given."""

    text: str
    problems: tuple[Problem, ...] = ()


def format_text(uri: str, text: str) -> Formatted:
    """Lay a spec out; a byte order mark stays, and the most frequent line ending becomes that of all lines.

    Gherkin in Markdown, where the uri ends in `.md`, is returned as it is: its layout is Markdown's.
    """
    return _formatted(uri, text, lambda _: True)


def format_range(uri: str, text: str, first_line: int, last_line: int) -> Formatted:
    """Lay out the parts of a spec that lines from the first to the last belong to, and leave every other line alone.

    A part is a step with its table or doc string, or a keyword's line with its tags, description and rows, and the
    comments before it. Lines count from 1.
    """
    return _formatted(uri, text, lambda part: part.first <= last_line and first_line <= part.last)


def _formatted(uri: str, text: str, chosen: Callable[[Part], bool]) -> Formatted:
    if uri.endswith(".md"):
        return Formatted(text)
    mark = _MARK if text.startswith(_MARK) else ""
    body = text.removeprefix(_MARK)
    before = read_tokens(uri, body)
    if not isinstance(before, Tokens):
        return Formatted(text, tuple(map(_unreadable, before)))
    parts = parts_of(before.lines)
    choice = [chosen(part) for part in parts]
    laid_out = _laid_out(body, before.language, parts, choice)
    if laid_out == body:
        return Formatted(text)
    doubt = _doubt(uri, before, laid_out, choice)
    return Formatted(text, (doubt,)) if doubt else Formatted(mark + laid_out)


def _laid_out(body: str, language: str, parts: list[Part], choice: list[bool]) -> str:
    """Write the chosen parts in their layout and the others as they are, with the blank lines between them."""
    source = body.split("\n")
    source = [*(f"{line}\n" for line in source[:-1]), source[-1]]
    ending = "\r\n" if 2 * body.count("\r\n") > body.count("\n") else "\n"
    told: list[str] = []
    previous, joined, end = None, True, 0
    for part, take in zip(parts, choice, strict=True):
        if take and joined:
            told += [ending] if blank_before(part, previous) else []
        else:
            told += source[end : part.first - 1]
        end = part.last
        told += [f"{line}{ending}" for line in written(part, language)] if take else source[part.first - 1 : end]
        previous, joined = part, take
    return "".join(told if parts and joined else [*told, *source[end:]])


def _doubt(uri: str, before: Tokens, laid_out: str, choice: list[bool]) -> Problem | None:
    """Read a text in its new layout again, and say what is wrong if it is not the same, or would not stay so."""
    after = read_tokens(uri, laid_out)
    if not isinstance(after, Tokens):
        return Problem(uri, after[0].line, 1, _OTHERWISE)
    if changed := first_difference(before, after):
        return Problem(uri, changed, 1, _OTHERWISE)
    parts = parts_of(after.lines)
    if len(parts) != len(choice) or _laid_out(laid_out, after.language, parts, choice) != laid_out:
        return Problem(uri, 1, 1, _AGAIN)
    return None


def _unreadable(error: ParseError) -> Problem:
    return Problem(error.uri, error.line, error.column, error.message)
