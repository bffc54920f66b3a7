"""Every name tells what it stands for.

“Scenario 1” and “Test” say nothing in a table of contents, in a report or in a search. A name says in a few words what
is special about this one.

Bad:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Scenario 1
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

Good:
    Feature: Checkout
      So that customers pay what they owe.

      Scenario: Pay for a cart
        Given a cart of 20 euros
        When the customer pays
        Then the shop receives 20 euros

      Scenario: Pay for an empty cart
        Given an empty cart
        When the customer pays
        Then the shop receives nothing
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Severity, say
from specbook.checks._keywords import TITLES, folded
from specbook.checks._parts import features
from specbook.checks._passages import column_of, headlines
from specbook.reader import dialect_keywords

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Specs

FAMILY: Family = "wording"
SEVERITY: Severity = "warning"
_EMPTY_WORDS = {
    "test", "tests", "test case", "case", "tc", "ts", "us", "untitled", "no name", "title", "name", "tbd", "todo",
    "foo", "bar", "baz", "xxx", "new", "sample", "cas", "cas de test", "essai", "sans titre", "sans nom", "exemple",
}  # fmt: skip
_BESIDE_WORDS = re.compile(r"[\s\d_!-/:-@\[-`{-~]+")


def check(specs: Specs) -> Iterator[Finding]:
    """Find features, Rules and scenarios whose name is a keyword, a number, or both."""
    for document, feature in features(specs):
        for passage in headlines(feature):
            if _is_empty(passage.text, feature.language):
                column = column_of(document, passage)
                message = say(
                    "“{name}” could be the name of anything. Say what is special about this one.", name=passage.text
                )
                end = column + len(passage.text)
                yield Finding(document.uri, passage.line, column, "names-mean-something", SEVERITY, message, end)


def _is_empty(name: str, language: str) -> bool:
    """Tell whether nothing is left of a name beside its numbers but words that any name might be."""
    if "<" in name:
        return False  # examples fill it in
    words = folded(_BESIDE_WORDS.sub(" ", name)).strip()
    return not words or words in _empty_words(language) or (len(words) == 1 and words.isascii())


@cache
def _empty_words(language: str) -> frozenset[str]:
    keywords = (word for name in TITLES for one in (language, "en") for word in dialect_keywords(one).get(name, ()))
    return frozenset(_EMPTY_WORDS | {folded(_BESIDE_WORDS.sub(" ", word)).strip() for word in keywords})
