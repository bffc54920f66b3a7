"""The language and the direction of what stands on a page, where a spec is in another one than the book."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from specbook.pages.escaping import raw

if TYPE_CHECKING:
    from specbook.model import Feature

_FROM_RIGHT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
# What Gherkin calls a language, and no browser does: the one of emoji.
_NO_LANGUAGES = frozenset({"em"})


def attributes(language: str) -> str:
    """Return the HTML attributes of a language, with a space before them."""
    direction = "rtl" if _plain(language) in _FROM_RIGHT else "ltr"
    return f' lang="{raw(language)}" dir="{direction}"'


def spec_attributes(feature: Feature | None, book: str) -> str:
    """Return the attributes of a spec's own texts in a book; empty where its language tells nothing new.

    English is what Gherkin takes for granted: who writes English keywords may well write in another language.
    """
    return _spec_attributes(feature.language if feature else "en", book)


@cache
def _spec_attributes(language: str, book: str) -> str:
    known = {"en", _plain(book), *_NO_LANGUAGES}
    return "" if _plain(language) in known else attributes(language)


def _plain(language: str) -> str:
    return language.replace("_", "-").lower().partition("-")[0]
