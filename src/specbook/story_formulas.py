"""How stories are told, language by language: the phrases of `story_formulas.toml` as expressions."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# The marks, in any script, that end a clause, and those that end a sentence.
COMMAS, STOPS = ",;،؛、，；", ".。।۔"
_AFTER_COMMA = rf"(?:(?<=[{COMMAS}{STOPS}]\s)|(?<=[、，；。]))"
_AFTER_WORD = rf"(?<=[\s{COMMAS}{STOPS}])"
_FLAGS = re.IGNORECASE | re.MULTILINE


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that tell of a clause: they open it, close it, or stand in it; an article may open one that is closed."""

    kind: Literal["opens", "closes", "within"]
    words: re.Pattern[str]
    article: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Punctuation:
    """What stands between two clauses, between a persona and its wish, and at the end."""

    comma: str = ", "
    pause: str = ", "
    stop: str = "."


Phrases = tuple[tuple[Phrase, ...], ...]


@dataclass(frozen=True, slots=True)
class Formula:
    """The phrases of one language, in groups: of those of a clause, the first group that is found counts.

    What `prose` matches at the beginning of a persona is none.
    """

    persona: Phrases
    wish: Phrases
    benefit: Phrases
    prose: re.Pattern[str]
    punctuation: Punctuation


def story_languages() -> tuple[str, ...]:
    """Return the codes of the languages that a formula is known of; `zh` is that of `zh-CN` and `zh-TW`."""
    return tuple(_table())


def languages_to_try(language: str) -> tuple[str, ...]:
    """Return the languages in which a story may be told in a file of that language.

    They are its own and English; and any in a file that declares none, for English is what Gherkin takes for granted.
    """
    base = language.partition("-")[0]
    own = next((name for name in (language, base) if name in _table()), "en")
    others = (name for name, told in _table().items() if own == "en" and "same_as" not in told)
    return tuple(dict.fromkeys((own, "en", *others)))


def may_begin(paragraph: str, language: str) -> bool:
    """Tell fast whether a paragraph can be a story, so that hardly any is searched in languages that it is not in."""
    beginning = _beginning(language)
    return beginning is None or beginning.match(paragraph) is not None


@cache
def formula(language: str) -> Formula:
    """Return the formula of a language of `story_languages`."""
    told = _told(language)
    within = _AFTER_WORD if told.get("spaced", True) else ""
    return Formula(
        _phrases(told["persona"], _AFTER_COMMA),
        _phrases(told["wish"], within),
        (*_phrases(told["benefit"], within), *_phrases(told.get("purpose", ()), _AFTER_COMMA)),
        re.compile(_any(told.get("prose", ["(?!)"])), _FLAGS),
        Punctuation(**{name: told[name] for name in ("comma", "pause", "stop") if name in told}),
    )


@cache
def _beginning(language: str) -> re.Pattern[str] | None:
    """Return what a story begins with; None where clauses are told by their last words, and it may be anything."""
    told = _told(language)
    phrases = [*told["persona"], *told["wish"], *told["benefit"], *told.get("purpose", ())]
    if not all(_opens(phrase) for phrase in phrases):
        return None
    return re.compile(_any(phrase.removesuffix("…").rstrip() for phrase in phrases), _FLAGS)


def _phrases(texts: Sequence[str], within: str) -> Phrases:
    """Compile phrases of a clause: what opens it where a line begins, else where `within` matches, and the rest."""
    opening = [text for text in texts if _opens(text)]
    others = [_other(text) for text in texts if not _opens(text)]
    return _opening(opening, "^"), (*_opening(opening, within), *others)


def _opening(texts: Sequence[str], place: str) -> tuple[Phrase, ...]:
    spaced = [text.removesuffix(" …") for text in texts if text.endswith(" …")]
    joined = [text.removesuffix("…") for text in texts if not text.endswith(" …")]
    return tuple(
        Phrase("opens", re.compile(f"{place}(?:{_any(words)}){following}", _FLAGS))
        for words, following in ((spaced, rf"(?=[\s{COMMAS}])"), (joined, r"(?=\S)"))
        if words
    )


def _opens(text: str) -> bool:
    return text.index("…") == len(text) - 1


def _other(text: str) -> Phrase:
    """Compile a phrase that does not open its clause."""
    before, _, after = text.partition("…")
    if after.endswith("…"):
        return Phrase("within", re.compile(rf"(?<!\w)(?:{_expression(after[:-1])})(?!\w)", _FLAGS))
    space = r"\s+" if after.startswith(" ") else ""
    words = rf"{space}(?:{_expression(after.lstrip())})(?=$|[\s{COMMAS}{STOPS}])"
    article = re.compile(_expression(before), _FLAGS) if before else None
    return Phrase("closes", re.compile(words, _FLAGS), article)


def _any(texts: Iterable[str]) -> str:
    return "|".join(map(_expression, texts))


def _expression(text: str) -> str:
    """Let a space in a phrase be any white space, and an apostrophe any apostrophe."""
    spaced = re.sub(r" (\??)(?![^\[\]]*\])", lambda space: r"\s*" if space[1] else r"\s+", text)
    return spaced.replace("’", "['’ʼ]")


def _told(language: str) -> dict[str, Any]:
    told = _table()[language]
    return _table()[told["same_as"]] if "same_as" in told else told


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files("specbook") / "story_formulas.toml").read_text("utf-8"))
