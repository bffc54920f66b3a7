"""Wordings of steps: what is left without their values, whether they deny, and which words matter."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache, lru_cache

from specbook.checks._keywords import folded

# What stands for a value, of whatever kind: `5`, “five” and `<count>` are given to the same step definition.
VALUE = "…"
_VALUES = re.compile(
    r'"[^"]*"|“[^”]*”|„[^“”]*[“”]|«[^»]*»|`[^`]*`|(?<!\w)\'[^\']*\'(?!\w)|(?<!\w)‘[^’]*’(?!\w)'
    r"|<[^<>\s][^<>]*>|[-+]?\d+(?:[.,:/]\d+)*"
)
_WORDS = re.compile(rf"{VALUE}|[^\W_]+(?:['’][^\W_]+)?")
_DENYING_WORDS = (
    "not no never none nobody nothing nowhere without cannot neither nor ne pas jamais aucun aucune sans rien ni "
    "nicht kein keine keinen keinem keiner nie ohne nunca sin non mai senza não sem niet geen nooit zonder"
)
# Words that carry the others. Those that say from where or to where, before or after, are not among them.
_CARRYING_WORDS = (
    "a an the this that these those some is are was were be been being am has have had do does did will would shall "
    "should of in at by for with as on to it its his her their my your our which who there and then also "
    "le la les l un une des du de d au aux à en dans sur pour par avec ce cet cette ces c est sont était étaient été "
    "être a ont avait son sa ses leur leurs mon ma mes notre nos votre vos qui que qu et"
)
_DENYING, _CARRYING = frozenset(_DENYING_WORDS.split()), frozenset(_CARRYING_WORDS.split())
_ENDINGS = re.compile(r"(?:s|es|d|ed|ing|e|ies|y|er|é|ée|és|ées|ent|ez|x|aux|al)?")
_PLURALS = re.compile(r"(?:s|es|x)?")
_SHORTEST_STEM, _SHORTEST_TYPO = 3, 5
# What stands beside words and says nothing of its own; every other sign does, as the plus of “1 + 1”.
_SAYING_NOTHING = re.compile(r"[\w\s.,:;!?'’\"()…]|(?<=\w)-(?=\w)")


@lru_cache(maxsize=65536)
def masked(text: str) -> str:
    """Put one sign in place of each quoted value, number and placeholder."""
    return _VALUES.sub(VALUE, text)


@lru_cache(maxsize=65536)
def words(text: str) -> tuple[str, ...]:
    """Return the words of a masked text, in small letters; a value is a word."""
    return tuple(word.replace("’", "'") for word in _WORDS.findall(text.casefold()))


def denials(text: str) -> int:
    """Count the words of a masked text that deny."""
    told = (word.partition("'") for word in words(text))
    return sum(head in _DENYING or head == "n" or (tail == "t" and head.endswith("n")) for head, _, tail in told)


@lru_cache(maxsize=65536)
def weighty(text: str) -> tuple[str, ...]:
    """Return the words of a masked text that make its meaning; articles and their like only carry them."""
    told = (word.partition("'")[2] if word[:2] in {"l'", "d'", "c'"} else word for word in words(text))
    return tuple(word for word in told if word not in _CARRYING)


def is_nearly(one: str, other: str, least: float = 0.9) -> bool:
    """Tell whether two masked texts say the same in nearly the same words.

    Every word that makes the meaning must be the same but for its ending or a typo, and so must be what they deny.
    """
    mine, theirs = weighty(one), weighty(other)
    if len(mine) != len(theirs) or denials(one) != denials(other) or _signs(one) != _signs(other):
        return False
    if not all(map(is_same_word, mine, theirs)) or (VALUE in mine and _differ_in_number(mine, theirs)):
        return False
    texts = SequenceMatcher(None, " ".join(words(one)), " ".join(words(other)), autojunk=False)
    return texts.real_quick_ratio() >= least and texts.quick_ratio() >= least and texts.ratio() >= least


def _signs(text: str) -> str:
    return _SAYING_NOTHING.sub("", text)


def _differ_in_number(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Tell whether the words differ as “1 book” and “2 books” do, which grammar wants."""
    pairs = [(a, b, _stem(a, b)) for a, b in zip(mine, theirs, strict=True) if a != b]
    return bool(pairs) and all(_PLURALS.fullmatch(a[at:]) and _PLURALS.fullmatch(b[at:]) for a, b, at in pairs)


def _stem(one: str, other: str) -> int:
    """Count the letters with which two words begin alike."""
    shorter = min(len(one), len(other))
    return next((at for at in range(shorter) if one[at] != other[at]), shorter)


@cache
def is_same_word(one: str, other: str) -> bool:
    """Tell whether two words differ in their ending, their accents or a letter at most."""
    if one == other or folded(one) == folded(other):
        return True
    stem = _stem(one, other)
    if stem >= _SHORTEST_STEM and _ENDINGS.fullmatch(one[stem:]) and _ENDINGS.fullmatch(other[stem:]):
        return True
    return min(len(one), len(other)) >= _SHORTEST_TYPO and _is_one_letter_off(one, other, stem)


def _is_one_letter_off(one: str, other: str, start: int) -> bool:
    """Tell whether one letter was added, left out, changed or swapped with the next; `start` is where they differ."""
    a, b = one[start:], other[start:]
    swapped = a[:2] == b[1::-1] and a[2:] == b[2:]
    return start > 0 and (swapped or a[1:] == b or a == b[1:] or a[1:] == b[1:])
