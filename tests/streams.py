"""Streams of Cucumber Messages made up for tests, and what one holds."""

import json
from typing import Any

from tests.sandbox import Envelope

from specbook.model import GherkinDocument
from specbook.reader import read_text
from specbook.results import envelopes, events
from specbook.results.messages import read_messages
from specbook.results.ndjson import envelope_of, lines_of

PAY = "Feature: Pay\n  Scenario: One\n    Given all is well\n\n  Scenario: Two\n    Given all is well\n"


def stream_of(
    text: str = PAY,
    *,
    ran: tuple[int, ...] = (0, 1),
    uri: str = "specs/pay.feature",
    commit: str = "c0ffee",
    statuses: tuple[str, ...] = ("PASSED", "PASSED"),
    at: int = 10,
    run: str = "run",
    worker: str = "",
    digest: str = "",
) -> list[Envelope]:
    """Record a run of some examples of one spec, each with one step."""
    document = read_text(uri, text)
    assert isinstance(document, GherkinDocument)
    uses = {"d1": {"uri": "steps/plain.py", "digest": digest}} if digest else {}
    stream = [
        events.meta(),
        envelopes.source(document),
        envelopes.gherkin_document(document),
        *map(envelopes.pickle, document.pickles),
        events.step_definition("d1", events.Source("steps/plain.py", 3), "all is well", regular=False),
        events.test_run_started(run, at),
        events.our_attachment(
            json.dumps({"commit": commit, "dirty": False, "definitions": uses}), testRunStartedId=run
        ),
    ]
    for number in ran:
        pickle = document.pickles[number]
        step = events.definition_step(f"c{number}.0", envelopes.pickle_step_id(pickle, 0), ["d1"], [[]])
        stream.append(events.test_case(run, f"c{number}", envelopes.pickle_id(pickle), [step]))
    for number in ran:
        begun, now = f"c{number} attempt 0", at + number
        status: Any = statuses[number]
        stream += [
            events.test_case_started(begun, f"c{number}", now, 0, worker),
            events.test_step_started(begun, f"c{number}.0", now),
            events.test_step_finished(begun, f"c{number}.0", now + 1, status, 1),
            events.test_case_finished(begun, now + 1, retried=False),
        ]
    good = all(statuses[number] == "PASSED" for number in ran)
    return [*stream, events.test_run_finished(run, at + 5, success=good)]


def ndjson(stream: list[Envelope]) -> str:
    return "".join(json.dumps(envelope, separators=(",", ":")) + "\n" for envelope in stream)


def opaque(stream: list[Envelope], prefix: str) -> list[Envelope]:
    """Give every id of a stream another name, as a runner that makes up random ids does."""
    names: dict[str, str] = {}

    def renamed(key: str, value: Any) -> Any:
        if isinstance(value, list):
            return [renamed(key, item) for item in value]
        if isinstance(value, dict):
            return {inner: renamed(inner, item) for inner, item in value.items()}
        is_id = key == "id" or (key.endswith(("Id", "Ids")) and key != "workerId")
        return names.setdefault(value, f"{prefix}{len(names)}") if is_id else value

    found = [envelope for envelope in stream if "attachment" not in envelope]
    return [{kind: renamed(kind, node) for kind, node in envelope.items()} for envelope in found]


def decoded(text: str) -> list[Envelope]:
    return [json.loads(line) for line in lines_of(text)]


def kinds(text: str) -> list[str]:
    return [envelope_of(line)[0] for line in lines_of(text)]


def statuses_of(text: str) -> list[tuple[str, str]]:
    return [(result.scenario, result.status) for result in read_messages("", [("m", text)]).results]
