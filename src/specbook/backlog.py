"""The backlog beside the specs, from backlog.yml: ideas in the order of their rank, and what that rests on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from specbook.errors import PlacedSettingsError
from specbook.finding import say
from specbook.references import Reference
from specbook.yaml_settings import YamlSettings, settings_text

if TYPE_CHECKING:
    from specbook.config import Project

FILE_NAME = "backlog.yml"
PRIORITIES = ("must", "should", "could", "wont")
_KEYS = ("title", "story", "priority", "effort", "feature", "features", "numbers")
_AMOUNT = re.compile(r"(-?\d+(?:\.\d+)?)\s?(%?)")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Number:
    """Something that an idea is ranked by, such as its reach: how much, who says so, and as of which day."""

    name: str
    value: Decimal
    line: int
    source: str = ""
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Idea:
    """Something that might be made; `effort` is in any unit that all ideas share, None where nobody has told it."""

    title: str
    line: int
    story: str = ""
    priority: str = ""
    effort: Decimal | None = None
    features: tuple[Reference, ...] = ()
    numbers: tuple[Number, ...] = ()


@dataclass(frozen=True, slots=True)
class Backlog:
    """What backlog.yml says; an idea that is written wrongly is left out, and told among the problems."""

    uri: str
    source: str = ""
    ideas: tuple[Idea, ...] = ()
    problems: tuple[PlacedSettingsError, ...] = ()


def read_backlog(project: Project) -> Backlog | None:
    """Read backlog.yml from the folder of specs; return None where there is none. It never raises."""
    path = project.specs / FILE_NAME
    if not path.is_file():
        return None
    uri = path.relative_to(project.root).as_posix()
    try:
        return _Reader(uri, settings_text(path, uri)).backlog()
    except PlacedSettingsError as problem:
        return Backlog(uri, problems=(problem,))


class _Reader(YamlSettings):
    """Reads one backlog.yml; a key without a value counts as not there."""

    def __init__(self, uri: str, text: str) -> None:
        super().__init__(uri, text)
        self._source = text

    def backlog(self) -> Backlog:
        nodes = self._filled(self._tree, ("ideas",), ()).get("ideas", [])
        if not isinstance(nodes, list):
            raise self._error(("ideas",), say("a list of ideas is expected"))
        ideas: list[Idea] = []
        problems: list[PlacedSettingsError] = []
        for number, node in enumerate(nodes, 1):
            try:
                ideas.append(self._idea(node, ("ideas", str(number))))
            except PlacedSettingsError as problem:
                problems.append(problem)
        return Backlog(self._uri, self._source, tuple(ideas), tuple(problems))

    def _idea(self, node: object, here: tuple[str, ...]) -> Idea:
        idea = self._filled(node, _KEYS, here)
        title = self._text(idea, "title", here)
        if not title:
            raise self._error(here, say("an idea needs its `title`"))
        return Idea(
            title,
            self._line(here),
            self._text(idea, "story", here),
            self._priority(idea, here),
            self._effort(idea, here),
            self._features(idea, here),
            self._numbers(idea, here),
        )

    def _priority(self, idea: dict[str, Any], here: tuple[str, ...]) -> str:
        priority = self._text(idea, "priority", here)
        if priority:
            self._known({priority: None}, PRIORITIES, (), at=(*here, "priority"))
        return priority

    def _effort(self, idea: dict[str, Any], here: tuple[str, ...]) -> Decimal | None:
        effort = self._amount(idea["effort"], (*here, "effort")) if "effort" in idea else None
        if effort is not None and effort < 0:
            raise self._error((*here, "effort"), say("an effort is never below 0"))
        return effort

    def _features(self, idea: dict[str, Any], here: tuple[str, ...]) -> tuple[Reference, ...]:
        """Read `feature`, which is one, and `features`, which are several."""
        paths = [(self._text(idea, "feature", here), (*here, "feature"))] if "feature" in idea else []
        several = self._list(idea, "features", here)
        paths += [(text, (*here, "features", str(number))) for number, text in enumerate(several, 1)]
        return tuple(Reference(text, self._uri, self._line(path)) for text, path in paths)

    def _numbers(self, idea: dict[str, Any], here: tuple[str, ...]) -> tuple[Number, ...]:
        path = (*here, "numbers")
        numbers = self._mapping(idea.get("numbers"), path)
        return tuple(self._number(name, node, (*path, name)) for name, node in numbers.items())

    def _number(self, name: str, node: object, here: tuple[str, ...]) -> Number:
        """Read a number with its source and its day, or a bare one that has neither."""
        written = node if isinstance(node, dict) else {"value": node}
        number = self._filled(written, ("value", "source", "as of"), here)
        value = self._amount(number.get("value"), (*here, "value"))
        return Number(name, value, self._line(here), self._text(number, "source", here), self._day(number, here))

    def _day(self, number: dict[str, Any], here: tuple[str, ...]) -> date | None:
        text = self._text(number, "as of", here)
        try:
            return date.fromisoformat(text if _DAY.fullmatch(text) else "") if text else None
        except ValueError:
            raise self._error((*here, "as of"), say("a day is expected, such as 2026-10-01")) from None

    def _amount(self, value: object, path: tuple[str, ...]) -> Decimal:
        match = _AMOUNT.fullmatch(value) if isinstance(value, str) else None
        if not match:
            raise self._error(path, say("a number is expected, such as 1200, 0.5 or 80%"))
        return Decimal(match[1]) / (100 if match[2] else 1)

    def _filled(self, node: object, known: tuple[str, ...], here: tuple[str, ...]) -> dict[str, Any]:
        """Return a mapping without the keys that nobody has given a value yet."""
        mapping = self._known(self._mapping(node, here), known, here)
        return {key: value for key, value in mapping.items() if value is not None}
