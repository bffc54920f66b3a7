"""The story in a feature's description: who wants what, and to what benefit."""

from __future__ import annotations

import re
from dataclasses import dataclass

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


def read_story(description: str, language: str) -> Story | None:
    """Find the story formula in a description; None where there is no persona with a wish."""
    formula = _FORMULAS.get(language.split("-")[0], _FORMULAS["en"])
    for candidate in (formula, _FORMULAS["en"]):
        story = _read(description, candidate)
        if story:
            return story
    return None


def _read(description: str, formula: tuple[str, str, str]) -> Story | None:
    paragraphs = re.split(r"\n[^\S\n]*\n", description)
    for number, paragraph in enumerate(paragraphs):
        clauses = _clauses(" ".join(line.strip() for line in paragraph.splitlines()), formula)
        if "persona" in clauses and "wish" in clauses:
            rest = "\n\n".join(paragraphs[:number] + paragraphs[number + 1 :])
            order = tuple(clauses)
            return Story(clauses["persona"], clauses["wish"], clauses.get("benefit"), order, rest)
    return None


def _clauses(text: str, formula: tuple[str, str, str]) -> dict[str, Clause]:
    """Cut a paragraph at the words that introduce a clause; it must begin with one."""
    names = ("persona", "wish", "benefit")
    pattern = "|".join(f"(?P<{name}>{words})" for name, words in zip(names, formula, strict=True))
    found: dict[str, tuple[int, int]] = {}
    for match in re.finditer(rf"(?:^|(?<=[\s,;]))(?:{pattern})(?=\s|(?<=['’])\w)", text, re.IGNORECASE):
        name = str(match.lastgroup)
        if name not in found and (found or match.start() == 0):
            found[name] = match.span()
    if not found:
        return {}
    ends = [*[start for start, _ in found.values()][1:], len(text)]
    return {
        name: Clause(text[start:end], text[end:stop].strip(" ,;."))
        for (name, (start, end)), stop in zip(found.items(), ends, strict=True)
    }
