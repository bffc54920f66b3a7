"""Examples asked for by the lines they stand on, as in `specs/pay.feature:12`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from specbook.errors import UsageError
from specbook.model import GherkinDocument
from specbook.pytest_plugin.state import PROJECT
from specbook.reader import SUFFIXES, read_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Feature, Pickle, Rule, Scenario

LINES = pytest.StashKey[dict[str, frozenset[int]]]()
_WITH_LINES = re.compile(rf"(?P<path>.+(?:{'|'.join(map(re.escape, SUFFIXES))}))(?P<lines>(?::\d+)+)")


def take_lines(config: pytest.Config) -> None:
    """Take the lines off arguments such as `specs/pay.feature:12`, which pytest would look for as files."""
    given = getattr(config, "workerinput", {}).get("specbook_lines", {})
    lines: dict[str, set[int]] = {path: set(numbers) for path, numbers in given.items()}
    whole = set()
    for index, argument in enumerate(config.args):
        found = _WITH_LINES.fullmatch(argument)
        path = str((config.invocation_params.dir / (found["path"] if found else argument)).resolve())
        if found:
            config.args[index] = found["path"]
            lines.setdefault(path, set()).update(map(int, found["lines"].split(":")[1:]))
        else:
            whole.add(path)
    config.args[:] = dict.fromkeys(config.args)
    # A file that is named without a line, too, is wanted as a whole.
    config.stash[LINES] = {path: frozenset(numbers) for path, numbers in lines.items() if path not in whole}
    for path, numbers in config.stash[LINES].items():
        _check(Path(path), config.stash[PROJECT].root, numbers)


def _check(path: Path, root: Path, numbers: frozenset[int]) -> None:
    """Raise UsageError for a file that is not there, or a line that means no example, before anything is run."""
    if not path.is_file():
        raise UsageError(f"{path.relative_to(root) if path.is_relative_to(root) else path}: there is no such file")
    document = read_file(path, root) if path.is_relative_to(root) else None
    if isinstance(document, GherkinDocument):
        on_lines(document, numbers)


def on_lines(document: GherkinDocument, lines: frozenset[int]) -> frozenset[int]:
    """Return the indices of the examples that some lines of a file mean.

    A row means itself; a line of a scenario, an Examples table or a Rule all that is in it, the feature's all.
    Raises UsageError for a line that means none.
    """
    found: set[int] = set()
    for line in sorted(lines):
        meant = set(_on_line(document, line))
        if not meant:
            raise UsageError(f"{document.uri}:{line} is no line of a scenario{_nearest(document, line)}")
        found |= meant
    return frozenset(found)


def _on_line(document: GherkinDocument, line: int) -> Iterator[int]:
    feature = document.feature
    if feature is None:
        return
    starts = [*_starts(feature), document.source.count("\n") + 2]
    for index, pickle in enumerate(document.pickles):
        heads = [node.location.line for node in (feature, pickle.rule, pickle.row) if node]
        if line in heads or _holds(pickle, line, starts):
            yield index


def _holds(pickle: Pickle, line: int, starts: list[int]) -> bool:
    """Tell whether a line is of an example's scenario, and if it is of an Examples table, of its own and no row."""
    scenario = pickle.scenario
    begin = min([scenario.location.line, *(tag.location.line for tag in scenario.tags)])
    end = min(start for start in starts if start > scenario.location.line)
    rows = {row.location.line for examples in scenario.examples for row in examples.rows}
    return begin <= line < end and line not in rows and _in_table(pickle, line)


def _in_table(pickle: Pickle, line: int) -> bool:
    """Tell whether a line, if it is of an Examples table, is of this example's own."""
    tables = [
        (min([table.location.line, *(tag.location.line for tag in table.tags)]), table)
        for table in pickle.scenario.examples
    ]
    above = [table for first, table in tables if first <= line]
    return not above or pickle.examples is None or above[-1].location == pickle.examples.location


def _starts(feature: Feature) -> list[int]:
    """List the lines on which scenarios and Rules begin, with their tags."""
    nodes: list[Rule | Scenario] = [*feature.rules, *(scenario for _, scenario in feature.every_scenario())]
    return sorted(min([node.location.line, *(tag.location.line for tag in node.tags)]) for node in nodes)


def _nearest(document: GherkinDocument, line: int) -> str:
    scenarios = [scenario for _, scenario in document.feature.every_scenario()] if document.feature else []
    if not scenarios:
        return ", and there is none in the file"
    near = min(scenarios, key=lambda scenario: abs(scenario.location.line - line))
    return f"; the nearest, “{near.name}”, begins on line {near.location.line}"


def lines_for(config: pytest.Config, path: Path) -> frozenset[int]:
    """Return the lines that were asked for of a file; none where it is wanted as a whole."""
    return config.stash[LINES].get(str(path.resolve()), frozenset()) if config.stash[LINES] else frozenset()
