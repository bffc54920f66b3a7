"""What is true of good specs: one module per check; this one finds them, runs them and honours what authors ignore."""

from __future__ import annotations

import importlib
import pkgutil
import re
import textwrap
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from specbook.checks._ignores import Ignores, ignores, python_ignores, yaml_ignores
from specbook.config import Settings
from specbook.errors import nearest
from specbook.finding import Edit, Finding, Fix, Said, Severity, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from specbook.backlog import Backlog
    from specbook.check_settings import CheckSettings
    from specbook.checks._ignores import Ignore
    from specbook.ledger import Ledger
    from specbook.model import Specs
    from specbook.product import Product
    from specbook.step_index.index import StepIndex

__all__ = [
    "FAMILIES", "Check", "Edit", "Family", "Finding", "Fix", "Known", "Severity", "check_names", "every_check",
    "nearest_check", "run_checks", "say",
]  # fmt: skip

Family = Literal[
    "silent loss", "product", "flow", "wording", "examples", "duplication", "tags", "step definitions", "backlog",
    "suppressions",
]  # fmt: skip
FAMILIES: tuple[Family, ...] = Family.__args__  # type: ignore[attr-defined]
_FILE = r"[\w./-]+\.(?:yml|toml|py|feature)"
_SECTION = re.compile(rf"^((?:Bad|Good)(?: {_FILE})?|{_FILE}):$", re.MULTILINE)


def _no_ledger() -> None:
    """Know of no runs."""


def _today() -> date:
    """Return the day that it is in Greenwich, so that all who look at the same time find the same."""
    return datetime.now(UTC).date()


@dataclass(frozen=True, slots=True)
class Known:
    """What is known besides the specs, for checks that ask; what nobody has read is None, and not asked about then.

    `read_ledger` reads the runs when the first check asks for the ledger, and only then. `suppressed` are the findings
    that authors ignored, for the checks of that. What has an age is as old as it is `today`.
    """

    settings: Settings = field(default_factory=Settings)
    product: Product | None = None
    backlog: Backlog | None = None
    steps: StepIndex | None = None
    read_ledger: Callable[[], Ledger | None] = _no_ledger
    suppressed: tuple[tuple[Ignore, str], ...] = ()
    today: date = field(default_factory=_today)

    @property
    def ledger(self) -> Ledger | None:
        """The state of every example; None where there is no run."""
        return self.read_ledger()

    @property
    def options(self) -> CheckSettings:
        return self.settings.check


@dataclass(frozen=True, slots=True)
class Check:
    r"""A check with what its module tells of it; `bad` and `good` hold Gherkin, `files` what stands around both.

    `bad_files` and `good_files` are what stands around one of them alone, such as step definitions.
    `alone` tells that it looks at one file at a time, and at nothing but the specs; `default`, that it is on unless
    somebody switches it off. What cannot be seen is written in `bad` as an escape, such as `\u00a0`.
    """

    name: str
    severity: Severity
    family: Family
    function: Callable[..., Iterator[Finding]]
    alone: bool
    default: bool
    sentence: str
    why: str
    bad: str
    good: str
    files: Mapping[str, str]
    bad_files: Mapping[str, str]
    good_files: Mapping[str, str]

    def find(self, specs: Specs, known: Known) -> Iterator[Finding]:
        return self.function(specs) if self.alone else self.function(specs, known)


