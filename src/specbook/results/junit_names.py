"""The names by which tools know an example in JUnit XML, made from the spec; what has one name with another has none.

Names are only made from specs, never taken apart: what a tool does to a name cannot be undone for certain.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from specbook.results.run import StepResult, worst
from specbook.results.translation import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specbook.model import GherkinDocument, Pickle
    from specbook.results.junit_xml import Ending
    from specbook.results.run import Status

_Name = tuple[str, str]
_ANY_CLASS = ""


def outcomes_of(
    name: str, endings: Sequence[Ending], documents: Iterable[GherkinDocument]
) -> tuple[tuple[Outcome, ...], tuple[str, ...]]:
    """Find the one example that each test of a report is; return also the others, each with its place and why."""
    known, counted = _known(documents), Counter((one.class_name, one.name) for one in endings)
    outcomes, left_out = [], []
    for ending in endings:
        candidates = known.get((ending.class_name, ending.name)) or known.get((_ANY_CLASS, ending.name)) or []
        why = _why_not(len(candidates), counted[ending.class_name, ending.name])
        if not why:
            told = _told_steps(ending, candidates[0])
            why = "" if told is not None else "the steps that it printed are not those of the spec at that revision"
            outcomes += [_outcome(ending, candidates[0], told)] if told is not None else []
        if why:
            left_out.append(f"{name}:{ending.line}  {ending.class_name}: {ending.name}: {why}")
    return tuple(outcomes), tuple(left_out)


def _why_not(examples: int, tests: int) -> str:
    if not examples:
        return "no example of that revision has this name"
    if examples > 1:
        return f"{examples} examples of that revision have this name"
    return f"{tests} tests of the report have this name" if tests > 1 else ""


def _known(documents: Iterable[GherkinDocument]) -> dict[_Name, list[Pickle]]:
    known: dict[_Name, list[Pickle]] = defaultdict(list)
    for document in documents:
        feature = document.feature.name if document.feature else ""
        for pickle in document.pickles:
            for name in dict.fromkeys(_names(pickle, feature)):
                known[name].append(pickle)
    return known


def _names(pickle: Pickle, feature: str) -> Iterator[_Name]:
    """Yield an example's names as Cucumber's formatter, behave, and pytest with Specbook write them."""
    for name in _cucumber_names(pickle) if feature else ():
        yield feature, name
        yield _ANY_CLASS, f"{feature} - {name}"
    path = pickle.uri.removesuffix(".feature").split("/")
    row = f" -- @{_row_of(pickle)} {pickle.examples.name if pickle.examples else ''}".rstrip()
    for start in range(len(path)):
        yield f"{'.'.join(path[start:])}.{feature}", f"{pickle.name}{row if pickle.row else ''}"
    values = f"[{_plain('-'.join(pickle.row.values))}]" if pickle.row else ""
    yield pickle.uri.replace("/", "."), f"{_plain(pickle.name)}{values}"


def _cucumber_names(pickle: Pickle) -> Iterator[str]:
    above = [pickle.rule.name if pickle.rule else "", pickle.scenario.name]
    if not pickle.row:
        yield " - ".join(filter(None, above))
        return
    filled = f": {pickle.name}" if pickle.name != pickle.scenario.name else ""
    for number in (f"#{_row_of(pickle)}{filled}", f"Example #{_row_of(pickle)}"):
        yield " - ".join(filter(None, (*above, pickle.examples.name if pickle.examples else "", number)))


def _row_of(pickle: Pickle) -> str:
    """Count as Cucumber and behave do: `2.1` is the first row of the second table."""
    for number, examples in enumerate(pickle.scenario.examples, start=1):
        for position, row in enumerate(examples.rows, start=1):
            if pickle.row and row.location == pickle.row.location:
                return f"{number}.{position}"
    return ""


def _plain(text: str) -> str:
    """Make a name one printable line, as the name of a test is."""
    return "".join(char for char in " ".join(re.sub(":{2,}", ":", text).split()) if char.isprintable())


def _told_steps(ending: Ending, pickle: Pickle) -> tuple[Status, ...] | None:
    """Read how each step ended, where the report tells; None where it tells the steps of another text."""
    told = [text.rstrip(".") for text, _ in ending.steps]
    written = [f"{step.keyword.strip()} {step.text}".strip().rstrip(".") for step in pickle.steps]
    return tuple(status for _, status in ending.steps) if not told or told == written else None


def _outcome(ending: Ending, pickle: Pickle, told: Sequence[Status]) -> Outcome:
    """Say no more of a step than the report does: of a test that failed, it may not tell which step did."""
    alike: Status = ending.status if ending.status in {"PASSED", "SKIPPED"} else "UNKNOWN"
    statuses = told or (alike,) * len(pickle.steps)
    of_steps = worst(statuses)
    apart = ending.status == "FAILED" and of_steps in {"PASSED", "SKIPPED", "UNKNOWN"}
    apart = apart or (ending.status != "PASSED" and of_steps == "PASSED")
    hooks = (StepResult(0, ending.status, ending.message),) if apart else ()
    steps = zip(pickle.steps, statuses, strict=True)
    messages = {of_steps: ending.message} if not apart else {}
    results = tuple(StepResult(step.location.line, one, messages.get(one, "")) for step, one in steps)
    return Outcome(pickle, results, hooks, ending.started)
