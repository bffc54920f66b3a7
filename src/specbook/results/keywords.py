"""Step keywords as reports hold them, without the language they are of: what they mean, and whose they are."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from specbook.model import PickleStep
from specbook.reader import dialect_keywords, languages

if TYPE_CHECKING:
    from collections.abc import Iterable, Set

    from specbook.model import KeywordType, Step, StepType

_TYPES: tuple[tuple[str, KeywordType], ...] = (
    ("given", "Context"),
    ("when", "Action"),
    ("then", "Outcome"),
    ("and", "Conjunction"),
    ("but", "Conjunction"),
)


def language_of(keywords: Set[str], likely: Iterable[str]) -> str:
    """Find a language that has all these step keywords: a likely one, English, or any other; English if none has."""
    candidates = filter(None, (*likely, "en", *languages()))
    return next((one for one in candidates if keywords <= _step_keywords(one).keys()), "en")


def keyword_type(keyword: str, language: str) -> KeywordType:
    """Say what a keyword means; as in Gherkin itself, one with several meanings, such as `*`, has none."""
    types = _step_keywords(language).get(keyword.strip(), ())
    return types[0] if len(types) == 1 else "Unknown"


def run_steps(written: Iterable[Step]) -> tuple[PickleStep, ...]:
    """Give each step the type that it runs with: And, But and the like continue the one before."""
    current: StepType = "Unknown"
    steps = []
    for step in written:
        current = current if step.keyword_type == "Conjunction" else step.keyword_type
        steps.append(PickleStep(step.location, step.keyword, current, step.text, step.data_table, step.doc_string))
    return tuple(steps)


@cache
def _step_keywords(language: str) -> dict[str, tuple[KeywordType, ...]]:
    found: dict[str, tuple[KeywordType, ...]] = {}
    for name, kind in _TYPES:
        for keyword in dialect_keywords(language).get(name, ()):
            found[keyword.strip()] = (*found.get(keyword.strip(), ()), kind)
    return found
