"""One look at the specs for a person or a program: which findings are told, what was mended, what a baseline holds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from specbook.baseline import Baseline, Compared, compare, updated
from specbook.checks import check_names, enabled, every_check, nearest_check
from specbook.config import FILE_NAME
from specbook.errors import UsageError
from specbook.files import read_source
from specbook.findings import known_findings, what_is_known
from specbook.garbage import looked_for_rarely
from specbook.mending import Mended, mend, texts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from specbook.baseline import Key
    from specbook.chosen_files import Chosen
    from specbook.config import Project
    from specbook.finding import Finding, Severity
    from specbook.model import Specs

_GRAVITY: dict[Severity, int] = {"error": 0, "warning": 1, "information": 2}


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a look: `compared.new` is what is told; what was mended, where that was asked for."""

    chosen: Chosen
    compared: Compared
    mended: Mended

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.compared.new

    def fails(self, least: Severity) -> bool:
        """Tell whether something was found that is as grave."""
        return any(_GRAVITY[one.severity] <= _GRAVITY[least] for one in self.findings)


@dataclass(frozen=True, slots=True)
class Checking:
    """A project that is looked at, and what is known of it."""

    project: Project
    chosen: Chosen
    baseline: Baseline

    def check(self, *, fix: bool = False) -> Checked:
        """Look at the chosen files; with `fix`, also mend in memory what can be mended safely."""
        with looked_for_rarely():
            mended = Mended(self.chosen.specs)
            if fix:
                mended = mend(self.project, self.chosen.specs, lambda specs: self._compared(specs).new)
            return Checked(self.chosen, self._compared(mended.specs), mended)

    def updated_baseline(self) -> Baseline:
        """Return the baseline that holds just what is found now."""
        specs = self.chosen.specs
        return updated(self.baseline, self._found(specs), self._lines(specs), self._is_looked_for)

    def _compared(self, specs: Specs) -> Compared:
        return compare(self.baseline, self._found(specs), self._lines(specs), self._is_looked_for)

    def _found(self, specs: Specs) -> tuple[Finding, ...]:
        found = known_findings(self.project, specs, what_is_known(self.project, specs))
        return tuple(one for one in found if self.chosen.holds(one.uri) or one.uri == FILE_NAME)

    def _lines(self, specs: Specs) -> Callable[[Finding], str]:
        """Return what gives the line of the file that a finding is told of; empty where there is none."""
        texts = texts_of(specs)

        @cache
        def lines(uri: str) -> list[str]:
            text = texts.get(uri)
            return (read_source(self.project.root / uri) if text is None else text).split("\n")

        return lambda finding: "".join(lines(finding.uri)[finding.line - 1 : finding.line])

    def _is_looked_for(self, key: Key) -> bool:
        known = {check.name for check in every_check()}
        is_on = key.check not in known or key.check in enabled(self.project.settings.check, key.file)
        return is_on and (self.chosen.holds(key.file) or key.file == FILE_NAME)


def with_choice(project: Project, select: Iterable[str], ignore: Iterable[str]) -> Project:
    """Return a project in which some checks are on alone, or are off, whatever its settings say.

    Raises UsageError for a name that no check and no family has.
    """
    selected, ignored = tuple(select), tuple(ignore)
    for word in (*selected, *ignored):
        if word not in check_names():
            raise UsageError(f"there is no check “{word}”. {nearest_check(word, families=True)}")
    options = project.settings.check
    if selected:
        folders = tuple(replace(folder, select=()) for folder in options.folders)
        options = replace(options, select=selected, extend_select=(), ignore=(), folders=folders)
    options = replace(options, ignore=(*options.ignore, *ignored))
    return replace(project, settings=replace(project.settings, check=options))
