"""Cucumber JSON, the report of many tools before Cucumber Messages: behave's, pytest-bdd's, cucumber-jvm's and -js's.

It is no standard, so what differs between the tools is read as each of them means it:
- background steps stand in each scenario (behave, pytest-bdd, cucumber-js) or in an element before it (-jvm, -ruby);
- a hook is a list beside the steps (-jvm, -ruby), a hidden step (-js), or only told by the scenario's status (behave);
- pytest-bdd calls a step that skips passed, of no duration.
"""

from __future__ import annotations

import json
import math
from datetime import datetime
from typing import TYPE_CHECKING, Any

from specbook.errors import ReportError
from specbook.model import (
    Cell,
    DataTable,
    DocString,
    Feature,
    GherkinDocument,
    Location,
    Pickle,
    Scenario,
    Step,
    TableRow,
    Tag,
    fingerprint,
)
from specbook.results.keywords import keyword_type, language_of, run_steps
from specbook.results.run import StepResult, worst
from specbook.results.translation import Outcome, Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from specbook.results.run import Status

Node = dict[str, Any]
_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError)
_STATUSES: Mapping[str, Status] = {
    "passed": "PASSED",
    "failed": "FAILED",
    "error": "FAILED",
    "hook_error": "FAILED",
    "cleanup_error": "FAILED",
    "skipped": "SKIPPED",
    "untested": "UNKNOWN",
    "undefined": "UNDEFINED",
    "untested_undefined": "UNDEFINED",
    "pending": "PENDING",
    "pending_warn": "PENDING",
    "untested_pending": "PENDING",
    "ambiguous": "AMBIGUOUS",
}


def read_cucumber_json(name: str, text: str, changed: int, specified: Mapping[str, str]) -> Report:
    """Translate a report; `changed` is when its file was, `specified` the language of each spec by its uri.

    Raises ReportError, with the place, for what is no such report.
    """
    files: dict[str, _File] = {}
    left_out: list[str] = []
    began: list[int] = []
    for number, feature in enumerate(_loaded(name, text), start=1):
        try:
            reported = _text(feature.get("uri") or _place(feature)[0] or feature.get("name") or "unnamed")
            uri = nearest_uri(reported, specified)
            file = files.setdefault(uri, _File(uri, feature, _language(feature, specified.get(uri, ""))))
        except _UNREADABLE as error:
            raise ReportError(f"{name}: feature {number} is no Cucumber JSON ({_what(error)}).") from None
        for position, (element, background) in enumerate(_scenarios(name, number, feature), start=1):
            try:
                left_out.extend(file.take(element, background))
                began.extend([_started(element)] if "start_timestamp" in element else [])
            except _UNREADABLE as error:
                place = f"feature {number} ({uri}), scenario {position}"
                raise ReportError(f"{name}: {place} is no Cucumber JSON ({_what(error)}).") from None
    documents = tuple(file.document() for file in files.values())
    outcomes = tuple(outcome for file in files.values() for outcome in file.outcomes)
    return Report("Cucumber JSON", min(began, default=changed), documents, outcomes, tuple(left_out))


def nearest_uri(reported: str, known: Iterable[str]) -> str:
    """Find the spec that a path of another machine or folder means: the only one that ends most like it, else none."""
    parts = [part for part in reported.replace("\\", "/").split("/") if part not in {"", "."}]
    if parts:
        parts[0] = parts[0].removeprefix("classpath:").removeprefix("file:")
    lengths = {uri: _shared_end(parts, uri.split("/")) for uri in known}
    longest = max(lengths.values(), default=0)
    best = [uri for uri, length in lengths.items() if length == longest]
    return best[0] if longest and len(best) == 1 else "/".join(parts)


def _shared_end(left: Sequence[str], right: Sequence[str]) -> int:
    pairs = zip(reversed(left), reversed(right), strict=False)
    return next((number for number, (one, other) in enumerate(pairs) if one != other), min(len(left), len(right)))


