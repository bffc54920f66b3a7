"""The story in a feature's description: who wants what, and to what benefit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

# For each language: how a line begins that names the persona, the wish, and the benefit.
_FORMULAS: dict[str, tuple[str, str, str]] = {
    "en": (
        r"as an?|as the|as",
        r"i want to|i want|i would like to|i would like|i can|i need to|i need",
        r"so that|so|in order to",
    ),
    "fr": (
        r"en tant que|en tant qu['’]|comme",
        r"je veux|je souhaite|je voudrais|j['’]aimerais|je peux",
        r"afin de|afin que|afin d['’]|pour que|pour",
    ),
    "de": (r"als", r"möchte ich|will ich|kann ich", r"damit|um"),
    "es": (r"como", r"quiero|deseo|puedo", r"para que|para|a fin de"),
    "it": (r"come", r"voglio|vorrei|posso", r"affinché|così che|in modo da|per"),
    "pt": (r"como", r"quero|desejo|posso", r"para que|para|a fim de"),
    "nl": (r"als", r"wil ik|kan ik", r"zodat|om"),
}
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


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a story: the words that introduce it, as the author wrote them, and what follows."""

    intro: str
    text: str


@dataclass(frozen=True, slots=True)
class Story:
    """The clauses of a story in the author's order, and the description without them."""

    persona: Clause
    wish: Clause
    benefit: Clause | None
    order: tuple[str, ...]
    rest: str


@lru_cache(maxsize=10_000)
def read_story(description: str, language: str) -> Story | None:
    """Find the story formula in a description; None where there is no persona with a wish."""
    formula = _FORMULAS.get(language.split("-")[0], _FORMULAS["en"])
    for candidate in (formula, _FORMULAS["en"]):
        story = _read(description, candidate)
        if story:
            return story
    return None


def is_known(language: str) -> bool:
    """Tell whether stories and benefits can be read in a language."""
    return language.split("-")[0] in _FORMULAS


def tells_benefit(description: str, language: str) -> bool:
    """Tell whether a description says to what end: by its story, by a line such as `Benefit: …`, or in its prose."""
    story = read_story(description, language)
    if story and story.benefit:
        return True
    code = language.split("-")[0]
    for known in {code if code in _FORMULAS else "en", "en"}:
        label, words = _BENEFITS[known]
        line = rf"^\W*(?:{label})\s*:\W*\w|^\s*(?:{_FORMULAS[known][2]})(?=\s|(?<=['’])\w)"
        if re.search(rf"{line}|\b(?:{words})(?:(?<=['’])|(?!\w))", description, re.IGNORECASE | re.MULTILINE):
            return True
    return False


def _read(description: str, formula: tuple[str, str, str]) -> Story | None:
    paragraphs = re.split(r"\n[^\S\n]*\n", description)
    for number, paragraph in enumerate(paragraphs):
        clauses = _clauses("\n".join(line.strip() for line in paragraph.strip().split("\n")), formula)
        if "persona" in clauses and "wish" in clauses:
            rest = "\n\n".join(paragraphs[:number] + paragraphs[number + 1 :])
            order = tuple(clauses)
            return Story(clauses["persona"], clauses["wish"], clauses.get("benefit"), order, rest)
    return None


def _clauses(text: str, formula: tuple[str, str, str]) -> dict[str, Clause]:
    """Cut a paragraph at the words that introduce a clause; it must begin with one."""
    persona, wish, benefit = formula
    # Words as common as “as” introduce somebody only where a line or a clause begins.
    found = {"persona": _find(persona, r"(?<=[,;.]\s)", text), "wish": _find(wish, r"(?<=[\s,;])", text)}
    found["benefit"] = _find(benefit, r"(?<=[\s,;])", text)
    places = sorted((match.span(), name) for name, match in found.items() if match)
    if not places or places[0][0][0] > 0:
        return {}
    ends = [*(span[0] for span, _ in places[1:]), len(text)]
    return {
        name: Clause(text[start:end], " ".join(text[end:stop].split()).lstrip(" ,;").rstrip(" ,;."))
        for ((start, end), name), stop in zip(places, ends, strict=True)
    }


def _find(words: str, within: str, text: str) -> re.Match[str] | None:
    """Find the words that introduce a clause, rather at the beginning of a line than `within` one."""
    for place in ("^", within):
        match = re.search(rf"{place}(?:{words})(?=\s|(?<=['’])\w)", text, re.IGNORECASE | re.MULTILINE)
        if match:
            return match
    return None
