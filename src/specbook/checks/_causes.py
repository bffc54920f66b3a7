"""What gherkin's parse errors mean, in words that an author understands, with the likely cause."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from specbook.checks._keywords import (
    Keyword,
    close_colon,
    first_keyword,
    foreign_keyword,
    keyword_at,
    language_name,
    meant_keyword,
    miscased_keyword,
    mistyped_keyword,
    straight,
    uncoloned_keyword,
    visible,
)
from specbook.finding import say
from specbook.reader import UNEQUAL_ROWS, dialect_keywords, languages

if TYPE_CHECKING:
    from specbook.checks._lines import Text
    from specbook.errors import ParseError

_MISPLACED = {
    "feature": say("a file holds one feature, and it begins the file"),
    "rule": say("a Rule stands in a feature"),
    "background": say("a Background stands before the first scenario of its feature or Rule, and only once"),
    "scenario": say("a scenario stands in a feature or a Rule"),
    "scenarioOutline": say("an outline stands in a feature or a Rule"),
    "examples": say("Examples follow the steps of an outline"),
}


def explain(error: ParseError, text: Text) -> tuple[int, str]:
    """Return the line where the author should look, and what to tell."""
    lines = text.source.split("\n")
    written = lines[error.line - 1].strip() if error.line <= len(lines) else ""
    if error.message.startswith("unexpected end of file"):
        return _early_end(error, lines)
    if error.message.startswith(UNEQUAL_ROWS):
        return _unequal_rows(lines, int(error.message.rpartition(" ")[2]), error.line)
    if error.message.startswith("Language not supported: "):
        code = error.message.removeprefix("Language not supported: ")
        return error.line, say(
            "There is no language “{code}” in Gherkin. {nearest}", code=code, nearest=_nearest_language(code)
        )
    if error.message.startswith("A tag may not contain whitespace"):
        return error.line, say("A tag holds no space. Join its words with `-` or `_`, and begin every tag with `@`.")
    if error.message.startswith("expected: "):
        return error.line, _unexpected(written, text.language, stands_before_feature(error))
    return error.line, error.message


def stands_before_feature(error: ParseError) -> bool:
    """Tell whether the parser was still waiting for the feature to begin."""
    return error.message.startswith("expected: ") and ", Feature, " in error.message.partition(", got ")[0]


def where_it_stands(keyword: Keyword) -> str:
    """Say in half a sentence where a keyword may stand."""
    return _MISPLACED.get(keyword.name, say("a step stands in a scenario or a Background"))


def _early_end(error: ParseError, lines: list[str]) -> tuple[int, str]:
    if "DocStringSeparator" not in error.message:
        return error.line, say("The file ends after tags. Tags stand above what they tag; write it, or remove them.")
    number, fence = error.line, ""
    for at, line in enumerate(lines, 1):
        if fence and line.strip().startswith(fence):
            fence = ""
        elif not fence and _is_fence(line):
            number, fence = at, line.strip()[:3]
    return number, say("The doc string that begins here never ends. Close it with a line “{fence}”.", fence=fence)


def _is_fence(line: str) -> bool:
    return line.strip().startswith(('"""', "```"))


def _unequal_rows(lines: list[str], first: int, number: int) -> tuple[int, str]:
    """Explain a row of another length than the first; an open one is named instead, as a cell of it is not read."""
    bars = {at: re.sub(r"\\.", "", lines[at - 1]).rstrip() for at in (first, number)}
    for at, row in bars.items():
        if not row.endswith("|"):
            return at, say(
                "This row of a table does not end in `|`. Close its last cell; a `\\` before `|` makes it text."
            )
    here, there = (_count(bars[at].count("|") - 1) for at in (number, first))
    return number, say(
        "This row of a table has {here}, but the first, in line {first}, has {there}. Give every row as many; "
        "a `|` inside a cell is written `\\|`.",
        here=here,
        first=first,
        there=there,
    )


def _count(cells: int) -> str:
    return say("{count} cell", count=cells) if cells == 1 else say("{count} cells", count=cells)


def _nearest_language(code: str) -> str:
    """Suggest a language by its code in other letters, or by its name, such as “french” or “français”."""
    wanted = code.lower().replace("_", "-")
    for one in languages():
        dialect = dialect_keywords(one)
        if wanted in (one.lower(), str(dialect["name"]).lower(), str(dialect["native"]).lower()):
            return say("Did you mean “{word}”?", word=one)
    close = get_close_matches(wanted, languages(), n=1)
    if close:
        return say("Did you mean “{word}”?", word=close[0])
    return say("Languages have short codes, such as “en” or “fr”.")


def _unexpected(written: str, language: str, at_start: bool) -> str:
    """Explain a line that cannot stand where it does."""
    cause = _likely_cause(written, language)
    if cause:
        return cause
    exact = keyword_at(written, language)
    feature = first_keyword("feature", language)
    if at_start:
        return say(
            "“{line}” stands where “{feature}:” should; only tags and comments come before it.",
            line=_short(written),
            feature=feature,
        )
    if exact:
        return say("“{word}” cannot stand here: {where}.", word=exact.word, where=where_it_stands(exact))
    if written.startswith("'''"):
        return say('A doc string stands between lines of three double quotes or backticks, “"""” or “```”.')
    if _is_fence(written) or written.startswith("|"):
        return say(
            "This doc string or table belongs to no step. It stands right below its step, at most one of a kind."
        )
    return say(
        "“{line}” begins with no keyword. A description stands right under its title, before the steps; "
        "a long text goes into a doc string, a note after `#`.",
        line=_short(written),
    )


def _likely_cause(written: str, language: str) -> str:
    """Say which keyword was meant; empty where the line begins with a keyword, or with nothing like one."""
    if meant := meant_keyword(written, language, close_colon):
        return say("A space stands before the colon. Write “{word}”.", word=meant.word)
    if meant := meant_keyword(written, language, straight):
        return say("A curly apostrophe is not part of a keyword. Write “{word}”.", word=meant.word)
    if meant := meant_keyword(written, language, visible):
        return say("Something that cannot be seen is in the keyword. Type “{word}” again.", word=meant.word)
    if keyword_at(written, language):
        return ""
    if bare := uncoloned_keyword(written, language):
        return say("A colon is missing. Write “{word}”.", word=bare.word)
    near = miscased_keyword(written, language) or mistyped_keyword(written, language)
    if near:
        return say("“{line}” begins with no keyword. Did you mean “{word}”?", line=_short(written), word=near.word)
    if foreign := foreign_keyword(written, language):
        return say(
            "“{word}” is {other}, but the file is read as {language}. Write “{mine}”.",
            word=foreign.word,
            other=language_name(foreign.language),
            language=language_name(language),
            mine=first_keyword(foreign.name, language),
        )
    return ""


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39].rstrip()}…"
