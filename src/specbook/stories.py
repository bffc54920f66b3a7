"""The story in a feature's description: who wants what, and to what benefit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from specbook.story_formulas import COMMAS, STOPS, formula, languages_to_try, may_begin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.story_formulas import Formula, Phrase, Phrases, Punctuation

_END_OF_SENTENCE = re.compile(rf"(?<=[!?！？{STOPS}])\s*\n")


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a story: what it says, and the author's words before or after it that tell which part it is."""

    before: str
    text: str
    after: str = ""

    @property
    def whole(self) -> str:
        """The clause with all of its words."""
        return self.before + self.text + self.after


@dataclass(frozen=True, slots=True)
class Story:
    """The clauses of a story in the author's order, and the description without them."""

    persona: Clause
    wish: Clause
    benefit: Clause | None
    order: tuple[str, ...]
    rest: str
    punctuation: Punctuation


@dataclass(frozen=True, slots=True)
class _Found:
    """Words that tell of a clause, where they stand in a paragraph."""

    name: str
    phrase: Phrase
    start: int
    end: int


@lru_cache(maxsize=10_000)
def read_story(description: str, language: str) -> Story | None:
    """Find the story formula in a description; None where there is no persona with a wish."""
    return next(filter(None, (_read_in(name, description) for name in languages_to_try(language))), None)


def story_language(description: str) -> str:
    """Return the language whose formula a description follows, English first; empty where it tells no story."""
    return next((name for name in languages_to_try("en") if _read_in(name, description)), "")


def _read_in(language: str, description: str) -> Story | None:
    paragraphs = re.split(r"\n[^\S\n]*\n", description)
    told = formula(language)
    for number, paragraph in enumerate(paragraphs):
        text = "\n".join(line.strip() for line in paragraph.strip().split("\n"))
        found = _find(text, told) if may_begin(text, language) else ()
        clauses, left = _clauses(text, found)
        if clauses and not _is_prose(clauses, told):
            rest = "\n\n".join((*paragraphs[:number], *filter(None, (left,)), *paragraphs[number + 1 :]))
            parts = clauses["persona"], clauses["wish"], clauses.get("benefit")
            return Story(*parts, tuple(clauses), rest, told.punctuation)
    return None


def ends_with_intro(text: str, language: str) -> bool:
    """Tell whether a line ends with words such as “As a”, after which a story names its persona."""
    phrases = (phrase for name in languages_to_try(language) for group in formula(name).persona for phrase in group)
    begun = text.strip()
    # The words are known by what follows them, too: here, by somebody.
    found = (phrase.words.match(f"{begun} x") for phrase in phrases if phrase.kind == "opens")
    return bool(begun) and any(match and match.end() in {len(begun), len(begun) + 1} for match in found)


def _find(text: str, told: Formula) -> tuple[_Found, ...]:
    """Find the words that tell of each clause, in the order of the text; nothing where no persona has a wish."""
    persona = next(_matches(text, "persona", told.persona), None)
    wish = next(_matches(text, "wish", told.wish), None) if persona else None
    if not persona or not wish:
        return ()
    fitting = (one for one in _matches(text, "benefit", told.benefit) if _tells_benefit(text, one, persona, wish))
    return tuple(sorted((persona, wish, *list(fitting)[:1]), key=lambda one: (one.start, one.end)))


def _matches(text: str, name: str, groups: Phrases) -> Iterator[_Found]:
    for group in groups:
        found = (_Found(name, phrase, *match.span()) for phrase in group for match in phrase.words.finditer(text))
        yield from sorted(found, key=lambda one: (one.start, -one.end))


def _tells_benefit(text: str, benefit: _Found, persona: _Found, wish: _Found) -> bool:
    """Leave out what is part of a persona's words, or goes on a wish: “that” is “so that” in many languages."""
    goes_on = wish.phrase.kind == "opens" and benefit.start >= wish.end
    in_wish = goes_on and not re.search(r"\w", text[wish.end : benefit.start])
    return not in_wish and (benefit.end <= persona.start or benefit.start >= persona.end)


def _clauses(text: str, found: tuple[_Found, ...]) -> tuple[dict[str, Clause], str]:
    """Cut a paragraph into the clauses of its story, and what is left behind them; nothing where it cannot be cut."""
    cuts = [0, *(_cut(text, one, following) for one, following in pairwise(found))]
    if not found or -1 in cuts or (found[0].phrase.kind == "opens" and found[0].start > 0):
        return {}, ""
    cuts.append(_end(text, found[-1]))
    clauses = {one.name: _clause(text, one, *cut) for one, cut in zip(found, pairwise(cuts), strict=True)}
    return clauses, text[cuts[-1] :].lstrip(f" \n{COMMAS}{STOPS}")


def _cut(text: str, one: _Found, following: _Found) -> int:
    """Return where a clause ends and the following one begins; -1 where nothing tells."""
    if one.phrase.kind == "closes":
        return one.end
    if following.phrase.kind == "opens":
        return following.start
    marks = [match.end() for match in re.finditer(rf"[\n{COMMAS}{STOPS}]", text[one.end : following.start])]
    return one.end + marks[-1] if marks else -1


def _end(text: str, last: _Found) -> int:
    """Return where the last clause of a story ends: with a sentence that ends its line, where no words close it."""
    if last.phrase.kind == "closes":
        return last.end
    stop = _END_OF_SENTENCE.search(text, last.end)
    return stop.start() if stop else len(text)


def _clause(text: str, found: _Found, start: int, stop: int) -> Clause:
    """Take a clause apart; words that open it open it only where nothing of it stands before them."""
    if found.phrase.kind == "closes":
        told = _trimmed(text[start : found.start])
        article = found.phrase.article.match(told) if found.phrase.article else None
        before = article[0] if article else ""
        after = text[start : found.end][len(text[start : found.start].rstrip()) :]
        return Clause(before, told[len(before) :], _spaced(after))
    if found.phrase.kind == "within" or re.search(r"\w", text[start : found.start]):
        return Clause("", _trimmed(text[start:stop]))
    told = text[found.end : stop]
    gap = told[: len(told) - len(told.lstrip(f" \n\t{COMMAS}"))]
    return Clause(_spaced(text[found.start : found.end] + gap), _trimmed(told))


def _is_prose(clauses: dict[str, Clause], told: Formula) -> bool:
    """Tell whether a persona or a wish only looked like one: it is empty, ends a sentence, or reads as prose."""
    persona, wish = clauses["persona"], clauses["wish"]
    ended = re.search(rf"[!?{STOPS}]\s", persona.text)
    return not persona.text or not wish.text or ended is not None or told.prose.match(persona.whole) is not None


def _trimmed(text: str) -> str:
    return " ".join(text.split()).lstrip(f" {COMMAS}").rstrip(f" {COMMAS}{STOPS}")


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text)
