"""A run and its results, whatever format they came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specbook.errors import ParseError

Status = Literal["PASSED", "FAILED", "SKIPPED", "PENDING", "UNDEFINED", "AMBIGUOUS", "UNKNOWN"]
STATUSES: tuple[Status, ...] = ("PASSED", "SKIPPED", "UNKNOWN", "PENDING", "UNDEFINED", "AMBIGUOUS", "FAILED")
_PASSED: frozenset[Status] = frozenset({"PASSED"})


@dataclass(frozen=True, slots=True)
class Attachment:
    """What a step or a hook attached: where it stands in a stream, and what it is said to be.

    `url` is that of a file beside the stream; empty where the content stands in the stream itself.
    """

    uri: str
    line: int
    media_type: str
    caption: str = ""
    file_name: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class StepResult:
    """How one step ended; `duration` in nanoseconds, `line` that of the step in the spec, 0 for a hook.

    `definition` is the place and the pattern of the step definition that ran.
    """

    line: int
    status: Status
    message: str = ""
    duration: int = 0
    attachments: tuple[Attachment, ...] = ()
    definition: str = ""

    def without_words(self) -> StepResult:
        """Return it without its message and its definition."""
        return StepResult(self.line, self.status, duration=self.duration, attachments=self.attachments)


@dataclass(frozen=True, slots=True)
class DefinitionUse:
    """A step definition that a result rests on: its file, and a hash of its source."""

    uri: str
    digest: str


@dataclass(frozen=True, slots=True)
class StepDefinition:
    """A step definition that a run knew, whether a step of it used it or not."""

    uri: str
    line: int
    pattern: str


@dataclass(frozen=True, slots=True)
class Result:
    """The final attempt of one example in one run; `started` in nanoseconds since 1970, 0 where it never was.

    `took` is how long it was under way, fixtures included, in nanoseconds; 0 where nothing tells. `retried` tells that
    it was tried before in this run, and had to be tried again.
    """

    uri: str
    line: int
    rule: str
    scenario: str
    row: int
    tags: frozenset[str]
    fingerprint: str
    started: int
    finished: bool
    steps: tuple[StepResult, ...]
    died: str = ""
    failure: str = ""
    definitions: frozenset[DefinitionUse] = frozenset()
    took: int = 0
    retried: bool = False

    def without_words(self) -> Result:
        """Return it as it ended, without what its steps and its failure said."""
        steps = tuple([step.without_words() for step in self.steps])
        died, failure = "failed" if self.died else "", "failed" if self.failure else ""
        of_what = (self.uri, self.line, self.rule, self.scenario, self.row, self.tags, self.fingerprint)
        ended = (self.started, self.finished, steps, died, failure)
        return Result(*of_what, *ended, self.definitions, self.took, self.retried)

    @property
    def status(self) -> Status:
        """The worst of its steps; UNDEFINED without any, UNKNOWN where it was cut short."""
        if self.died or self.failure:
            return "FAILED"
        if not self.finished:
            return "UNKNOWN"
        return worst([step.status for step in self.steps]) if self.steps else "UNDEFINED"

    @property
    def message(self) -> str:
        """Why it ended as it did, in the words of the step that decided; empty where it passed."""
        if self.died or self.failure:
            return self.died or self.failure
        if not self.finished:
            return "the run was interrupted in it"
        if not self.steps:
            return "a scenario without steps"
        return next((step.message for step in self.steps if step.status == self.status and step.message), "")


@dataclass(frozen=True, slots=True)
class Run:
    """One execution; `unfinished` are selected examples without an end, as `uri:line`."""

    id: str
    started: int
    results: tuple[Result, ...]
    ended: bool = False
    success: bool = False
    unfinished: tuple[str, ...] = ()
    commit: str = ""
    dirty: bool = False
    problems: tuple[ParseError, ...] = field(default=())
    definitions: tuple[StepDefinition, ...] = ()


def worst(statuses: Iterable[Status]) -> Status:
    """Return the worst of some statuses; PASSED of none."""
    different = set(statuses) - _PASSED
    return max(different, key=STATUSES.index) if different else "PASSED"
