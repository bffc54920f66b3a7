"""Words looked for in what authors wrote, in the language of the file, and outside of what they quote."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specbook.checks._passages import column_of, step_passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from specbook.model import GherkinDocument, Step

# Values, code and placeholders: what stands in them is data, and not how the author puts it.
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|„[^“”]*[“”]|«[^»]*»|`[^`]*`|<[^<>]*>|(?<!\w)['‘][^'’]*['’](?!\w)")
_NO_WORD = re.compile(r"(?!)")


def words(*alternatives: str) -> re.Pattern[str]:
    """Return a pattern for whole words, each a regular expression, in upper or lower case."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(alternatives)})(?![\w-])", re.IGNORECASE) if alternatives else _NO_WORD


def in_language(patterns: Mapping[str, re.Pattern[str]], language: str) -> re.Pattern[str]:
    """Return the pattern for a language; one that never matches where there is none."""
    return patterns.get(language.split("-")[0], _NO_WORD)


def said_in(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Return the first match of a pattern in a text, outside of what is quoted there."""
    return pattern.search(unquoted(text)) if pattern.search(text) else None


def unquoted(text: str) -> str:
    """Return a text with blanks in place of what is quoted, so that all else stands where it stood."""
    return _QUOTED.sub(lambda match: " " * len(match[0]), text)


def span_in_step(document: GherkinDocument, step: Step, match: re.Match[str]) -> tuple[int, int]:
    """Return the columns at which a word of a step begins, and has ended."""
    start = column_of(document, step_passage(step), match.start())
    return start, start + len(match[0])


def any_of(texts: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for some words or phrases as they are, in the singular or with a plural's ending."""
    longest_first = sorted(texts, key=len, reverse=True)
    return words(*(rf"{_spaced(text)}(?:s|es)?" for text in longest_first))


def _spaced(text: str) -> str:
    return r"\s+".join(map(re.escape, text.split()))
