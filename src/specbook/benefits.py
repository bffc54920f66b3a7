"""To what end: whether a feature's description tells its benefit, by its story, by a line of its own, or in prose."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specbook.stories import read_story
from specbook.story_formulas import formula, languages_to_try, story_languages

if TYPE_CHECKING:
    from collections.abc import Iterator

# For each language: what a line may be called that tells the benefit, and words that tell it wherever they stand.
_BENEFITS: dict[str, tuple[str, str]] = {
    "en": (r"benefits?|value", r"so that|so as to|in order to|in order that|because|to avoid|to be able to"),
    "fr": (
        r"bénéfices?|valeur|intérêt",
        r"afin de|afin que|afin d['’]|pour que|parce que|parce qu['’]|de sorte que|de façon à|pour éviter",
    ),
    "de": (r"nutzen|vorteil", r"damit|sodass|so dass|weil"),
    "es": (r"beneficios?|valor", r"para que|a fin de|porque"),
    "it": (r"benefici?o?|valore", r"affinché|così che|in modo da|perché"),
    "pt": (r"benefícios?|valor", r"para que|a fim de|porque"),
    "nl": (r"voordeel|nut", r"zodat|omdat|opdat"),
}


def is_known(language: str) -> bool:
    """Tell whether stories and benefits can be read in a language."""
    return language.split("-")[0] in story_languages()


def tells_benefit(description: str, language: str) -> bool:
    """Tell whether a description says to what end."""
    story = read_story(description, language)
    return bool(story and story.benefit) or any(_told(description, one) for one in languages_to_try(language)[:2])


def _told(description: str, language: str) -> bool:
    label, words = _BENEFITS.get(language, _BENEFITS["en"])
    line = rf"^\W*(?:{label})\s*:\W*\w"
    if re.search(rf"{line}|\b(?:{words})(?:(?<=['’])|(?!\w))", description, re.IGNORECASE | re.MULTILINE):
        return True
    return any(phrase.match(line.strip()) for phrase in _phrases(language) for line in description.split("\n"))


def _phrases(language: str) -> Iterator[re.Pattern[str]]:
    """Yield the words that open a benefit where a story is told."""
    yield from (phrase.words for group in formula(language).benefit for phrase in group if phrase.kind == "opens")
