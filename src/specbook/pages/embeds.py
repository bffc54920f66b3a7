"""Live examples in prose: a line `::: spec FILE "SCENARIO" as FORM` becomes that scenario with its current state."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from specbook.pages.embedded import embedded, unfit
from specbook.pages.escaping import raw
from specbook.references import find_target

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specbook.pages.book import Book

_DIRECTIVE = re.compile(r"::: spec[ \t]+(?P<reference>.*?)(?:[ \t]+as[ \t]+(?P<form>[^\s\"”»]+))?[ \t]*")
_LINE_END = re.compile(r"\r\n|\r|\n")
_FENCE = re.compile(r" {0,3}(?P<mark>`{3,}|~{3,})")


@dataclass(slots=True)
class Embeds:
    """Puts examples into the prose of one book; `problems` tell, with their places, what could not be found."""

    book: Book
    problems: list[str] = field(default_factory=list)

    def expand(self, page: str, text: str, uri: str, lines: Iterable[int] = ()) -> str:
        """Replace every directive in the Markdown of a page; `lines` are theirs in the file, where the text was cut."""
        found = dict(_directives(text))
        if not found:
            return text
        written = _LINE_END.split(text)
        places = list(lines) or [number + 1 for number in found]
        for (number, match), line in zip(found.items(), places, strict=True):
            written[number] = f"\n{self._shown(page, match, uri, line)}\n"
        return "\n".join(written)

    def _shown(self, page: str, match: re.Match[str], uri: str, line: int) -> str:
        form = match["form"] or "how-to"
        target = find_target(self.book.specs, match["reference"])
        if isinstance(target, str):
            return self._wrong(uri, line, target)
        why = unfit(target, form)
        return self._wrong(uri, line, why) if why else embedded(self.book, page, target, form)

    def _wrong(self, uri: str, line: int, why: str) -> str:
        """Note what is wrong; on the page, only the team is told more than that something is missing."""
        audience = self.book.audience
        told = f"{uri}:{line}: {why if audience.details else f'for the audience “{audience.name}”, {why}'}"
        self.problems.append(told)
        return f'<p class="sb-wrong">✖ {raw(told) if audience.details else self.book.words.no_embed}</p>'


def directive_lines(text: str) -> list[int]:
    """Return the lines of the directives in a text, from 1."""
    return [number + 1 for number, _ in _directives(text)]


def _directives(text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield each directive with the number of its line from 0; none in fenced code."""
    fence = ""
    for number, line in enumerate(_LINE_END.split(text)):
        mark = _FENCE.match(line)
        if fence:
            closes = mark and mark["mark"].startswith(fence) and not line.strip().strip(fence[0])
            fence = "" if closes else fence
        elif mark:
            fence = mark["mark"]
        elif match := _DIRECTIVE.fullmatch(line):
            yield number, match
