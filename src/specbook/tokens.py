"""The lines of a spec, each with what Gherkin's own matcher takes it for in its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple


class Token(NamedTuple):
    """A line: its number from 1, its kind by Gherkin's own name, and its text as written, without its line ending.

    `keyword`, `text` and `items` are what is matched in it: a name, the text of a step or a doc string, cells or tags.
    """

    line: int
    kind: str
    written: str
    keyword: str = ""
    text: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tokens:
    """All lines of a text in order, the language of its feature, and the tree that Gherkin's parser makes of them."""

    lines: tuple[Token, ...]
    language: str
    tree: dict[str, Any]


def token_of(matched: Any) -> Token:
    """Keep what Gherkin's matcher has written into one of its tokens."""
    return Token(
        matched.location["line"],
        matched.matched_type,
        matched.line.get_line_text(0).rstrip("\r\n"),
        matched.matched_keyword or "",
        matched.matched_text or "",
        tuple(item["text"] for item in matched.matched_items),
    )
