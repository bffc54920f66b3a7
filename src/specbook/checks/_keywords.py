"""Which keyword a line begins with, or was meant to begin with."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from specbook.finding import say
from specbook.reader import dialect_keywords, languages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

TITLES = ("feature", "rule", "background", "scenario", "scenarioOutline", "examples")
TYPES = ("given", "when", "then")
STEPS = (*TYPES, "and", "but")
_STRAIGHT = str.maketrans("’‘ʼ", "'''")
_LONG_ENOUGH = 4
# The languages whose names are said in other languages, too.
_NAMES = {
    "de": say("German (de)"),
    "en": say("English (en)"),
    "es": say("Spanish (es)"),
    "fr": say("French (fr)"),
    "it": say("Italian (it)"),
    "nl": say("Dutch (nl)"),
    "pt": say("Portuguese (pt)"),
}


@dataclass(frozen=True, slots=True)
class Keyword:
    """A keyword as it stands in a file: `text` ends in the colon, or in the space where the language wants one."""

    text: str
    name: str
    language: str

    @property
    def title(self) -> bool:
        return self.name in TITLES

    @property
    def word(self) -> str:
        return self.text.strip()


@cache
def keywords(language: str) -> tuple[Keyword, ...]:
    """Return a language's keywords, the longest first; `*` counts as one that continues, as “And” does."""
    dialect = dialect_keywords(language)
    found = [Keyword(f"{word}:", name, language) for name in TITLES for word in dialect.get(name, ())]
    found += [Keyword(word, name, language) for name in STEPS for word in dialect.get(name, ()) if word != "* "]
    unique = {one.text: one for one in reversed([*found, Keyword("* ", "and", language)])}
    return tuple(sorted(unique.values(), key=lambda one: (-len(one.text), one.text)))


def keyword_at(text: str, language: str) -> Keyword | None:
    """Return the keyword that a line begins with."""
    if not text.startswith(_beginnings(language)):
        return None
    return next(one for one in keywords(language) if text.startswith(one.text))


def meant_keyword(text: str, language: str, spelt: Callable[[str], str]) -> Keyword | None:
    """Return the keyword that a line would begin with once line and keyword are spelt alike, and does not yet."""
    line = spelt(text)
    if not line.startswith(_spelt_beginnings(language, spelt)):
        return None
    meant = next(one for one in keywords(language) if line.startswith(spelt(one.text)))
    actual = keyword_at(text, language)
    return None if actual and len(actual.text) >= len(meant.text) else meant


def straight(text: str) -> str:
    """Spell curly apostrophes straight."""
    return text.translate(_STRAIGHT)


def visible(text: str) -> str:
    """Spell with plain spaces, composed accents and nothing that takes no room."""
    if text.isascii():
        return text.replace("\t", " ")
    shown = "".join(letter for letter in text if unicodedata.category(letter) != "Cf" or letter in "\u200c\u200d")
    return unicodedata.normalize("NFC", re.sub(r"\s", " ", shown))


def close_colon(text: str) -> str:
    """Spell the first colon without a space before it."""
    return re.sub(r"^([^:]*?)\s+:", r"\1:", text)


def plain(text: str) -> str:
    """Spell with all that other checks tell of a keyword put right."""
    return close_colon(visible(straight(text)))


def folded(text: str) -> str:
    """Spell in lower case and without accents."""
    if text.isascii():
        return text.lower()
    return "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one)).casefold()


def miscased_keyword(text: str, language: str) -> Keyword | None:
    """Return the keyword that a line begins with but for capitals, accents, or a colon in place of a space."""
    meant = meant_keyword(text, language, folded)
    if meant and meant.text.endswith((" ", ":")):
        # “È” begins an Italian sentence and is not the keyword “E”.
        same = text[: len(meant.text)].casefold() == meant.text.casefold()
        return meant if same or len(meant.word) >= _LONG_ENOUGH else None
    word = re.match(r"([^\W\d_]+):", text)
    return keyword_at(f"{word[1]} ", language) if word else None


def uncoloned_keyword(text: str, language: str) -> Keyword | None:
    """Return the keyword of a title that a line begins with but for the colon."""
    titles = (one for one in keywords(language) if one.title)
    return next((one for one in titles if f"{text.strip()} ".startswith(f"{one.word[:-1]} ")), None)


def mistyped_keyword(text: str, language: str) -> Keyword | None:
    """Return the keyword that a line begins with but for a letter or two."""
    near = [(typos, one) for one in keywords(language) if (typos := _typos(text, one))]
    return min(near, key=lambda pair: pair[0])[1] if near else None


def foreign_keyword(text: str, language: str) -> Keyword | None:
    """Return the keyword of another language that a line begins with, where it is long enough to be no accident."""
    found = (one for other in languages() if other != language and (one := keyword_at(text, other)))
    long = (one for one in found if len(one.word) >= _LONG_ENOUGH or not one.word.isascii())
    return max(long, key=lambda one: len(one.text), default=None)


def likely_language(lines: Iterable[str], candidates: Iterable[str]) -> str:
    """Return the language whose keywords begin the most of the lines; empty where none does."""
    begun = [line for line in lines if not line.startswith("* ")]
    counts = {language: sum(bool(keyword_at(line, language)) for line in begun) for language in candidates}
    best = max(counts, key=lambda language: counts[language], default="")
    return best if counts.get(best) else ""


def language_name(language: str) -> str:
    """Return a language's English name and its code, such as “French (fr)”."""
    return _NAMES.get(language) or f"{dialect_keywords(language)['name']} ({language})"


def first_keyword(name: str, language: str) -> str:
    """Return a language's own word for one of Gherkin's keywords, such as “Scénario”."""
    return next((one.strip() for one in dialect_keywords(language).get(name, ()) if one != "* "), name.capitalize())


@cache
def _beginnings(language: str) -> tuple[str, ...]:
    return tuple(one.text for one in keywords(language))


@cache
def _spelt_beginnings(language: str, spelt: Callable[[str], str]) -> tuple[str, ...]:
    return tuple(spelt(one.text) for one in keywords(language))


def _typos(text: str, keyword: Keyword) -> int:
    """Count the typos that would explain the line as this keyword; 0 where they are none, or too many."""
    if keyword.title and ":" not in text:
        return 0
    words = text.split()[: keyword.word.count(" ") + 1]
    head = f"{text.partition(':')[0]}:" if keyword.title else " ".join(words)
    size = len(keyword.word)
    allowed = 2 if size >= 6 else 1 if size >= 3 else 0
    if not keyword.text.endswith((" ", ":")) or abs(len(head) - size) > allowed:
        return 0
    one, other = folded(head), folded(keyword.word)
    if size == 3 and sorted(one) != sorted(other):
        return 0  # of so short a word only swapped letters are a typo: “Adn”, not “Any”
    typos = _distance(one, other)
    return typos if typos <= allowed else 0


def _distance(one: str, other: str) -> int:
    """Count the letters to add, drop, change or swap with their neighbour that turn one word into the other.

    The optimal string alignment distance: https://en.wikipedia.org/wiki/Damerau–Levenshtein_distance.
    """
    before, row = [0] * (len(other) + 1), list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
