"""The parts that several processes wrote of one run, put together as if one had written them in the plan's order."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Node = dict[str, Any]
# What every process of a run says alike; of equal lines one is kept.
_HEAD = {
    "meta",
    "source",
    "gherkinDocument",
    "pickle",
    "parameterType",
    "undefinedParameterType",
    "hook",
    "stepDefinition",
}


def merged_lines(parts: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield the lines of all parts, each example's together; lines that mean nothing are kept, before the end."""
    merged = _Merged()
    for part in parts:
        merged.begin_part()
        for line in part:
            if line.strip():
                merged.take(line)
    return merged.lines()


@dataclass(slots=True)
class _Attempt:
    """The lines of one attempt, and where the plan has it."""

    case: str
    number: int
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Merged:
    """What has been taken in so far, by where it belongs."""

    head: dict[str, None] = field(default_factory=dict)
    started: dict[str, str] = field(default_factory=dict)
    about: dict[str, None] = field(default_factory=dict)
    before: list[str] = field(default_factory=list)
    cases: dict[str, None] = field(default_factory=dict)
    order: dict[str, int] = field(default_factory=dict)
    attempts: dict[str, _Attempt] = field(default_factory=dict)
    after: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)
    planned: bool = False
    current: str = ""

    def begin_part(self) -> None:
        """Begin the lines of another process."""
        self.planned, self.current = False, ""

    def take(self, line: str) -> None:
        """Put one line where it belongs."""
        kind, node = _kind(line)
        attempt = str(node.get("testCaseStartedId", ""))
        if kind in _HEAD:
            self.head.setdefault(line)
        elif kind == "testRunStarted":
            run = str(node.get("id"))
            self.started[run] = min(line, self.started.get(run, line), key=_began)
        elif kind == "testRunFinished":
            self.ends.append(line)
        elif kind == "testCase":
            self.planned = True
            self.cases.setdefault(line)
            self.order.setdefault(str(node.get("id")), len(self.order))
        elif kind == "testCaseStarted":
            self.planned, self.current = True, str(node.get("id"))
            number = node.get("attempt", 0)
            begun = _Attempt(str(node.get("testCaseId")), number if isinstance(number, int) else 0)
            self.attempts.setdefault(self.current, begun).lines.append(line)
        elif attempt in self.attempts or (kind == "suggestion" and self.current):
            self.attempts[attempt or self.current].lines.append(line)
        elif kind in {"testRunHookStarted", "testRunHookFinished"} or "testRunHookStartedId" in node:
            (self.after if self.planned else self.before).append(line)
        elif "testRunStartedId" in node:
            self.about.setdefault(line)
        else:
            self.rest.append(line)

    def lines(self) -> Iterator[str]:
        """Yield everything: what was planned, what came of it in that order, and the end."""
        last = len(self.order)
        attempts = sorted(self.attempts.values(), key=lambda one: (self.order.get(one.case, last), one.number))
        yield from (*self.head, *self.started.values(), *self.about, *self.before, *self.cases)
        for attempt in attempts:
            yield from attempt.lines
        yield from (*self.after, *self.rest, *_one_end(self.ends))


def _kind(line: str) -> tuple[str, Node]:
    try:
        ((kind, node),) = json.loads(line).items()
    except (ValueError, AttributeError, RecursionError):
        return "", {}
    return (kind, node) if isinstance(node, dict) else ("", {})


def _began(line: str) -> tuple[int, int]:
    """Say when a process began its run; one that does not tell comes last."""
    timestamp = json.loads(line)["testRunStarted"].get("timestamp")
    if not isinstance(timestamp, dict):
        return sys.maxsize, 0
    return int(timestamp.get("seconds", 0)), int(timestamp.get("nanos", 0))


def _one_end(ends: list[str]) -> list[str]:
    """Keep the last end, successful only if every process's was."""
    if not ends:
        return []
    last = json.loads(ends[-1])
    last["testRunFinished"]["success"] = all(json.loads(end)["testRunFinished"].get("success") for end in ends)
    return [json.dumps(last, separators=(",", ":"))]
