"""Specs and runs reconciled: the one state of every example."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from specbook.matching import Mention, match_runs
from specbook.model import NO_ROWS
from specbook.results.run import STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from specbook.config import Settings
    from specbook.errors import ParseError
    from specbook.model import Pickle, Specs
    from specbook.results.run import DefinitionUse, Result, Run

State = Literal["verified", "failing", "undefined", "changed", "not run", "manual", "planned"]
STATES: tuple[State, ...] = get_args(State)
GOOD_STATES: frozenset[State] = frozenset({"verified", "manual", "planned"})

TEXT_CHANGED = "its text changed since the last run"
DEFINITION_CHANGED = "a step definition it uses changed since the last run"
NEVER_RUN = "no run has come to it yet"
_FEW = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """The state of one example, why, and the run that says so (None where none does).

    `green` is its newest result that passed for exactly its text, whatever has been run since.
    """

    pickle: Pickle
    state: State
    reason: str = ""
    run: Run | None = None
    result: Result | None = None
    green: Mention | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many examples are in which state, every state being there, and how many files cannot be read.

    `reasons` are those of what was not run, where they are few.
    """

    counts: Mapping[State, int]
    reasons: tuple[str, ...] = ()
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every specified example in exactly one state; files that do not parse are counted apart."""

    entries: tuple[Entry, ...]
    unparsable: tuple[str, ...] = ()
    problems: tuple[ParseError, ...] = ()

    def counts(self) -> dict[State, int]:
        """Count the examples by state; every state is there, and the sum is `len(entries)`."""
        return count_states(self.entries)

    def tally(self) -> Tally:
        """Return what is told of the ledger in a line."""
        silent = (entry for entry in self.entries if entry.state == "not run" and entry.run and entry.reason)
        reasons = sorted({entry.reason for entry in silent})
        return Tally(self.counts(), tuple(reasons) if len(reasons) <= _FEW else (), len(self.unparsable))

    def is_good(self, allowed: frozenset[str] = frozenset()) -> bool:
        """Tell whether every example is verified, planned, manual, or in an allowed state, and every file parses."""
        return not self.unparsable and all(self.is_good_entry(entry, allowed) for entry in self.entries)

    def is_good_entry(self, entry: Entry, allowed: frozenset[str] = frozenset()) -> bool:
        return entry.state in GOOD_STATES or entry.state in allowed

    def as_json(self) -> dict[str, Any]:
        """Return the ledger as `specbook status --json` prints it."""
        return {
            "specified": len(self.entries),
            "states": dict(self.counts()),
            "unparsable": list(self.unparsable),
            "examples": [_entry_json(entry) for entry in self.entries],
        }


def count_states(entries: Iterable[Entry]) -> dict[State, int]:
    """Count entries by state, in the order of STATES, zeros included."""
    counted = Counter(entry.state for entry in entries)
    return {state: counted[state] for state in STATES}


def reconcile(
    specs: Specs,
    runs: Iterable[Run],
    settings: Settings,
    definitions: Mapping[str, frozenset[str]] | None = None,
) -> Ledger:
    """Find the state of every example.

    `definitions` maps the uri of each step-definition file to the digests of the functions in it now; a result that
    rests on a function which is no longer there proves nothing. None: take every result as it is.
    """
    runs = tuple(runs)
    mentions: dict[int, list[Mention]] = defaultdict(list)
    pickles = specs.pickles
    for index, mention in match_runs(pickles, runs):
        mentions[index].append(mention)
    entries = []
    for index, pickle in enumerate(pickles):
        entries.append(_entry(pickle, mentions.get(index, []), settings, definitions))
    return Ledger(tuple(entries), specs.unparsable, tuple(problem for run in runs for problem in run.problems))


def needed_runs(
    specs: Specs, runs: Iterable[Run], definitions: Mapping[str, frozenset[str]] | None = None
) -> frozenset[str]:
    """Name the runs that hold some example's newest mention: of any text, of its own, or green, and by definitions."""
    newest: dict[tuple[object, ...], tuple[int, str]] = {}
    for index, mention in match_runs(specs.pickles, runs):
        green, current = mention.result.status == "PASSED", _is_current(mention.result, definitions)
        at = (mention.result.started, mention.run.id)
        for kind in {(), (mention.same_text,), (mention.same_text, current), (mention.same_text, current, green)}:
            newest[index, *kind] = max(newest.get((index, *kind), at), at)
    return frozenset(run_id for _, run_id in newest.values())