class _File:
    """The examples of one feature file, as far as the report holds them."""

    def __init__(self, uri: str, feature: Node, language: str) -> None:
        self.uri, self.feature, self.language = uri, feature, language
        self.scenarios: list[Scenario] = []
        self.outcomes: list[Outcome] = []
        self._nodes = 0
        self._inherited = self._tags(feature)

    def take(self, element: Node, background: Sequence[Node]) -> Iterator[str]:
        """Take a scenario with the background steps that were run for it; say so where it was not run."""
        nodes = [*background, *element.get("steps", ())]
        own = [node for node in nodes if "name" in node and not node.get("hidden")]
        results = tuple(_endings(own))
        hooks = (*_hooks(element, nodes), *_told_apart(element, results))
        line = _line(element)
        if own and not hooks and not any(node.get("result") for node in own):
            yield f"{self.uri}:{line}  {element.get('name', '')}: the report says that it was not run"
            return
        pickle = self._pickle(element, own, line)
        hooks = tuple(one for one in hooks if one.status != "PASSED")
        started = _started(element) if "start_timestamp" in element else 0
        self.outcomes.append(Outcome(pickle, results, hooks, started))

    def document(self) -> GherkinDocument:
        name, keyword = _text(self.feature.get("name", "")), _text(self.feature.get("keyword", ""))
        place = Location(_line(self.feature))
        feature = Feature(place, self._inherited, self.language, keyword, name, "", None, tuple(self.scenarios), ())
        return GherkinDocument(self.uri, "", feature, (), tuple(outcome.pickle for outcome in self.outcomes))

    def _pickle(self, element: Node, nodes: Sequence[Node], line: int) -> Pickle:
        written = [self._step(node) for node in nodes]
        name, place, tags = _text(element.get("name", "")), self._new_place(line), self._tags(element)
        keyword = _text(element.get("keyword", "")).strip()
        scenario = Scenario(place, tags, keyword, name, "", tuple(written), (), outline=False)
        self.scenarios.append(scenario)
        steps = run_steps(written)
        said = (self.uri, place, name, self.language, (*self._inherited, *tags), steps, fingerprint(steps))
        return Pickle(*said, scenario)

    def _step(self, node: Node) -> Step:
        keyword = _text(node.get("keyword", "")).strip()
        kind = keyword_type(keyword, self.language)
        place = self._new_place(_line(node))
        table, doc_string = _table(node, place), _doc_string(node, place)
        return Step(place, f"{keyword} ", kind, _text(node["name"]), table, doc_string)

    def _tags(self, node: Node) -> tuple[Tag, ...]:
        names = (tag if isinstance(tag, str) else _text(tag["name"]) for tag in node.get("tags") or ())
        return tuple(Tag(self._new_place(_line(node)), name if name[:1] == "@" else f"@{name}") for name in names)

    def _new_place(self, line: int) -> Location:
        """Count nodes instead of columns, which no report has: rows of an outline may share all their lines."""
        self._nodes += 1
        return Location(line, self._nodes)


def _loaded(name: str, text: str) -> list[Node]:
    try:
        features = json.loads(text)
    except json.JSONDecodeError as error:
        raise ReportError(f"{name}:{error.lineno}:{error.colno}: this is not valid JSON: {error.msg}.") from None
    except RecursionError:
        raise ReportError(f"{name}: this JSON is nested too deeply to be a report.") from None
    if not isinstance(features, list) or not all(isinstance(one, dict) for one in features):
        raise ReportError(f"{name}: this is no Cucumber JSON, which is a list of features.")
    return features


def _scenarios(name: str, number: int, feature: Node) -> Iterator[tuple[Node, list[Node]]]:
    """Yield each scenario with the steps of the background element before it that were run for it, and only for it."""
    background: list[Node] = []
    elements = feature.get("elements") or []
    if not isinstance(elements, list) or not all(isinstance(one, dict) for one in elements):
        raise ReportError(f"{name}: feature {number} is no Cucumber JSON (its elements are no list of scenarios).")
    for element in _with_status(elements):
        if element.get("type") == "background":
            # behave lists a background for show; its steps then stand in every scenario, with their results.
            background += [step for step in element.get("steps") or () if step.get("result")]
        else:
            yield element, background
            background = []


def _with_status(elements: Sequence[Node]) -> Iterator[Node]:
    """Give the last scenario before a Rule its status, which behave writes to the Rule's background instead."""
    for element, following in zip(elements, [*elements, {}][1:], strict=True):
        moved = following.get("type") == "background" and element.get("type") != "background"
        yield element | {"status": following.get("status")} if moved and not element.get("status") else element


def _endings(nodes: Iterable[Node]) -> Iterator[StepResult]:
    """Read how each step ended; those after the one that decided need no result of their own."""
    decided = False
    for node in nodes:
        ended = _ending(node)
        yield StepResult(ended.line, "SKIPPED") if decided and not node.get("result") else ended
        decided = decided or ended.status not in {"PASSED", "UNKNOWN"}


