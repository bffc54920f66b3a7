"""How each kind of line is written: one function for each, in a table."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from specbook.reader import dialect_keywords

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from specbook.tokens import Token

_STEPS = ("given", "when", "then", "and", "but")
_COMMENT_AFTER_TAGS = re.compile(r"\s#")


def title(token: Token, language: str) -> str:
    return f"{token.keyword}: {token.text}".rstrip()


def step(token: Token, language: str) -> str:
    """Write a step with one blank after its keyword, unless that would make another keyword of it.

    “Étant donné  que” with two blanks begins with “Étant donné ”, with one it does with “Étant donné que ”. A keyword
    that needs no blank, as in Japanese, keeps what its author put there.
    """
    told = token.keyword + token.text
    if token.keyword.endswith(" ") and not told.startswith(_longer_keywords(token.keyword, language)):
        return told
    return token.written.strip()


@cache
def _longer_keywords(keyword: str, language: str) -> tuple[str, ...]:
    words = (word for name in _STEPS for word in dialect_keywords(language)[name])
    return tuple(word for word in words if word.startswith(keyword) and word != keyword)


def tags(token: Token, language: str) -> str:
    written = token.written.strip()
    comment = _COMMENT_AFTER_TAGS.search(written)
    return " ".join([*token.items, *([written[comment.start() + 1 :]] if comment else [])])


def as_written(token: Token, language: str) -> str:
    return token.written.strip()


def doc_string_line(token: Token, opening: Token) -> str:
    """Write a line of a doc string without what Gherkin takes away from it: the indentation of the opening marks."""
    column = _column(opening)
    return token.written[column:] if column <= _column(token) else token.written.lstrip()


def _column(token: Token) -> int:
    return len(token.written) - len(token.written.lstrip())


# What a line is written like by itself; rows, doc strings and descriptions depend on the lines around them.
LINES: Mapping[str, Callable[[Token, str], str]] = {
    "FeatureLine": title,
    "RuleLine": title,
    "BackgroundLine": title,
    "ScenarioLine": title,
    "ExamplesLine": title,
    "StepLine": step,
    "TagLine": tags,
    "Comment": as_written,
    "Language": as_written,
    "Empty": as_written,
}
