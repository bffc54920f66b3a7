"""What happens in a run as Cucumber Messages envelopes.

Ids may be any text without quotes and backslashes. Times are nanoseconds, of a moment since 1970, or of a duration.
Format: https://github.com/cucumber/messages, protocol 34.
"""

from __future__ import annotations

import platform
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from specbook import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specbook.results.run import Status

PROTOCOL = "34.2.1"
OUR_MEDIA_TYPE = "application/vnd.specbook+json"
Envelope = dict[str, Any]
HookKind = Literal["BEFORE_TEST_RUN", "AFTER_TEST_RUN", "BEFORE_TEST_CASE", "AFTER_TEST_CASE"]


@dataclass(frozen=True, slots=True)
class Cause:
    """Why something ended as it did: the exception's type, its message, and where it came from."""

    type: str
    message: str
    trace: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where something is defined; an empty uri where that is not of this project."""

    uri: str
    line: int


def meta() -> Envelope:
    return {
        "meta": {
            "protocolVersion": PROTOCOL,
            "implementation": {"name": "specbook", "version": __version__},
            "runtime": {"name": platform.python_implementation(), "version": platform.python_version()},
            "os": {"name": platform.system(), "version": platform.release()},
            "cpu": {"name": platform.machine()},
        }
    }


def timestamp(nanoseconds: int) -> Envelope:
    """Split nanoseconds into whole seconds and the rest."""
    return {"seconds": nanoseconds // 10**9, "nanos": nanoseconds % 10**9}


def parameter_type(
    identity: str, name: str, expressions: Sequence[str], *, preferred: bool, for_snippets: bool, source: Source
) -> Envelope:
    return {
        "parameterType": {
            "id": identity,
            "name": name,
            "regularExpressions": list(expressions),
            "preferForRegularExpressionMatch": preferred,
            "useForSnippets": for_snippets,
            "sourceReference": _reference(source),
        }
    }


def undefined_parameter_type(name: str, expression: str) -> Envelope:
    return {"undefinedParameterType": {"name": name, "expression": expression}}


def step_definition(identity: str, source: Source, pattern: str, *, regular: bool) -> Envelope:
    kind = "REGULAR_EXPRESSION" if regular else "CUCUMBER_EXPRESSION"
    return {
        "stepDefinition": {
            "id": identity,
            "pattern": {"source": pattern, "type": kind},
            "sourceReference": _reference(source),
        }
    }


def hook(identity: str, kind: HookKind, source: Source, *, name: str = "", tags: str = "") -> Envelope:
    node: Envelope = {"id": identity, "type": kind, "sourceReference": _reference(source)}
    if name:
        node["name"] = name
    if tags:
        node["tagExpression"] = tags
    return {"hook": node}


def test_run_started(run: str, now: int) -> Envelope:
    return {"testRunStarted": {"id": run, "timestamp": timestamp(now)}}


def test_run_finished(run: str, now: int, *, success: bool, cause: Cause | None = None) -> Envelope:
    node = {"testRunStartedId": run, "timestamp": timestamp(now), "success": success, **_told(cause)}
    return {"testRunFinished": node}


def test_run_hook_started(started: str, run: str, hook: str, now: int, worker: str = "") -> Envelope:
    node: Envelope = {"id": started, "testRunStartedId": run, "hookId": hook, "timestamp": timestamp(now)}
    if worker:
        node["workerId"] = worker
    return {"testRunHookStarted": node}


def test_run_hook_finished(
    started: str, now: int, status: Status, duration: int, cause: Cause | None = None
) -> Envelope:
    result = {"status": status, "duration": timestamp(duration), **_told(cause)}
    return {"testRunHookFinished": {"testRunHookStartedId": started, "timestamp": timestamp(now), "result": result}}


def test_case(run: str, identity: str, pickle: str, steps: Sequence[Envelope]) -> Envelope:
    """Plan one example, in the steps that `hook_step` and `definition_step` make."""
    return {"testCase": {"id": identity, "pickleId": pickle, "testSteps": list(steps), "testRunStartedId": run}}


def hook_step(identity: str, hook: str) -> Envelope:
    return {"id": identity, "hookId": hook}


def definition_step(
    identity: str, pickle_step: str, definitions: Sequence[str], arguments: Sequence[Sequence[Envelope]]
) -> Envelope:
    """Plan a step of the spec: the step definitions that match it, and what each of them takes from its text."""
    return {
        "id": identity,
        "pickleStepId": pickle_step,
        "stepDefinitionIds": list(definitions),
        "stepMatchArgumentsLists": [{"stepMatchArguments": list(one)} for one in arguments],
    }


def test_case_started(started: str, case: str, now: int, attempt: int, worker: str = "") -> Envelope:
    node: Envelope = {"id": started, "testCaseId": case, "timestamp": timestamp(now), "attempt": attempt}
    if worker:
        node["workerId"] = worker
    return {"testCaseStarted": node}


def test_case_finished(started: str, now: int, *, retried: bool) -> Envelope:
    node = {"testCaseStartedId": started, "timestamp": timestamp(now), "willBeRetried": retried}
    return {"testCaseFinished": node}


def test_step_started(started: str, step: str, now: int) -> Envelope:
    return {"testStepStarted": {"testCaseStartedId": started, "testStepId": step, "timestamp": timestamp(now)}}


def test_step_finished(
    started: str, step: str, now: int, status: Status, duration: int, cause: Cause | None = None
) -> Envelope:
    result = {"status": status, "duration": timestamp(duration), **_told(cause)}
    return {
        "testStepFinished": {
            "testCaseStartedId": started,
            "testStepId": step,
            "testStepResult": result,
            "timestamp": timestamp(now),
        }
    }


def suggestion(identity: str, pickle_step: str, snippets: Sequence[tuple[str, str]]) -> Envelope:
    """Suggest step definitions, as pairs of a language and its code."""
    shown = [{"language": language, "code": code} for language, code in snippets]
    return {"suggestion": {"id": identity, "pickleStepId": pickle_step, "snippets": shown}}


def attachment(
    body: str, media_type: str, now: int, *, base64: bool = False, file_name: str = "", url: str = "", **place: str
) -> Envelope:
    """Attach to a step (`testCaseStartedId`, `testStepId`) or a hook of the run (`testRunHookStartedId`)."""
    node: Envelope = {
        "body": body,
        "contentEncoding": "BASE64" if base64 else "IDENTITY",
        "mediaType": media_type,
        "timestamp": timestamp(now),
        **place,
    }
    node |= {key: value for key, value in (("fileName", file_name), ("url", url)) if value}
    return {"attachment": node}


def our_attachment(body: str, **place: str) -> Envelope:
    """Carry what Messages has no field for, on a run (`testRunStartedId`), an attempt or one of its steps."""
    return {"attachment": {"body": body, "contentEncoding": "IDENTITY", "mediaType": OUR_MEDIA_TYPE, **place}}


def _reference(source: Source) -> Envelope:
    return {"uri": source.uri, "location": {"line": source.line}}


def _told(cause: Cause | None) -> Envelope:
    if cause is None:
        return {}
    exception = {"type": cause.type, "message": cause.message}
    if cause.trace:
        exception["stackTrace"] = cause.trace
    return {"message": cause.message, "exception": exception}
