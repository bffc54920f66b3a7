"""What finds a pattern in a text, and by which beginning and end it is found: the same for a run as for an index."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

# What a pattern without regard to case takes for another letter, although `lower` does not.
_FOLDING = set("ſKİıÅ")
_LITERAL = re.compile(r"[^\\.^$*+?{}\[\]|()#]*")


@dataclass(frozen=True, slots=True)
class Finder:
    """What finds a pattern: its result is true for a match.

    Every text that it finds begins with `beginning`, in small letters unless `strict`, and ends with `ending`, in small
    letters; both are empty where nothing is certain. A text that is `exact` finds nothing but itself.
    """

    find: Callable[[str], Any]
    beginning: str = ""
    strict: bool = True
    ending: str = ""
    exact: bool = False


def found_in(finder: Finder, text: str) -> Any:
    """Match a text; a pattern that refuses it finds nothing."""
    try:
        return finder.find(text)
    except ValueError:
        return None
    except Exception:  # a converter that fails does so again when the step runs, and is told there
        return True


def exact_finder(text: str) -> Finder:
    """Find one text alone."""
    return Finder(text.__eq__, text, exact=True)


def regular_finder(regex: re.Pattern[str]) -> Finder:
    """Find what a regular expression matches as a whole."""
    plain = not regex.flags & (re.VERBOSE | re.IGNORECASE) and "|" not in regex.pattern
    return Finder(regex.fullmatch, _regular_beginning(regex.pattern) if plain else "")


def may_fold(text: str) -> bool:
    """Tell whether a text has letters that only a pattern without regard to case takes for other ones."""
    return not text.isascii() and not _FOLDING.isdisjoint(text)


def _regular_beginning(pattern: str) -> str:
    anchored = pattern.removeprefix("^")
    literal = _LITERAL.match(anchored)[0]  # type: ignore[index]
    # A quantifier belongs to the last character.
    return literal[:-1] if anchored[len(literal) : len(literal) + 1] in {"*", "+", "?", "{"} else literal