@cache
def every_check() -> tuple[Check, ...]:
    """Return all checks by name, one for each public module of this package."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))
    return tuple(map(_check, names))


def nearest_check(word: str, *, families: bool = False) -> Said:
    """Say which check is most like a word, or where all are listed; with the names of families, where those count."""
    close = get_close_matches(word, check_names() if families else [check.name for check in every_check()], n=1)
    return nearest(word, close) if close else say("`specbook check --list` names them all.")


@cache
def check_names() -> frozenset[str]:
    """Return the words that choose checks: names, families, and `all`."""
    families = (family.replace(" ", "-") for family in FAMILIES)
    return frozenset((*(check.name for check in every_check()), *families, "all"))


def run_checks(specs: Specs, known: Known | None = None, checks: Iterable[Check] | None = None) -> tuple[Finding, ...]:
    """Return what all checks find that are on, or some, by file and line, without what the authors chose to ignore."""
    known = known or Known()
    chosen = every_check() if checks is None else tuple(checks)
    found = {one for check in chosen if check.family != "suppressions" for one in check.find(specs, known)}
    return heeded(specs, known, found, chosen)


def heeded(specs: Specs, known: Known, found: Iterable[Finding], checks: Iterable[Check]) -> tuple[Finding, ...]:
    """Leave out what settings and comments say nobody wants to hear; add what is wrong with those comments."""
    wanted = [one for one in found if _is_on(one, known.options)]
    comments = {document.uri: Ignores(ignores(document)) for document in specs.documents}
    if known.steps:
        sources = {one.uri: known.steps.source(one.uri) for one in wanted if one.uri not in comments}
        comments |= {uri: Ignores(python_ignores(uri, source)) for uri, source in sources.items()}
    if known.backlog:
        comments[known.backlog.uri] = Ignores(yaml_ignores(known.backlog.uri, known.backlog.source))
    pairs = [(one, comments[one.uri].of(one.line, one.check) if one.uri in comments else None) for one in wanted]
    suppressed = tuple((ignore, one.check) for one, ignore in pairs if ignore)
    left = {one for one, ignore in pairs if not ignore}
    for check in checks:
        if check.family == "suppressions":
            told = check.find(specs, replace(known, suppressed=suppressed))
            left.update(one for one in told if _is_on(one, known.options))
    return tuple(sorted(left))


def _is_on(finding: Finding, settings: CheckSettings) -> bool:
    return finding.check in enabled(settings, finding.uri)


@cache
def enabled(settings: CheckSettings, uri: str) -> frozenset[str]:
    """Return the names of the checks that are on for a file."""
    names = frozenset(check.name for check in every_check() if check.default)
    names = _chosen(settings.select) if settings.select else names
    names = (names | _chosen(settings.extend_select)) - _chosen(settings.ignore)
    for folder in settings.folders:
        if uri.startswith(f"{folder.path}/") or uri == folder.path:
            names = (names | _chosen(folder.select)) - _chosen(folder.ignore)
    return names


def _chosen(words: Iterable[str]) -> frozenset[str]:
    """Return the names of the checks that are meant by names, families, or `all`."""
    wanted = frozenset(words)
    return frozenset(
        check.name for check in every_check() if {check.name, check.family.replace(" ", "-"), "all"} & wanted
    )


def _check(module_name: str) -> Check:
    module = importlib.import_module(f"{__name__}.{module_name}")
    text, *sections = _SECTION.split(module.__doc__ or "")
    blocks = dict(zip(sections[::2], map(_block, sections[1::2]), strict=True))
    sentence, _, why = text.partition("\n")
    return Check(
        module_name.replace("_", "-"),
        module.SEVERITY,
        module.FAMILY,
        module.check,
        alone=module.check.__code__.co_argcount == 1,
        default=getattr(module, "DEFAULT", True),
        sentence=sentence,
        why=why.strip(),
        bad=blocks.pop("Bad", ""),
        good=blocks.pop("Good", ""),
        files=_files(blocks),
        bad_files=_files(blocks, "Bad "),
        good_files=_files(blocks, "Good "),
    )


def _files(blocks: Mapping[str, str], whose: str = "") -> Mapping[str, str]:
    """Return the files among the blocks of a docstring, of one example where it says whose they are."""
    names = (name for name in blocks if name.startswith(whose) and (whose or " " not in name))
    return MappingProxyType({name.removeprefix(whose): blocks[name] for name in names})


def _block(text: str) -> str:
    return textwrap.dedent(text).strip() + "\n"
