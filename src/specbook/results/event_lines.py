"""The envelopes that happen most, written as lines at once: a tenth of the time that JSON takes.

They say what the functions of the same names in `events` say. Ids have no quotes, backslashes or letters beyond ASCII,
save those of pickle steps, which are quoted here.
"""

from __future__ import annotations

from json.encoder import encode_basestring_ascii as quoted
from typing import TYPE_CHECKING

from specbook.results.ndjson import line_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from specbook.results.events import Envelope


def test_case(run: str, identity: str, pickle: str, steps: Iterable[str]) -> str:
    listed = ",".join(steps)
    return (
        f'{{"testCase":{{"id":"{identity}","pickleId":{quoted(pickle)},"testSteps":[{listed}],'
        f'"testRunStartedId":"{run}"}}}}'
    )


def hook_step(identity: str, hook: str) -> str:
    return f'{{"id":"{identity}","hookId":"{hook}"}}'


def definition_step(
    identity: str, pickle_step: str, definitions: Sequence[str], arguments: Sequence[Sequence[Envelope]]
) -> str:
    ids = '"' + '","'.join(definitions) + '"' if definitions else ""
    lists = ",".join([f'{{"stepMatchArguments":{line_of(one) if one else "[]"}}}' for one in arguments])
    return (
        f'{{"id":"{identity}","pickleStepId":{quoted(pickle_step)},"stepDefinitionIds":[{ids}],'
        f'"stepMatchArgumentsLists":[{lists}]}}'
    )


def test_case_started(started: str, case: str, now: int, attempt: int, worker: str = "") -> str:
    by = f',"workerId":"{worker}"' if worker else ""
    return (
        f'{{"testCaseStarted":{{"id":"{started}","testCaseId":"{case}","timestamp":{_timestamp(now)},'
        f'"attempt":{attempt}{by}}}}}'
    )


def test_case_finished(started: str, now: int, *, retried: bool) -> str:
    again = "true" if retried else "false"
    return (
        f'{{"testCaseFinished":{{"testCaseStartedId":"{started}","timestamp":{_timestamp(now)},'
        f'"willBeRetried":{again}}}}}'
    )


def test_step_started(started: str, step: str, now: int) -> str:
    return (
        f'{{"testStepStarted":{{"testCaseStartedId":"{started}","testStepId":"{step}",'
        f'"timestamp":{{"seconds":{now // 10**9},"nanos":{now % 10**9}}}}}}}'
    )


def test_step_passed(started: str, step: str, now: int, duration: int) -> str:
    """Write `events.test_step_finished` of a step that passed."""
    return (
        f'{{"testStepFinished":{{"testCaseStartedId":"{started}","testStepId":"{step}",'
        f'"testStepResult":{{"status":"PASSED",'
        f'"duration":{{"seconds":{duration // 10**9},"nanos":{duration % 10**9}}}}},'
        f'"timestamp":{{"seconds":{now // 10**9},"nanos":{now % 10**9}}}}}}}'
    )


def step_definition(identity: str, uri: str, line: int, pattern: str, *, regular: bool) -> str:
    kind = "REGULAR_EXPRESSION" if regular else "CUCUMBER_EXPRESSION"
    return (
        f'{{"stepDefinition":{{"id":"{identity}","pattern":{{"source":{quoted(pattern)},"type":"{kind}"}},'
        f'"sourceReference":{{"uri":{quoted(uri)},"location":{{"line":{line}}}}}}}}}'
    )


def _timestamp(now: int) -> str:
    return f'{{"seconds":{now // 10**9},"nanos":{now % 10**9}}}'
