"""Which step definition runs a step: an index over those that a node can see."""

from __future__ import annotations

import inspect
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from specbook.pytest_plugin.adapter import STEP_TYPES, Definition, exact_parser, visible_definitions
from specbook.results.run import DefinitionUse
from specbook.step_index import function_digests

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pytest

    from specbook.model import PickleStep


@dataclass(slots=True)
class _Visible:
    """The definitions that one node sees: those of an exact text by that text, the others to be tried in turn."""

    exact: dict[str, list[tuple[int, Definition]]] = field(default_factory=dict)
    patterns: list[tuple[int, Definition]] = field(default_factory=list)
    known: dict[tuple[str, str], tuple[Definition, ...]] = field(default_factory=dict)

    def matching(self, step: PickleStep) -> tuple[Definition, ...]:
        """Return the definitions that match a step; where one is nearer to the spec than another, the nearer."""
        key = (step.type, step.text)
        if key not in self.known:
            self.known[key] = self._nearest(step)
        return self.known[key]

    def _nearest(self, step: PickleStep) -> tuple[Definition, ...]:
        wanted = STEP_TYPES.get(step.type)
        fitting = [
            (depth, definition)
            for depth, definition in (*self.exact.get(step.text, ()), *self.patterns)
            if _fits(definition, wanted, step.text)
        ]
        nearest = max((depth for depth, _ in fitting), default=0)
        # A module that is both a plugin and imported elsewhere registers one function twice.
        unique = {(id(one.step_func), one.parser.name): one for depth, one in fitting if depth == nearest}
        return tuple(unique.values())


class StepIndex:
    """Finds step definitions; what a folder of specs can see is looked up once."""

    def __init__(self) -> None:
        self._visible: dict[Any, _Visible] = {}

    def matching(self, item: pytest.Item, steps: Iterable[PickleStep]) -> tuple[tuple[Definition, ...], ...]:
        """Return, for each step, the definitions that match it."""
        if item.parent not in self._visible:
            self._visible[item.parent] = _look_around(item)
        visible = self._visible[item.parent]
        return tuple(visible.matching(step) for step in steps)


class Sources:
    """Where step definitions stand, and digests of their source, relative to the project's root."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._files: dict[str, dict[int, str]] = {}

    def place(self, definition: Definition) -> tuple[str, int]:
        """Return the file and line of a definition; an empty file where it is not of this project."""
        function = inspect.unwrap(definition.step_func)
        code = getattr(getattr(function, "func", function), "__code__", None)
        path = Path(code.co_filename) if code else Path()
        if not code or not path.is_relative_to(self._root) or "site-packages" in path.parts:
            return "", 0
        return path.relative_to(self._root).as_posix(), code.co_firstlineno

    def use(self, definition: Definition) -> DefinitionUse | None:
        """Return what a result that rests on a definition must remember of it."""
        uri, line = self.place(definition)
        if not uri:
            return None
        if uri not in self._files:
            self._files[uri] = function_digests(_source(self._root / uri))
        digest = self._files[uri].get(line)
        return DefinitionUse(uri, digest) if digest else None


def _source(path: Path) -> str:
    """Read a file of step definitions; one that is not there, or not UTF-8, vouches for nothing."""
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _look_around(item: pytest.Item) -> _Visible:
    visible = _Visible()
    for depth, definition in visible_definitions(item):
        if type(definition.parser) is exact_parser:
            visible.exact.setdefault(definition.parser.name, []).append((depth, definition))
        else:
            visible.patterns.append((depth, definition))
    return visible


def _fits(definition: Definition, wanted: str | None, text: str) -> bool:
    """Match type and text; a step whose type nothing tells (a first And or `*`) fits a definition of any type."""
    if wanted and definition.type is not None and definition.type != wanted:
        return False
    try:
        return bool(definition.parser.is_matching(text))
    except Exception:  # a converter that fails does so again when the step runs, and is told there
        return True
