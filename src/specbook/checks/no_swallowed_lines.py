"""No line of a description was meant as a keyword.

Gherkin takes a line that it does not know for prose, wherever prose may stand: `Givne a cart` as a first step, or
`Background:` inside a scenario, vanishes into the description. The scenario then passes without it.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Givne a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

Good:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        The shop keeps the receipt for ten years.

        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

      Scenario: Pay for an empty cart
        Given an empty cart
        When the customer pays
        Then the shop receives nothing
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from specbook.checks import Family, Finding, Severity, say
from specbook.checks._causes import where_it_stands
from specbook.checks._descriptions import descriptions
from specbook.checks._keywords import (
    TYPES,
    Keyword,
    first_keyword,
    folded,
    foreign_keyword,
    keyword_at,
    language_name,
    miscased_keyword,
    mistyped_keyword,
    plain,
    uncoloned_keyword,
)
from specbook.checks._mending import becoming, instead, keyword_like
from specbook.checks._parts import features
from specbook.model import Examples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.checks._descriptions import Description
    from specbook.checks._lines import Line
    from specbook.finding import Fix
    from specbook.model import GherkinDocument, Specs

FAMILY: Family = "silent loss"
SEVERITY: Severity = "error"
_Flaw = Literal["place", "case", "colon", "typo", "language"]
_ENDS_A_SENTENCE = tuple(".,;:!?…。，；：！？")
_SHORTEST_TITLE_WITH_A_TYPO = 6


@dataclass(frozen=True, slots=True)
class _Meant:
    """A line of a description with the keyword that it may be meant to begin with, and why it does not count."""

    line: Line
    keyword: Keyword
    flaw: _Flaw

    @property
    def step(self) -> bool:
        return not self.keyword.title


def check(specs: Specs) -> Iterator[Finding]:
    """Find lines of descriptions that were meant as titles or steps."""
    for document, feature in features(specs):
        if not document.uri.endswith(".md"):
            for description in descriptions(document):
                for meant, severity, message in _swallowed(description, feature.language):
                    place = (document.uri, meant.line.number, meant.line.column)
                    fixes = _fixes(document, meant, feature.language)
                    yield Finding(*place, "no-swallowed-lines", severity, message, fixes=fixes)


def _swallowed(description: Description, language: str) -> Iterator[tuple[_Meant, Severity, str]]:
    meant = [_meant(line, language) for line in description.lines]
    titles = [one for index, one in enumerate(meant) if one and not one.step and _is_title(description, meant, index)]
    for title in titles:
        sure = title.flaw in ("place", "language") or _steps_follow(title, meant)
        yield title, "error" if sure and title.flaw != "typo" else "warning", _message(title, language)
    if description.takes_steps:
        yield from _lost_steps(description, meant, language)
    elif not titles:
        yield from _untitled_steps(description, meant, language)


def _meant(line: Line, language: str) -> _Meant | None:
    """Guess which keyword a line was meant to begin with; what other checks tell of is left to them."""
    text = line.text
    if keyword := keyword_at(text, language):
        return _Meant(line, keyword, "place")
    if keyword_at(plain(text), language):
        return None
    if keyword := miscased_keyword(text, language):
        return _Meant(line, keyword, "case")
    if keyword := uncoloned_keyword(text, language):
        return _Meant(line, keyword, "colon")
    if keyword := mistyped_keyword(text, language):
        return _Meant(line, keyword, "typo")
    keyword = foreign_keyword(text, language)
    return _Meant(line, keyword, "language") if keyword else None


def _is_title(description: Description, meant: list[_Meant | None], index: int) -> bool:
    """Tell a title from a line of prose such as “Rules: …” by what follows it."""
    one = meant[index]
    if not one:
        return False
    if one.keyword.name == "examples":
        return any(line.text.startswith("|") for line in description.lines[index + 1 : index + 2])
    if one.flaw == "place" or _steps_follow(one, meant):
        return True
    word, last = one.keyword.word.removesuffix(":"), index == len(meant) - 1
    if one.flaw == "typo":
        plural = folded(one.line.text).startswith(folded(f"{word}s"))
        return last and len(word) >= _SHORTEST_TITLE_WITH_A_TYPO and not plural
    return last and (one.flaw != "colon" or one.line.text.strip() == word)


def _steps_follow(title: _Meant, meant: list[_Meant | None]) -> bool:
    after = (one for one in meant if one and one.line.number > title.line.number)
    return any(one.step and one.flaw != "typo" and one.keyword.word != "*" for one in after)


def _lost_steps(
    description: Description, meant: list[_Meant | None], language: str
) -> Iterator[tuple[_Meant, Severity, str]]:
    """Yield the lines before the first step that were meant as steps."""
    foreign = [one for one in meant if one and one.step and one.flaw == "language"]
    lost: set[int] = set()
    for index, one in enumerate(meant):
        begins = description.begins_paragraph(index) or index - 1 in lost
        if not (one and one.step and begins and _is_step(one, meant, index)):
            continue
        lost.add(index)
        # A whole scenario in another language has one cause, and is told once.
        if one not in foreign[1:]:
            unsure = one.flaw == "typo" or [one] == foreign
            yield one, "warning" if unsure else "error", _message(one, language)


def _is_step(one: _Meant, meant: list[_Meant | None], index: int) -> bool:
    """Tell a step from prose: no sentence, a step next, and a typo that is no other form of the word."""
    if one.flaw == "case":
        return True
    following = meant[index + 1] if index + 1 < len(meant) else one
    if not following or not following.step or one.line.text.rstrip().endswith(_ENDS_A_SENTENCE):
        return False
    first, word = folded(one.line.text.split()[0]), folded(one.keyword.word)
    return one.flaw == "language" or not (word.startswith(first) or first.startswith(word))


def _untitled_steps(
    description: Description, meant: list[_Meant | None], language: str
) -> Iterator[tuple[_Meant, Severity, str]]:
    """Yield the first of some steps that stand where no step can, because the title above them is missing."""
    steps = [one for one in meant if one and one.step and one.flaw == "place" and one.keyword.word != "*"]
    types = {one.keyword.name for one in steps} & set(TYPES)
    sentences = any(one.line.text.rstrip().endswith(_ENDS_A_SENTENCE) for one in steps)
    adjacent = any(b.line.number == a.line.number + 1 for a, b in pairwise(steps))
    no_table = isinstance(description.part, Examples) and not description.part.header
    if steps and (no_table or (len(types) > 1 and adjacent and not sentences)):
        message = say(
            "Steps stand in the description of “{keyword}:”, so they never run. "
            "Put “{scenario}:” and a name above them.",
            keyword=description.part.keyword,
            scenario=first_keyword("scenario", language),
        )
        yield steps[0], "error", message


def _message(meant: _Meant, language: str) -> str:
    """Say why a line was swallowed, and what to write."""
    word = meant.keyword.word
    if meant.flaw == "place":
        where = where_it_stands(meant.keyword)
        return say("“{word}” cannot stand here, so the line is only prose: {where}.", word=word, where=where)
    if meant.flaw == "case":
        return say(
            "“{written}” is not spelt as the keyword is, so the line is only prose. Write “{word}”.",
            written=meant.line.text[: len(word)],
            word=word,
        )
    if meant.flaw == "colon":
        return say("A colon is missing, so the line is only prose. Write “{word}”.", word=word)
    if meant.flaw == "typo":
        return say("The line begins with no keyword, so it is only prose. Did you mean “{word}”?", word=word)
    return say(
        "“{word}” is {other}, but the file is read as {language}, so the line is only prose. Write “{mine}”.",
        word=word,
        other=language_name(meant.keyword.language),
        language=language_name(language),
        mine=_in_language(meant.keyword, language).strip(),
    )


def _fixes(document: GherkinDocument, meant: _Meant, language: str) -> tuple[Fix, ...]:
    """Offer the keyword as it should be; of one in the wrong place nobody knows where it belongs."""
    if meant.flaw == "place":
        return ()
    wanted = _in_language(meant.keyword, language)
    edit = instead(meant.line, len(_written(meant)), wanted)
    return becoming(document, say("Write “{keyword}”", keyword=wanted.strip()), edit)


def _written(meant: _Meant) -> str:
    """Return the beginning of the line that stands for the keyword."""
    text, keyword = meant.line.text, meant.keyword
    if meant.flaw == "language":
        return keyword.text
    if meant.flaw == "colon":
        return keyword.word[:-1]
    words = r"[^:]*:" if keyword.title else r"\S+\s+" * (keyword.word.count(" ") + 1)
    match = re.match(words, text)
    return match[0] if match else text[: len(keyword.text)]


def _in_language(keyword: Keyword, language: str) -> str:
    if keyword.language == language:
        return keyword.text
    own = keyword_like(keyword.name, language, keyword.text)
    return f"{own}:" if keyword.title else own
