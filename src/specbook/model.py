"""The parts of a spec, in Gherkin's own words, each with its place."""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specbook.errors import ParseError

KeywordType = Literal["Context", "Action", "Outcome", "Conjunction", "Unknown"]
StepType = Literal["Context", "Action", "Outcome", "Unknown"]
# pytest-bdd's word for each type; a step of an unknown one fits a definition of any.
STEP_KEYWORDS = {"Context": "given", "Action": "when", "Outcome": "then"}
NO_ROWS, NO_STEPS = "an outline without rows", "a scenario without steps"


class Location(NamedTuple):
    """A place in a file; lines and columns count from 1.

    A tuple, and no dataclass: half of all parts of a spec are places, and a tuple is made in a third of the time.
    """

    line: int
    column: int = 1


@dataclass(frozen=True, slots=True)
class Comment:
    location: Location
    text: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag with its `@`."""

    location: Location
    name: str


@dataclass(frozen=True, slots=True)
class Cell:
    location: Location
    value: str


@dataclass(frozen=True, slots=True)
class TableRow:
    location: Location
    cells: tuple[Cell, ...]

    @property
    def values(self) -> tuple[str, ...]:
        return tuple([cell.value for cell in self.cells])  # a list is made in half the time of a generator


@dataclass(frozen=True, slots=True)
class DataTable:
    location: Location
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class DocString:
    location: Location
    content: str
    delimiter: str
    media_type: str | None


@dataclass(frozen=True, slots=True)
class Step:
    location: Location
    keyword: str
    keyword_type: KeywordType
    text: str
    data_table: DataTable | None
    doc_string: DocString | None


@dataclass(frozen=True, slots=True)
class Background:
    location: Location
    keyword: str
    name: str
    description: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Examples:
    """One table of examples; `header` is None where the table is missing altogether."""

    location: Location
    tags: tuple[Tag, ...]
    keyword: str
    name: str
    description: str
    header: TableRow | None
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario, or an outline: then `outline` is true, whatever the author's keyword was."""

    location: Location
    tags: tuple[Tag, ...]
    keyword: str
    name: str
    description: str
    steps: tuple[Step, ...]
    examples: tuple[Examples, ...]
    outline: bool


@dataclass(frozen=True, slots=True)
class Rule:
    location: Location
    tags: tuple[Tag, ...]
    keyword: str
    name: str
    description: str
    background: Background | None
    scenarios: tuple[Scenario, ...]


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature; its `scenarios` are those directly under it, and all come before its first Rule."""

    location: Location
    tags: tuple[Tag, ...]
    language: str
    keyword: str
    name: str
    description: str
    background: Background | None
    scenarios: tuple[Scenario, ...]
    rules: tuple[Rule, ...]

    def every_scenario(self) -> Iterator[tuple[Rule | None, Scenario]]:
        """Yield each scenario with the Rule that holds it, in the order of the file."""
        yield from ((None, scenario) for scenario in self.scenarios)
        yield from ((rule, scenario) for rule in self.rules for scenario in rule.scenarios)

    def every_tag(self) -> Iterator[Tag]:
        """Yield the tags of the feature and of everything in it."""
        yield from self.tags
        yield from (tag for rule in self.rules for tag in rule.tags)
        for _, scenario in self.every_scenario():
            yield from scenario.tags
            yield from (tag for examples in scenario.examples for tag in examples.tags)


@dataclass(frozen=True, slots=True)
class PickleStep:
    """A step of one example, its placeholders filled in; `location` and `keyword` are those of the step in the file."""

    location: Location
    keyword: str
    type: StepType
    text: str
    data_table: DataTable | None
    doc_string: DocString | None


@dataclass(frozen=True, slots=True)
class Pickle:
    """One example: a scenario, or one row of an outline, with its Background and its inherited tags.

    An outline without rows stands for one example that cannot run: its `row` is None and its steps are as written.
    Its `fingerprint` is that of its steps, made once and kept with them: every ledger asks for it.
    """

    uri: str
    location: Location
    name: str
    language: str
    tags: tuple[Tag, ...]
    steps: tuple[PickleStep, ...]
    fingerprint: str = field(repr=False)
    scenario: Scenario
    rule: Rule | None = None
    examples: Examples | None = None
    row: TableRow | None = None

    @property
    def vacuous(self) -> str:
        """Say why there is nothing to run in it; empty where there is."""
        if self.scenario.outline and self.row is None:
            return NO_ROWS
        return "" if self.steps else NO_STEPS

    @property
    def row_number(self) -> int:
        """Count the rows of the whole scenario up to this one, from 1; 0 where it is no outline."""
        if not self.row:
            return 0
        before = 0
        for examples in self.scenario.examples:
            number = bisect_left(examples.rows, self.row.location, key=_place)
            if number < len(examples.rows) and examples.rows[number].location == self.row.location:
                return before + number + 1
            before += len(examples.rows)
        return 0

    @property
    def tag_names(self) -> frozenset[str]:
        return frozenset(tag.name for tag in self.tags)


@dataclass(frozen=True, slots=True)
class GherkinDocument:
    """One file; `feature` is None where the file is empty or holds only comments.

    `source` lacks the byte order mark that the file may begin with; `bom` tells of it.
    """

    uri: str
    source: str = field(repr=False)
    feature: Feature | None
    comments: tuple[Comment, ...]
    pickles: tuple[Pickle, ...] = field(repr=False)
    bom: bool = False


@dataclass(frozen=True, slots=True)
class Capability:
    """A folder of specs and the story that its README tells; the root's path is that of the specs themselves.

    `readme` lacks what stands before the story, a heading for one; `line` is where in the file it begins.
    """

    path: str
    title: str
    readme: str
    audience: str = ""
    line: int = 1
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Specs:
    """The whole tree of specs: what could be read, what could not, and the folders that group it.

    `unparsed` pairs the uri and the text of each file that holds text, but not Gherkin.
    """

    path: str
    documents: tuple[GherkinDocument, ...]
    errors: tuple[ParseError, ...] = ()
    capabilities: tuple[Capability, ...] = ()
    unparsed: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    @property
    def pickles(self) -> tuple[Pickle, ...]:
        return tuple(pickle for document in self.documents for pickle in document.pickles)

    @property
    def unparsable(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(error.uri for error in self.errors))

    def inner_path(self, path: str) -> str:
        """Return the path of a file or a folder of specs as it is within their own folder; `.` for that itself."""
        return "." if path == self.path else path.removeprefix(f"{self.path}/")


def fingerprint(steps: Iterable[PickleStep]) -> str:
    """Hash what an example means: the types, texts and arguments of its steps, and nothing else."""
    meaning = [[step.type, step.text, _rows(step.data_table), _content(step.doc_string)] for step in steps]
    return hashlib.sha256(json.dumps(meaning).encode()).hexdigest()[:16]


def _place(row: TableRow) -> Location:
    return row.location


def _rows(table: DataTable | None) -> list[tuple[str, ...]] | None:
    return [row.values for row in table.rows] if table else None


def _content(doc_string: DocString | None) -> list[str | None] | None:
    return [doc_string.content, doc_string.media_type] if doc_string else None
