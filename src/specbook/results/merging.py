"""The parts that several processes wrote of one run, put together as if one had written them in the plan's order.

Pure functions over NDJSON text. Ids are opaque, and a line that means nothing is kept, at the end.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from specbook.results.ndjson import Node, envelope_of, line_of, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NEVER = sys.maxsize


def merge_parts(parts: Iterable[str]) -> str:
    """Put together what the processes of one run wrote; their ids mean the same.

    What several say alike is kept once. Attempts stand in the order of the plan, each in one piece.
    """
    merged = Merged()
    for part in parts:
        merged.take(lines_of(part))
    return merged.text()


@dataclass(slots=True)
class Merged:
    """What has been taken in so far, by where it will stand."""

    metas: list[str] = field(default_factory=list)
    head: list[str] = field(default_factory=list)
    runs: dict[str, str] = field(default_factory=dict)
    before: list[str] = field(default_factory=list)
    cases: dict[str, list[str]] = field(default_factory=dict)
    attempts: dict[tuple[str, int], list[str]] = field(default_factory=lambda: defaultdict(list))
    order: dict[tuple[str, int], tuple[str, int]] = field(default_factory=dict)
    twins: Counter[str] = field(default_factory=Counter)
    newest: tuple[str, int] | None = None
    after: list[str] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)
    scraps: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    hook_types: dict[str, str] = field(default_factory=dict)

    def take(self, lines: Iterable[str]) -> None:
        """Take in one part, save what an earlier one has said in the same words."""
        lines, self.newest = list(lines), None
        sides: dict[str, list[str]] = {"": self.before}
        for line in lines:
            kind, node = envelope_of(line)
            if not kind:
                self.scraps.append(line)
            elif line not in self.seen:
                self._place(kind, node, line, sides)
        self.seen.update(lines)

    def _place(self, kind: str, node: Node, line: str, sides: dict[str, list[str]]) -> None:
        if kind == "meta":
            self.metas.append(line)
        elif kind == "testRunStarted":
            name = str(node.get("id"))
            self.runs[name] = min(line, self.runs.get(name, line), key=began)
        elif kind == "testRunFinished":
            self.ends.append(line)
        elif kind == "testCase":
            self.cases.setdefault(str(node.get("id")), []).append(line)
        elif kind == "testCaseStarted" or "testCaseStartedId" in node:
            self._place_in_attempt(kind, node, line)
            sides[""] = self.after
        elif kind == "suggestion" and self.newest:
            self.attempts[self.newest].append(line)
        elif kind in {"attachment", "externalAttachment"} or {"testRunStartedId", "testRunHookStartedId"} & set(node):
            self._place_around(kind, node, line, sides)
        else:
            if kind == "hook":
                self.hook_types[str(node.get("id"))] = str(node.get("type"))
            self.head.append(line)

    def _place_in_attempt(self, kind: str, node: Node, line: str) -> None:
        """Put a line into its attempt: the last one of that id, as a process may name its own like another's."""
        begins = kind == "testCaseStarted"
        identity = str(node.get("id" if begins else "testCaseStartedId"))
        self.twins[identity] += begins and (identity, self.twins[identity]) in self.order
        self.newest = key = identity, self.twins[identity]
        self.attempts[key].append(line)
        if begins:
            number = node.get("attempt")
            self.order[key] = str(node.get("testCaseId")), number if isinstance(number, int) else 0

    def _place_around(self, kind: str, node: Node, line: str, sides: dict[str, list[str]]) -> None:
        """Put what is of the run itself before or after all attempts, the envelopes of one hook together.

        A hook says by its type where it belongs; whatever else, by whether an attempt of its part had begun.
        """
        side = sides.get(str(node.get("testRunHookStartedId")), sides[""])
        if kind == "testRunHookStarted":
            types = {"BEFORE_TEST_RUN": self.before, "AFTER_TEST_RUN": self.after}
            side = types.get(self.hook_types.get(str(node.get("hookId")), ""), side)
            sides[str(node.get("id"))] = side
        side.append(line)

    def text(self) -> str:
        """Return all that was taken in, as one stream."""
        cases = [line for lines in self.cases.values() for line in lines]
        head = [*self.metas, *self.head, *self.runs.values(), *self.before, *cases]
        tail = [*self.after, *_one_end(self.ends), *self.scraps]
        return "".join(f"{line}\n" for line in (*head, *self._attempts(), *tail))

    def _attempts(self) -> Iterator[str]:
        """Yield the attempts by their places in the plan and their numbers; those that no plan holds come last."""
        plan = {case: number for number, case in enumerate(self.cases)}

        def position(key: tuple[str, int]) -> tuple[int, int]:
            case, number = self.order.get(key, ("", 0))
            return plan.get(case, _NEVER), number

        for key in sorted(self.attempts, key=position):
            yield from self.attempts[key]


def _one_end(ends: list[str]) -> list[str]:
    """Keep the last end, successful only if every process's was."""
    if len(ends) < 2:
        return ends
    last = json.loads(max(ends, key=lambda line: when(envelope_of(line)[1])))
    last["testRunFinished"]["success"] = all(envelope_of(end)[1].get("success") is True for end in ends)
    return [line_of(last)]


def began(line: str) -> tuple[int, int]:
    """Say when a process began its run; one that does not tell comes last."""
    moment = when(envelope_of(line)[1])
    return moment if any(moment) else (_NEVER, 0)


def when(node: Node) -> tuple[int, int]:
    timestamp = node.get("timestamp")
    if not isinstance(timestamp, dict):
        return 0, 0
    seconds, nanos = timestamp.get("seconds", 0), timestamp.get("nanos", 0)
    return (int(seconds), int(nanos)) if str(seconds).isdigit() and str(nanos).isdigit() else (0, 0)