def _entry(
    pickle: Pickle,
    mentions: list[Mention],
    settings: Settings,
    definitions: Mapping[str, frozenset[str]] | None,
) -> Entry:
    green = _newest_green(mentions)
    if pickle.vacuous == NO_ROWS:
        state: State = "planned" if _is_planned(pickle, settings) else "undefined"
        return Entry(pickle, state, pickle.vacuous, green=green)
    speaking = [mention for mention in mentions if mention.same_text and _is_current(mention.result, definitions)]
    if not speaking:
        return _unmentioned(pickle, mentions, settings, green)
    return _mentioned(pickle, max(speaking, key=_newness), settings, green)


def _newness(mention: Mention) -> tuple[int, int]:
    """Sort by when it started, and of what started at once, the worst last."""
    return mention.result.started, STATUSES.index(mention.result.status)


def _newest_green(mentions: list[Mention]) -> Mention | None:
    green = (one for one in mentions if one.same_text and one.result.status == "PASSED")
    return max(green, key=lambda mention: mention.result.started, default=None)


def _mentioned(pickle: Pickle, mention: Mention, settings: Settings, green: Mention | None) -> Entry:
    status, reason = mention.result.status, mention.result.message
    if status == "PASSED" and pickle.vacuous:  # of a scenario without steps, hooks alone can pass
        status, reason = "UNDEFINED", pickle.vacuous
    state: State
    if status == "PASSED":
        state, reason = "verified", ""
    elif status in {"SKIPPED", "UNKNOWN"}:
        state = "not run"
    elif _is_planned(pickle, settings):
        state = "planned"
    else:
        state = "failing" if status == "FAILED" else "undefined"
    return Entry(pickle, state, reason, mention.run, mention.result, green)


def _unmentioned(pickle: Pickle, mentions: list[Mention], settings: Settings, green: Mention | None) -> Entry:
    if pickle.tag_names & set(settings.manual_tags):
        return Entry(pickle, "manual", "checked by hand", green=green)
    if _is_planned(pickle, settings):
        tag = min(pickle.tag_names & set(settings.planned_tags))
        return Entry(pickle, "planned", f"tagged {tag}", green=green)
    if mentions:
        newest = max(mentions, key=lambda mention: mention.result.started)
        told = DEFINITION_CHANGED if newest.same_text else TEXT_CHANGED
        return Entry(pickle, "changed", told, newest.run, green=green)
    return Entry(pickle, "not run", NEVER_RUN)


def _is_planned(pickle: Pickle, settings: Settings) -> bool:
    return bool(pickle.tag_names & set(settings.planned_tags))


def _is_current(result: Result, definitions: Mapping[str, frozenset[str]] | None) -> bool:
    return definitions is None or all(_is_there(use, definitions) for use in result.definitions)


def _is_there(use: DefinitionUse, definitions: Mapping[str, frozenset[str]]) -> bool:
    return use.digest in definitions.get(use.uri, frozenset())


def _entry_json(entry: Entry) -> dict[str, Any]:
    pickle = entry.pickle
    return {
        "uri": pickle.uri,
        "line": pickle.location.line,
        "rule": pickle.rule.name if pickle.rule else None,
        "scenario": pickle.scenario.name,
        "examples": pickle.examples.name if pickle.examples else None,
        "row": pickle.row_number or None,
        "state": entry.state,
        "reason": entry.reason,
        "since": entry.run.id if entry.run else None,
    }
