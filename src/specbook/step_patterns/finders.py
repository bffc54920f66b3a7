"""What finds a pattern in a text, and by which beginning and end it is found: the same for a run as for an index."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# What a pattern without regard to case takes for another letter, although `lower` does not.
_FOLDING = set("ſKİıÅ")
_LITERAL = re.compile(r"[^\\.^$*+?{}\[\]|()#]*")
_SIGN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
_LITERAL_END = re.compile(r"[^\\.^$*+?{}\[\]|()#]*\Z")


@dataclass(frozen=True, slots=True)
class Finder:
    """What finds a pattern: its result is true for a match.

    Every text that it finds begins with `beginning`, in small letters unless `strict`, ends with `ending` and holds
    `inner`, both in small letters; they are empty where nothing is certain. What is `exact` finds nothing but its
    beginning.
    """

    find: Callable[[str], Any]
    beginning: str = ""
    strict: bool = True
    ending: str = ""
    inner: str = ""
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
    if regex.flags & (re.VERBOSE | re.IGNORECASE) or _has_alternatives(regex.pattern):
        return Finder(regex.fullmatch)
    return Finder(regex.fullmatch, _regular_beginning(regex.pattern), ending=_regular_ending(regex.pattern))


def may_fold(text: str) -> bool:
    """Tell whether a text has letters that only a pattern without regard to case takes for other ones."""
    return not text.isascii() and not _FOLDING.isdisjoint(text)


def ascii_ending(text: str) -> str:
    """Return the end of a text that has a small letter for each of its letters, whatever stands before it."""
    ends = (index + 1 for index in range(len(text) - 1, -1, -1) if not text[index].isascii())
    return text[next(ends, 0) :].lower()


def longest_piece(pieces: Iterable[str]) -> str:
    """Return the longest of some literal pieces of a pattern, of those alone that ASCII can tell."""
    return max((piece for piece in pieces if piece.isascii()), key=len, default="").lower()


def _has_alternatives(pattern: str) -> bool:
    """Tell whether a regular expression is one of several as a whole, not only within its groups."""
    depth = 0
    for sign in _SIGN.findall(pattern) if "|" in pattern else ():
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            return True
    return False


def _regular_beginning(pattern: str) -> str:
    anchored = pattern.removeprefix("^")
    literal = _LITERAL.match(anchored)[0]  # type: ignore[index]
    # A quantifier belongs to the last character.
    return literal[:-1] if anchored[len(literal) : len(literal) + 1] in {"*", "+", "?", "{"} else literal


def _regular_ending(pattern: str) -> str:
    anchored = pattern.removesuffix("$")
    literal = _LITERAL_END.search(anchored)[0]  # type: ignore[index]
    # What follows a backslash may mean something else than it says.
    return "" if anchored.endswith(f"\\{literal}") else ascii_ending(literal)
