"""The lines of a file that keywords may begin: outside doc strings, tables, tags and comments."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from specbook.checks._keywords import keyword_at, likely_language, plain
from specbook.model import GherkinDocument
from specbook.reader import dialect_keywords, languages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs

_LANGUAGE = re.compile(r"\s*#\s*language\s*:\s*([a-zA-Z\-_]+)\s*$")
_FENCES = ('"""', "```")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its indentation; number and column count from 1."""

    number: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """One file of classic Gherkin, parsed or not, with the language that its keywords are to be read in."""

    uri: str
    source: str
    language: str
    bom: bool
    document: GherkinDocument | None

    @property
    def lines(self) -> tuple[Line, ...]:
        return lines_of(self.source)


def texts(specs: Specs) -> Iterator[Text]:
    """Yield all files but those in Markdown, whose keywords stand in headings and bullets."""
    for document in specs.documents:
        if not document.uri.endswith(".md"):
            language = document.feature.language if document.feature else "en"
            yield Text(document.uri, document.source, language, document.bom, document)
    yield from (unparsed_text(uri, raw) for uri, raw in specs.unparsed if not uri.endswith(".md"))


def unparsed_text(uri: str, raw: str) -> Text:
    """Return a file that could not be parsed, in the language that it seems to be written in."""
    source = raw.removeprefix("\ufeff")
    return Text(uri, source, undeclared_language(source) or declared_language(source), raw != source, None)


def keyword_lines(specs: Specs) -> Iterator[tuple[Text, Line]]:
    """Yield each line of each file that a keyword may begin."""
    yield from ((text, line) for text in texts(specs) for line in text.lines)


@lru_cache(maxsize=4096)
def lines_of(source: str) -> tuple[Line, ...]:
    """Split a source into the lines that a keyword may begin."""
    return tuple(line for line in every_line(source) if not line.text.startswith(("#", "@", "|")))


def every_line(source: str) -> Iterator[Line]:
    """Yield all lines but empty ones and those of doc strings; as Gherkin does, only at line feeds."""
    fence = ""
    for number, raw in enumerate(source.split("\n"), 1):
        text = raw.lstrip().rstrip("\r")
        if fence:
            fence = "" if text.startswith(fence) else fence
        elif text.startswith(_FENCES):
            fence = text[:3]
        elif text:
            yield Line(number, len(raw) - len(raw.lstrip()) + 1, text)


def declared_language(source: str) -> str:
    """Return the code in the file's `# language:` line; English where there is none."""
    line = declaration(source)
    match = _LANGUAGE.match(source.split("\n")[line - 1]) if line else None
    return match[1] if match else "en"


def declaration(source: str) -> int:
    """Return the number of the line that declares the language; 0 where there is none."""
    for number, raw in enumerate(source.split("\n"), 1):
        if _LANGUAGE.match(raw):
            return number
        if raw.strip() and not raw.lstrip().startswith("#"):
            break
    return 0


def undeclared_language(source: str) -> str:
    """Return the language that a file is written in, where it is another than it declares; else empty."""
    declared, lines = declared_language(source), [plain(line.text) for line in lines_of(source)]
    if not lines or not dialect_keywords(declared) or keyword_at(lines[0], declared):
        return ""
    candidates = [language for language in languages() if _begins_a_feature(lines[0], language)]
    return likely_language(lines, candidates)


def _begins_a_feature(text: str, language: str) -> bool:
    keyword = keyword_at(text, language)
    return bool(keyword and keyword.name == "feature")
