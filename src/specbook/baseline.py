"""A baseline: the findings that an old tree has anyway, kept in a file, so that only new ones are told."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from specbook.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from specbook.finding import Finding

VERSION = 1


class Key(NamedTuple):
    """What a finding is known by: its file, its check, and the text of its line; never its number, which moves."""

    file: str
    check: str
    text: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """How often each finding is known."""

    counts: Counter[Key] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Compared:
    """The findings that a baseline does not hold, how many it does, and what it holds that nobody finds any more."""

    new: tuple[Finding, ...]
    known: tuple[Finding, ...] = ()
    gone: tuple[Key, ...] = ()


def read_baseline(path: Path, place: str) -> Baseline:
    """Read a baseline; raise SettingsError, with its place, for a file that is none."""
    try:
        tree = json.loads(path.read_text("utf-8"))
        if tree["version"] != VERSION:
            raise ValueError(tree["version"])
        counts = {Key(one["file"], one["check"], one["text"]): int(one["count"]) for one in tree["findings"]}
        return Baseline(Counter(counts))
    except (OSError, ValueError, KeyError, TypeError) as error:
        why = f"line {error.lineno}: {error.msg}" if isinstance(error, json.JSONDecodeError) else "it is no baseline"
        told = "Mend it, or write it anew with `specbook check --update-baseline`."
        raise SettingsError(f"{place}: the baseline cannot be read: {why}. {told}") from None


def compare(
    baseline: Baseline,
    findings: Iterable[Finding],
    line_of: Callable[[Finding], str],
    looked_for: Callable[[Key], bool] = lambda _: True,
) -> Compared:
    """Tell the findings that a baseline holds from those that are new.

    Of what it holds, only what was `looked_for` can be gone. Of findings with the same key, the first are known.
    """
    left = Counter(baseline.counts)
    new: list[Finding] = []
    known: list[Finding] = []
    for one in findings:
        key = _key(one, line_of)
        is_known = left[key] > 0
        left[key] -= is_known
        (known if is_known else new).append(one)
    gone = tuple(key for key in sorted(left.elements()) if looked_for(key))
    return Compared(tuple(new), tuple(known), gone)


def updated(
    baseline: Baseline,
    findings: Iterable[Finding],
    line_of: Callable[[Finding], str],
    looked_for: Callable[[Key], bool] = lambda _: True,
) -> Baseline:
    """Return a baseline of what was found, and of what the old one holds and was not looked for."""
    kept = {key: count for key, count in baseline.counts.items() if not looked_for(key)}
    return Baseline(Counter(kept) + Counter(_key(one, line_of) for one in findings))


def baseline_text(baseline: Baseline) -> str:
    """Return a baseline as its file holds it: a line for each entry, in order, so that a review sees what changes."""
    entries = [{**key._asdict(), "count": count} for key, count in sorted(baseline.counts.items())]
    lines = ",\n    ".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
    found = f"[\n    {lines}\n  ]" if lines else "[]"
    return f'{{\n  "version": {VERSION},\n  "findings": {found}\n}}\n'


def _key(finding: Finding, line_of: Callable[[Finding], str]) -> Key:
    return Key(finding.uri, finding.check, line_of(finding).strip())
