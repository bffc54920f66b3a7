"""JUnit XML: names and how they ended, without the texts of steps, so it speaks of examples only by a spec's help.

Read with Python's own expat, as a stream: a report needs no document type, and without one there are no entities, so
whatever declares one is refused at its first line, before anything could be expanded or fetched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from xml.parsers import expat

from specbook.errors import ReportError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from specbook.results.run import Status

_ENDINGS: Mapping[str, Status] = {"failure": "FAILED", "error": "FAILED", "skipped": "SKIPPED"}
_STEP_LINE = re.compile(r"(.*?)\.{2,}(passed|failed|skipped|undefined|pending|ambiguous|unknown)")
_WORDS: Mapping[str, Status] = {
    "passed": "PASSED",
    "failed": "FAILED",
    "skipped": "SKIPPED",
    "undefined": "UNDEFINED",
    "pending": "PENDING",
    "ambiguous": "AMBIGUOUS",
    "unknown": "UNKNOWN",
}
_GOOD_WORDS = frozenset({"", "passed", "success", "ok", "run", "completed"})


@dataclass(frozen=True, slots=True)
class Ending:
    """How one test of the report ended; `line` is its own in the report, `started` in nanoseconds since 1970, or 0.

    `steps` are what Cucumber's formatter prints, a step and its ending to a line; empty for any other output.
    """

    line: int
    class_name: str
    name: str
    status: Status
    message: str
    steps: tuple[tuple[str, Status], ...]
    started: int


def read_junit_xml(name: str, path: Path) -> tuple[Ending, ...]:
    """Read every test of a report; raises ReportError, with the place, for what is no such report."""
    reading = _Reading(name)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = reading.refuse
    parser.StartElementHandler = lambda tag, attributes: reading.begin(tag, attributes, parser.CurrentLineNumber)
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.text
    try:
        with path.open("rb") as file:
            parser.ParseFile(file)
    except expat.ExpatError as error:
        place = f"{name}:{error.lineno}:{error.offset + 1}"
        raise ReportError(f"{place}: this is not valid XML: {expat.ErrorString(error.code)}.") from None
    except (LookupError, ValueError) as error:
        raise ReportError(f"{name}: this XML cannot be read: {error}.") from None
    return tuple(reading.endings)


@dataclass(slots=True)
class _Reading:
    """What has been read so far, and the test that the reader is in."""

    name: str
    endings: list[Ending] = field(default_factory=list)
    depth: int = 0
    started: list[int] = field(default_factory=lambda: [0])
    test: dict[str, str] | None = None
    line: int = 0
    status: Status = "PASSED"
    message: str = ""
    inside: str = ""
    heard: dict[str, list[str]] = field(default_factory=dict)

    def refuse(self, *_: object) -> None:
        raise ReportError(f"{self.name}: a document type is declared, which no JUnit report needs; it is not read.")

    def begin(self, tag: str, attributes: dict[str, str], line: int) -> None:
        if not self.depth and tag not in {"testsuites", "testsuite"}:
            raise ReportError(f"{self.name}:{line}: this is no JUnit XML: it begins with <{tag}>.")
        self.depth += 1
        if tag in {"testsuites", "testsuite"}:
            self.started.append(_nanoseconds(attributes.get("timestamp", "")) or self.started[-1])
        elif tag == "testcase":
            self.test, self.line, self.heard, self.message = attributes, line, {}, ""
            self.status, self.message = _told(attributes)
        elif self.test is not None:
            self.inside = tag
            self._take(tag, attributes)

    def _take(self, tag: str, attributes: dict[str, str]) -> None:
        ending = _ENDINGS.get(tag)
        if ending and self.status != "FAILED":
            self.status, self.message = ending, attributes.get("message", "")

    def text(self, text: str) -> None:
        if self.inside:
            self.heard.setdefault(self.inside, []).append(text)

    def end(self, tag: str) -> None:
        self.depth -= 1
        self.inside = ""
        if tag in {"testsuites", "testsuite"}:
            self.started.pop()
        elif tag == "testcase" and self.test is not None:
            self.endings.append(self._ending(self.test))
            self.test = None

    def _ending(self, test: dict[str, str]) -> Ending:
        told = {tag: "".join(parts) for tag, parts in self.heard.items()}
        message = self.message or told.get("failure", told.get("error", told.get("skipped", ""))).strip()
        names = test.get("classname", ""), test.get("name", "")
        steps = _printed_steps(told.get("system-out", ""))
        return Ending(self.line, *names, self.status, message, steps, self.started[-1])


def _told(attributes: Mapping[str, str]) -> tuple[Status, str]:
    """Say what a test's own attribute tells, where the tool writes one: a test that was not run has no failure."""
    word = attributes.get("status") or attributes.get("result") or ""
    return ("PASSED", "") if word.lower() in _GOOD_WORDS else ("UNKNOWN", f"the report says “{word}”")


def _printed_steps(text: str) -> tuple[tuple[str, Status], ...]:
    steps: list[tuple[str, Status]] = []
    for line in filter(None, map(str.strip, text.split("\n"))):
        match = _STEP_LINE.fullmatch(line)
        if not match:
            return ()
        steps.append((match[1], _WORDS[match[2]]))
    return tuple(steps)


def _nanoseconds(timestamp: str) -> int:
    """Read a date; one without a time zone, as most tools write it, is this machine's."""
    try:
        return round(datetime.fromisoformat(timestamp).timestamp() * 10**6) * 1000
    except (ValueError, OverflowError, OSError):
        return 0