def _ending(node: Node) -> StepResult:
    result = node.get("result") or {}
    word = _text(result.get("status", "untested"))
    status = _STATUSES.get(word.lower(), "UNKNOWN")
    message = _lines(result.get("error_message") or "")
    duration = _duration(result.get("duration", 0), seconds="location" in node)
    if status == "PASSED" and not duration and node.get("match") == {"location": ""}:
        status, message = "SKIPPED", "pytest-bdd reports a step that skips as passed, of no duration"
    elif status == "UNKNOWN" and not message:
        message = f"the report says “{word}”" if result else "the report does not say how it ended"
    return StepResult(_line(node), status, message, duration)


def _hooks(element: Node, nodes: Iterable[Node]) -> Iterator[StepResult]:
    for holder in (element, *nodes):
        for hook in (*(holder.get("before") or ()), *(holder.get("after") or ())):
            yield _ending(hook)
    yield from (_ending(node) for node in nodes if "name" not in node or node.get("hidden"))


def _told_apart(element: Node, steps: Sequence[StepResult]) -> Iterator[StepResult]:
    """Yield what the scenario's own status says beyond its steps, as behave's does of hooks."""
    untold = "untested" if "location" in element else "passed"  # only behave's scenarios have a status at all
    word = _text(element.get("status") or untold)
    status, of_steps = _STATUSES.get(word, "UNKNOWN"), worst(step.status for step in steps)
    failed_elsewhere = status == "FAILED" and of_steps in {"PASSED", "SKIPPED", "UNKNOWN"}
    if failed_elsewhere or (of_steps == "PASSED" and status != "PASSED"):
        yield StepResult(0, status, f"it ended outside of its steps, as “{word}”")


def _table(node: Node, place: Location) -> DataTable | None:
    """Read a table: behave's headings and rows, or rows of cells, which cucumber-js puts among its arguments."""
    if node.get("table"):
        rows = [node["table"]["headings"], *node["table"]["rows"]]
    else:
        holders = (node, *(one for one in node.get("arguments") or () if isinstance(one, dict)))
        rows = [row["cells"] for holder in holders for row in holder.get("rows") or ()]
    cells = (tuple(Cell(place, _text(_value(cell))) for cell in row) for row in rows)
    return DataTable(place, tuple(TableRow(place, row) for row in cells)) if rows else None


def _value(cell: Any) -> Any:
    return cell["value"] if isinstance(cell, dict) else cell


def _doc_string(node: Node, place: Location) -> DocString | None:
    arguments = (one for one in node.get("arguments") or () if isinstance(one, dict) and "content" in one)
    found = node.get("doc_string") or next(arguments, None)
    if found:
        content = found["content"] if "content" in found else found["value"]
        media_type = found.get("content_type") or found.get("contentType") or None
        return DocString(place, _text(content), '"""', media_type)
    return DocString(place, _lines(node["text"]), '"""', None) if "text" in node else None


def _lines(text: Any) -> str:
    """Read a text that behave may have split into its lines."""
    return "\n".join(map(_text, text)) if isinstance(text, list) else _text(text)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{str(value)[:40]!r} where text is expected")
    return value


def _place(node: Node) -> tuple[str, int]:
    """Read behave's `features/pay.feature:12`; empty and 0 where there is none."""
    uri, _, line = _text(node.get("location", "")).rpartition(":")
    return (uri, int(line)) if line.isdigit() else ("", 0)


def _line(node: Node) -> int:
    return int(node["line"]) if "line" in node else _place(node)[1]


def _duration(value: Any, *, seconds: bool) -> int:
    """Return nanoseconds; behave counts in seconds."""
    told = float(value) * (10**9 if seconds else 1)
    return int(told) if math.isfinite(told) and told > 0 else 0


def _started(element: Node) -> int:
    return round(datetime.fromisoformat(_text(element["start_timestamp"])).timestamp() * 10**6) * 1000


def _language(feature: Node, specified: str) -> str:
    """Find the language of the step keywords: the one told, that of the spec, or any other that has them all."""
    comments = [str(one.get("value", "")).replace(" ", "") for one in feature.get("comments") or ()]
    told = [comment.removeprefix("#language:") for comment in comments if comment.startswith("#language:")]
    steps = (step for element in feature.get("elements") or () for step in element.get("steps") or ())
    used = {_text(step.get("keyword", "")).strip() for step in steps if "name" in step}
    return language_of(used, (_text(feature.get("language", "")), *told, specified))


def _what(error: Exception) -> str:
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)
