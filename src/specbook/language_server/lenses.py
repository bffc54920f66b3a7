"""What stands above a feature and each scenario: how it last ran, and a way to run it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol.types import CodeLens, Command

from specbook.language_server.standings import entries_of, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.language_server.desk import Desk
    from specbook.language_server.ranges import Ruler
    from specbook.language_server.sheets import Sheet

RUN = "specbook.run"


def lenses(desk: Desk, sheet: Sheet, ruler: Ruler) -> list[CodeLens]:
    """Return a state and “run” for the feature and for each scenario that can be read."""
    return list(_lenses(desk, sheet, ruler))


def _lenses(desk: Desk, sheet: Sheet, ruler: Ruler) -> Iterator[CodeLens]:
    feature = sheet.feature
    if not feature or sheet.uri.startswith("/"):
        return
    every = [entry for (uri, _), entry in desk.entries.items() if uri == sheet.uri]
    yield from _pair(ruler, feature.location.line, told(tuple(every)) if every else "", sheet.uri, "▶ run the file")
    for _, scenario in feature.every_scenario():
        line = scenario.location.line
        state = told(found) if (found := entries_of(desk, sheet, line)) else ""
        yield from _pair(ruler, line, state, f"{sheet.uri}:{line}", "▶ run")


def _pair(ruler: Ruler, line: int, state: str, target: str, title: str) -> Iterator[CodeLens]:
    at = ruler.range(line, 1)
    if state:
        yield CodeLens(at, Command(state, ""))
    yield CodeLens(at, Command(title, RUN, arguments=[target]))
