"""Cucumber Messages (NDJSON) into a run, whoever wrote them; what cannot be read is said, the rest is kept."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from specbook.errors import ParseError
from specbook.model import Cell, DataTable, DocString, Location, PickleStep, TableRow, fingerprint
from specbook.results.events import OUR_MEDIA_TYPE
from specbook.results.run import STATUSES, Attachment, DefinitionUse, Result, Run, Status, StepDefinition, StepResult

if TYPE_CHECKING:
    from collections.abc import Iterable

OLDEST_PROTOCOL, NEWEST_PROTOCOL = 22, 34
Node = dict[str, Any]
_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)


def read_messages(run_id: str, parts: Iterable[tuple[str, str]]) -> Run:
    """Read the parts of one run, each a uri and its NDJSON text, as one stream."""
    stream = _Stream()
    for uri, text in parts:
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                stream.take(uri, number, line)
    return stream.run(run_id)


@dataclass(slots=True)
class _Stream:
    """What has been read so far, by id."""

    scenarios: dict[str, tuple[str, str]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    pickles: dict[str, Node] = field(default_factory=dict)
    cases: dict[str, Node] = field(default_factory=dict)
    attempts: dict[str, Node] = field(default_factory=dict)
    places: dict[str, tuple[str, int]] = field(default_factory=dict)
    finished: dict[str, bool] = field(default_factory=dict)
    retried: set[str] = field(default_factory=set)
    ends: dict[str, int] = field(default_factory=dict)
    steps: dict[str, dict[str, StepResult]] = field(default_factory=lambda: defaultdict(dict))
    patterns: dict[str, str] = field(default_factory=dict)
    known: list[StepDefinition] = field(default_factory=list)
    definitions: dict[str, DefinitionUse] = field(default_factory=dict)
    notes: dict[str, Node] = field(default_factory=lambda: defaultdict(dict))
    attached: dict[tuple[str, str], list[Attachment]] = field(default_factory=lambda: defaultdict(list))
    started: int = 0
    ended: bool = False
    success: bool = False
    foreign: bool = False
    problems: list[ParseError] = field(default_factory=list)
    here: tuple[str, int] = ("", 0)

    def take(self, uri: str, number: int, line: str) -> None:
        """Take one line in; a line that cannot be used becomes a problem, whatever is wrong with it."""
        self.here = (uri, number)
        try:
            envelope = json.loads(line)
            ((kind, node),) = envelope.items()
            taker = _TAKERS.get(kind)
            if taker:
                taker(self, node)
        except _UNREADABLE as error:
            told = str(error) if isinstance(error, _ProtocolError) else "this line is cut off or is no Cucumber Message"
            self.problems.append(ParseError(uri, number, 1, told))

    def take_meta(self, node: Node) -> None:
        major = str(node["protocolVersion"]).split(".")[0]
        if not major.isdigit() or not OLDEST_PROTOCOL <= int(major) <= NEWEST_PROTOCOL:
            self.foreign = True
            known = f"{OLDEST_PROTOCOL} to {NEWEST_PROTOCOL}"
            raise _ProtocolError(f"Cucumber Messages of protocol {node['protocolVersion']}; {known} can be read")

    def take_document(self, node: Node) -> None:
        if node.get("feature"):
            self._take_children(node["feature"], "")

    def _take_children(self, parent: Node, rule: str) -> None:
        for child in parent["children"]:
            if "rule" in child:
                self._take_children(child["rule"], child["rule"]["name"])
            elif "scenario" in child:
                self._take_scenario(child["scenario"], rule)
            else:
                self._take_steps(child["background"])

    def _take_scenario(self, scenario: Node, rule: str) -> None:
        self.scenarios[scenario["id"]] = (rule, scenario["name"])
        self.lines[scenario["id"]] = scenario["location"]["line"]
        self._take_steps(scenario)
        bodies = [row for examples in scenario["examples"] for row in examples.get("tableBody", ())]
        for number, row in enumerate(bodies, start=1):
            self.rows[row["id"]] = number
            self.lines[row["id"]] = row["location"]["line"]

    def _take_steps(self, parent: Node) -> None:
        self.lines.update((step["id"], step["location"]["line"]) for step in parent["steps"])

    def take_pickle(self, node: Node) -> None:
        """Keep a pickle that says where it stands; what else is wrong with it is told where it ran."""
        self._line(node)
        self.pickles[node["id"]] = {"uri": node["uri"], **node}

    def take_case(self, node: Node) -> None:
        """Keep a case that names its pickle and its steps; any other is of no use."""
        case = {"id": node["id"], "pickleId": str(node["pickleId"]), "testSteps": node["testSteps"]}
        self.cases[node["id"]] = case

    def take_definition(self, node: Node) -> None:
        source = node.get("sourceReference", {})
        uri, line = source.get("uri", ""), source.get("location", {}).get("line", 0)
        pattern = node["pattern"]["source"]
        self.patterns[node["id"]] = f"{uri}:{line}  {pattern}"
        self.known.append(StepDefinition(str(uri), int(line), str(pattern)))

    def take_run_started(self, node: Node) -> None:
        now = _nanoseconds(node["timestamp"])
        self.started = min(self.started or now, now)

    def take_run_finished(self, node: Node) -> None:
        self.success = bool(node.get("success")) and (self.success or not self.ended)
        self.ended = True

    def take_attempt(self, node: Node) -> None:
        started, number = _nanoseconds(node["timestamp"]), int(node.get("attempt", 0))
        case = str(node["testCaseId"])
        self.attempts[node["id"]] = {"id": node["id"], "testCaseId": case, "started": started, "attempt": number}
        self.places[node["id"]] = self.here

    def take_attempt_finished(self, node: Node) -> None:
        self.finished[node["testCaseStartedId"]] = bool(node.get("willBeRetried"))
        if "timestamp" in node:
            self.ends[node["testCaseStartedId"]] = _nanoseconds(node["timestamp"])

    def take_step(self, node: Node) -> None:
        self.steps[node["testCaseStartedId"]][node["testStepId"]] = _step_result(node["testStepResult"])

    def take_attachment(self, node: Node) -> None:
        holder = self.attached[node.get("testCaseStartedId", ""), node.get("testStepId", "")]
        if node["mediaType"] != OUR_MEDIA_TYPE:
            told = (str(node.get(key) or "") for key in ("fileName", "url"))
            holder.append(Attachment(*self.here, str(node["mediaType"]), "", *told))
            return
        note = json.loads(node["body"])
        if "caption" in note and holder:  # what it is of was attached just before
            holder[-1] = replace(holder[-1], caption=str(note.pop("caption")))
        for identity, use in note.pop("definitions", {}).items():
            self.definitions[identity] = DefinitionUse(use["uri"], use["digest"])
        self.notes[node.get("testCaseStartedId") or "run"].update(note)

    def run(self, run_id: str) -> Run:
        """Reconcile what was read into one result per example: the final attempt of each case."""
        results = () if self.foreign else tuple(self._results())
        ended = {node["testCaseId"] for node in self.attempts.values() if self._has_ended(node)}
        unfinished = tuple(self._place(case) for case in self.cases.values() if case["id"] not in ended)
        about = self.notes["run"]
        commit, dirty = str(about.get("commit", "")), bool(about.get("dirty"))
        known = tuple(dict.fromkeys(self.known))
        told = (self.ended, self.success, unfinished, commit, dirty, tuple(self.problems), known)
        return Run(run_id, self.started, results, *told)

    def _has_ended(self, attempt: Node) -> bool:
        return self.finished.get(attempt["id"]) is False

    def _results(self) -> Iterable[Result]:
        """Yield what became of each final attempt; a cut stream may not hold all that one refers to."""
        self.retried = {node["testCaseId"] for node in self.attempts.values() if self.finished.get(node["id"])}
        for attempt in self._final_attempts():
            try:
                yield self._result(attempt)
            except _UNREADABLE:
                uri, line = self.places[attempt["id"]]
                told = "what this attempt ran is missing from the stream, or cannot be read"
                self.problems.append(ParseError(uri, line, 1, told))

    def _final_attempts(self) -> Iterable[Node]:
        """Yield the attempts that no later one replaced, a retry that was announced but never came included."""
        last: dict[str, int] = {}
        for node in self.attempts.values():
            last[node["testCaseId"]] = max(last.get(node["testCaseId"], 0), node["attempt"])
        for node in self.attempts.values():
            if not self.finished.get(node["id"]) or node["attempt"] == last[node["testCaseId"]]:
                yield node

    def _place(self, case: Node) -> str:
        pickle = self.pickles.get(case["pickleId"])
        return f"{pickle['uri']}:{self._line(pickle)}" if pickle else str(case["id"])

    def _line(self, pickle: Node) -> int:
        return int(pickle["location"]["line"]) if "location" in pickle else self.lines.get(pickle["astNodeIds"][-1], 0)

    def _result(self, attempt: Node) -> Result:
        case = self.cases[attempt["testCaseId"]]
        pickle = self.pickles[case["pickleId"]]
        rule, scenario = self.scenarios.get(pickle["astNodeIds"][0], ("", pickle["name"]))
        note = self.notes.get(attempt["id"], {})
        return Result(
            uri=pickle["uri"],
            line=self._line(pickle),
            rule=rule,
            scenario=scenario,
            row=self.rows.get(pickle["astNodeIds"][-1], 0),
            tags=frozenset(tag["name"] for tag in pickle["tags"]),
            fingerprint=fingerprint(map(_pickle_step, pickle["steps"])),
            started=attempt["started"],
            finished=self._has_ended(attempt),
            steps=tuple(self._steps(attempt["id"], case, pickle)),
            died=str(note.get("died", "")),
            failure=str(note.get("failure", "")),
            definitions=self._uses(case),
            took=max(0, self.ends.get(attempt["id"], 0) - attempt["started"]),
            retried=attempt["testCaseId"] in self.retried and self._has_ended(attempt),
        )

    def _steps(self, attempt: str, case: Node, pickle: Node) -> Iterable[StepResult]:
        steps = {step["id"]: step for step in pickle["steps"]}
        for planned in case["testSteps"]:
            result = self.steps[attempt].get(planned["id"])
            step = steps.get(planned.get("pickleStepId", ""))
            line = self.lines.get(step["astNodeIds"][0], 0) if step else 0
            if result is None:
                yield StepResult(line, "UNKNOWN", "the run did not come to it")
            else:
                why = result.message or self._why(result.status, step, planned)
                attached = tuple(self.attached.get((attempt, planned["id"]), ()))
                ids = planned.get("stepDefinitionIds") or ("",)
                definition = self.patterns.get(ids[0], "")
                yield replace(result, line=line, message=why, attachments=attached, definition=definition)

    def _why(self, status: Status, step: Node | None, planned: Node) -> str:
        """Say why a step ended as it did where its status says all there is to say."""
        text = step["text"] if step else ""
        if status == "UNDEFINED":
            return f"no step definition matches “{text}”"
        if status == "AMBIGUOUS":
            matching = [self.patterns.get(one, one) for one in planned.get("stepDefinitionIds", ())]
            return "\n".join([f"{len(matching)} step definitions match “{text}”:", *(f"  {one}" for one in matching)])
        return f"“{text}” is pending" if status == "PENDING" else ""

    def _uses(self, case: Node) -> frozenset[DefinitionUse]:
        matching = (identity for step in case["testSteps"] for identity in step.get("stepDefinitionIds", ()))
        return frozenset(self.definitions[identity] for identity in matching if identity in self.definitions)


class _ProtocolError(ValueError):
    """A stream whose protocol we do not know."""


_TAKERS = {
    "meta": _Stream.take_meta,
    "gherkinDocument": _Stream.take_document,
    "pickle": _Stream.take_pickle,
    "testCase": _Stream.take_case,
    "stepDefinition": _Stream.take_definition,
    "testRunStarted": _Stream.take_run_started,
    "testRunFinished": _Stream.take_run_finished,
    "testCaseStarted": _Stream.take_attempt,
    "testCaseFinished": _Stream.take_attempt_finished,
    "testStepFinished": _Stream.take_step,
    "attachment": _Stream.take_attachment,
}


def _nanoseconds(node: Node) -> int:
    return int(node["seconds"]) * 10**9 + int(node["nanos"])


def _step_result(node: Node) -> StepResult:
    """Read how a step ended; its line is known later."""
    status: Status = STATUSES[STATUSES.index(node["status"])]
    message = node.get("message") or node.get("exception", {}).get("message") or ""
    return StepResult(0, status, message, _nanoseconds(node["duration"]) if "duration" in node else 0)


def _pickle_step(node: Node) -> PickleStep:
    """Read a pickle's step as far as it has meaning; places in the file do not."""
    argument, nowhere = node.get("argument", {}), Location(1)
    table = doc_string = None
    if "dataTable" in argument:
        rows = (tuple(Cell(nowhere, cell["value"]) for cell in row["cells"]) for row in argument["dataTable"]["rows"])
        table = DataTable(nowhere, tuple(TableRow(nowhere, cells) for cells in rows))
    if "docString" in argument:
        node_doc = argument["docString"]
        doc_string = DocString(nowhere, node_doc["content"], '"""', node_doc.get("mediaType") or None)
    return PickleStep(nowhere, "", node.get("type", "Unknown"), node["text"], table, doc_string)
