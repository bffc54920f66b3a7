"""How a terminal tells what the checks found and mended: by file, with its line, in the reader's language."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, replace
from difflib import unified_diff
from itertools import groupby
from typing import TYPE_CHECKING

import click

from specbook.catalogues import is_singular
from specbook.check_settings import LEVELS
from specbook.errors import UsageError
from specbook.finding import retold, say
from specbook.mending import texts_of
from specbook.reports.telling import one_line, printable
from specbook.translated import ENGLISH, findings_in, is_spoken, translator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.checking import Checked
    from specbook.config import Project
    from specbook.finding import Finding
    from specbook.mending import Mended

_COLOURS = {"error": "red", "warning": "yellow", "information": "blue"}
_SEVERITIES = {"error": say("error"), "warning": say("warning"), "information": say("information")}
_DIFF_COLOURS = {"+": "green", "-": "red", "@": "cyan"}
_MOST_GONE = 10


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells what was found in one language."""

    language: str

    @classmethod
    def of(cls, project: Project, asked: str) -> Teller:
        """Choose the language: the one that is asked for, that of the settings, or that of whoever runs the command.

        Raises UsageError for one that is asked for and that the checks do not speak.
        """
        wanted = asked or project.settings.check.language
        if wanted and not is_spoken(wanted):
            raise UsageError(f"the checks do not speak “{wanted}”; they speak en and fr.")
        variables = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
        locale = next(filter(None, variables), "").partition(".")[0]
        own = "" if locale in {"C", "POSIX"} else locale
        return cls(wanted or own or ENGLISH)

    def tell(self, template: str, **values: object) -> str:
        return retold(say(template, **values), translator(self.language))

    def is_one(self, count: int) -> bool:
        """Tell whether a count is said as one is; in French, so is none."""
        return count == 1 or (count == 0 and is_spoken(self.language) and is_singular(self.language, count))

    def translated(self, checked: Checked) -> Checked:
        """Say all that was found in this language."""
        compared = replace(checked.compared, new=findings_in(self.language, checked.compared.new))
        fixed = findings_in(self.language, checked.mended.fixed)
        refused = findings_in(self.language, checked.mended.refused)
        return replace(checked, compared=compared, mended=replace(checked.mended, fixed=fixed, refused=refused))


def finding_lines(teller: Teller, checked: Checked) -> Iterator[str]:
    """Tell each finding with its place and its line, an empty line between files."""
    texts = texts_of(checked.mended.specs)
    refused = {(one.uri, one.line, one.check) for one in checked.mended.refused}
    for uri, group in groupby(checked.findings, key=lambda one: one.uri):
        lines = texts.get(uri, "").split("\n")
        for one in group:
            yield _line(teller, one)
            written = one_line(lines[one.line - 1]) if one.line <= len(lines) else ""
            if written:
                yield click.style(f"{one.line:>6} | {written}", dim=True)
            if (one.uri, one.line, one.check) in refused:
                yield f"       {teller.tell('Its fix was refused: it would have changed a step.')}"
        yield ""


def mended_lines(teller: Teller, checked: Checked) -> Iterator[str]:
    """Tell what was mended, with the places where it was."""
    for one in checked.mended.fixed:
        title = next(fix.title for fix in one.fixes if fix.safe)
        mark = click.style(teller.tell("mended"), fg="green")
        yield f"{one.uri}:{one.line}:{one.column}: {mark}: {printable(title)} [{one.check}]"
    if checked.mended.fixed:
        yield ""


def diff_lines(mended: Mended) -> Iterator[str]:
    """Show as a unified diff what fixes change."""
    for uri in sorted(mended.after):
        before, after = (_with_ends(texts[uri]) for texts in (mended.before, mended.after))
        for line in unified_diff(before, after, f"a/{uri}", f"b/{uri}"):
            text, end, _ = line.partition("\n")
            yield click.style(text, fg=_DIFF_COLOURS.get(text[:1]), bold=text[:3] in {"+++", "---"})
            if not end:
                yield "\\ No newline at end of file"


def summary_lines(teller: Teller, checked: Checked) -> Iterator[str]:
    """Count what was looked at and found, and tell what to do about it."""
    counts = Counter(str(one.severity) for one in checked.findings)
    files = checked.chosen.files
    told = [
        teller.tell("{count} file checked" if teller.is_one(files) else "{count} files checked", count=files),
        ", ".join(_counted(teller, level, counts[level]) for level in LEVELS),
    ]
    yield f"{told[0]}{teller.tell(': ')}{told[1]}."
    if checked.mended.fixed:
        yield teller.tell("Mended: {count}.", count=len(checked.mended.fixed))
    safe = sum(any(fix.safe for fix in one.fixes) for one in checked.findings) - len(checked.mended.refused)
    if safe > 0:
        yield teller.tell("Mended by `specbook check --fix`: {count}.", count=safe)
    if checked.compared.known:
        yield teller.tell("Known from the baseline, and not told: {count}.", count=len(checked.compared.known))
    yield from _gone_lines(teller, checked)


def _gone_lines(teller: Teller, checked: Checked) -> Iterator[str]:
    gone = checked.compared.gone
    if gone:
        count = len(gone)
        yield teller.tell("In the baseline, and found no more: {count}. `--update-baseline` takes it out.", count=count)
        yield from (f"  {key.file}: {one_line(key.text)} [{key.check}]" for key in gone[:_MOST_GONE])
        if len(gone) > _MOST_GONE:
            yield f"  … +{len(gone) - _MOST_GONE}"


def _line(teller: Teller, one: Finding) -> str:
    severity = click.style(
        retold(_SEVERITIES[one.severity], translator(teller.language)), fg=_COLOURS[one.severity], bold=True
    )
    message = " ".join(printable(one.message).split("\n"))
    return f"{one.uri}:{one.line}:{one.column}: {severity}: {message} {click.style(f'[{one.check}]', dim=True)}"


def _counted(teller: Teller, level: str, count: int) -> str:
    if level == "error":
        return teller.tell("{count} error" if teller.is_one(count) else "{count} errors", count=count)
    if level == "warning":
        return teller.tell("{count} warning" if teller.is_one(count) else "{count} warnings", count=count)
    return teller.tell("{count} for information", count=count)


def _with_ends(text: str) -> list[str]:
    """Split a text at line feeds alone, as git does, and keep them."""
    return [f"{line}\n" for line in text.split("\n")[:-1]] + list(filter(None, [text.rpartition("\n")[2]]))
