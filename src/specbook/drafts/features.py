"""A feature drafted from a title, or from a story in one sentence: a use case and test cases still to be written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from specbook.errors import UsageError, nearest
from specbook.reader import dialect_keywords, languages
from specbook.stories import read_story, story_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specbook.config import Settings
    from specbook.model import Feature
    from specbook.stories import Story

# What stands where an author has something to write.
BLANK = "…"
_LONGEST_NAME = 60
_PREFERRED = {("fr", "given"): "Étant donné "}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a draft that no keyword of Gherkin is: what test cases and the columns of their table are called."""

    story: tuple[str, str, str]
    cases: str
    of_case: str
    case: str
    outcome: str


WORDS = {
    "en": Words(("As a …", "I want to …", "so that …"), "test cases", "{}, with <{}>", "case", "outcome"),
    "fr": Words(("En tant que …", "je veux …", "afin de …"), "cas de test", "{}, avec <{}>", "cas", "résultat"),
}


@dataclass(frozen=True, slots=True)
class FeatureDraft:
    """A feature that is still to be written: its title, the name of its file without an ending, and its text."""

    title: str
    name: str
    text: str


def draft_feature(sentence: str, language: str, settings: Settings) -> FeatureDraft:
    """Draft a feature of a title, or of a story such as “As a shopper I want to pay by card so that …”.

    Its scenarios are planned, until a run proves them. Raises UsageError for an unknown language or nothing to say.
    """
    told = " ".join(sentence.split())
    if language not in languages():
        raise UsageError(f"--language {language}: Gherkin has no such language. {nearest(language, languages())}")
    if not re.search(r"\w", told):
        raise UsageError("a feature needs a title, or a story in one sentence.")
    story = read_story(told, language)
    wish = story.wish.text if story else told.rstrip(".")
    title = wish[:1].upper() + wish[1:]
    words = WORDS.get(language.split("-")[0], WORDS["en"])
    lines = _story_lines(told, story) if story else [f"# {line}" for line in words.story]
    return FeatureDraft(title, file_name(title), _text(title, lines, words, language, settings))


def language_of(sentence: str, features: Iterable[Feature]) -> str:
    """Return the language that a story is written in; of a mere title, the one that most of the features have."""
    told = story_language(" ".join(sentence.split()))
    if told in languages():
        return told
    counts: dict[str, int] = {}
    for feature in features:
        counts[feature.language] = counts.get(feature.language, 0) + 1
    used = sorted(counts, key=lambda language: (-counts[language], language))
    return used[0] if used else "en"


def file_name(title: str) -> str:
    """Name a file by some words, in small letters without accents."""
    apart = unicodedata.normalize("NFKD", title.casefold())
    plain = unicodedata.normalize("NFC", "".join(char for char in apart if not unicodedata.combining(char)))
    name = ""
    for word in re.findall(r"\w+", plain):
        if len(name) + len(word) >= _LONGEST_NAME:
            break
        name = f"{name}_{word}" if name else word
    return name or plain[:_LONGEST_NAME].strip("._ ") or "feature"


def _story_lines(sentence: str, story: Story) -> list[str]:
    """Cut a sentence into a line for each of its clauses, in the author's words and order."""
    clauses = filter(None, (story.persona, story.wish, story.benefit))
    ends = sorted(sentence.index(clause.text) + len(clause.text) for clause in clauses)
    ends[-1] = len(sentence)
    cuts = zip([0, *ends], ends, strict=False)
    return [sentence[start:end].strip(" ,;").rstrip(".") for start, end in cuts]


def _text(title: str, lines: list[str], words: Words, language: str, settings: Settings) -> str:
    dialect = dialect_keywords(language)
    given, when, then = (_step_keyword(language, name) for name in ("given", "when", "then"))
    cases = words.of_case.format(title, words.case)
    planned = next(iter(sorted(settings.planned_tags, key=lambda tag: tag != "@planned")), "")
    width = max(len(words.case), len(BLANK)), max(len(words.outcome), len(BLANK))
    row = f"      | {BLANK:<{width[0]}} | {BLANK:<{width[1]}} |"
    parts = [
        *([f"# language: {language}"] if language != "en" else []),
        *([planned] if planned else []),
        f"{dialect['feature'][0]}: {title}",
        *(f"  {line}" for line in lines),
        "",
        f"  {dialect['scenario'][-1]}: {title}",
        *(f"    {keyword}{BLANK}" for keyword in (given, when, then)),
        "",
        f"  {dialect['scenarioOutline'][0]}: {cases}",
        f"    {given}{BLANK} <{words.case}> {BLANK}",
        f"    {when}{BLANK}",
        f"    {then}{BLANK} <{words.outcome}> {BLANK}",
        "",
        f"    {dialect['examples'][0]}: {words.cases}",
        f"      | {words.case:<{width[0]}} | {words.outcome:<{width[1]}} |",
        row,
    ]
    return "\n".join(parts) + "\n"


def _step_keyword(language: str, name: str) -> str:
    preferred = _PREFERRED.get((language, name))
    return preferred or next(one for one in dialect_keywords(language)[name] if one != "* ")
