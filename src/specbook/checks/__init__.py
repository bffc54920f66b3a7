"""What is true of good specs: one module per check; this one finds them, runs them and honours what authors ignore."""

from __future__ import annotations

import importlib
import pkgutil
import re
import textwrap
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from specbook.model import GherkinDocument, Specs

__all__ = ["Check", "Finding", "Severity", "every_check", "run_checks"]

Severity = Literal["error", "warning", "information"]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One place in a spec that a check objects to; lines and columns count from 1."""

    uri: str
    line: int
    column: int
    check: str
    severity: Severity
    message: str

    def __str__(self) -> str:
        return f"{self.uri}:{self.line}:{self.column}: {self.severity}: {self.message} [{self.check}]"


@dataclass(frozen=True, slots=True)
class Check:
    r"""A check with what its module's docstring tells of it; `bad` and `good` hold Gherkin.

    What cannot be seen is written in `bad` as an escape, such as `\u00a0`.
    """

    name: str
    severity: Severity
    function: Callable[[Specs], Iterator[Finding]]
    sentence: str
    why: str
    bad: str
    good: str


@cache
def every_check() -> tuple[Check, ...]:
    """Return all checks by name, one for each public module of this package."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))
    return tuple(map(_check, names))


def run_checks(specs: Specs) -> tuple[Finding, ...]:
    """Return what all checks find, in the order of files and lines, without what the authors chose to ignore."""
    ignored = {document.uri: _ignored(document) for document in specs.documents if "specbook:" in document.source}
    found = {finding for check in every_check() for finding in check.function(specs)}
    return tuple(sorted(one for one in found if (one.line, one.check) not in ignored.get(one.uri, ())))


def _check(module_name: str) -> Check:
    module = importlib.import_module(f"{__name__}.{module_name}")
    text, _, examples = (module.__doc__ or "").partition("\nBad:\n")
    bad, _, good = examples.partition("\nGood:\n")
    sentence, _, why = text.partition("\n")
    return Check(
        module_name.replace("_", "-"),
        module.SEVERITY,
        module.check,
        sentence,
        why.strip(),
        textwrap.dedent(bad).strip() + "\n",
        textwrap.dedent(good).strip() + "\n",
    )


def _ignored(document: GherkinDocument) -> frozenset[tuple[int, str]]:
    """Return the lines, each with a check's name, for which a comment of the author switches that check off."""
    lines = document.source.split("\n")
    pairs: set[tuple[int, str]] = set()
    for comment in document.comments:
        match = re.match(r"\s*#\s*specbook:\s*ignore\[([^\]]*)\]", comment.text)
        names = re.split(r"[\s,]+", match[1].strip()) if match else []
        covered = _covered(document, lines, comment.location.line)
        pairs.update((line, name) for name in names for line in covered)
    return frozenset(pairs)


def _covered(document: GherkinDocument, lines: list[str], comment_line: int) -> range:
    """Return the lines that a comment speaks of: the whole file, or down to the next line but comments and tags."""
    if document.feature and comment_line < document.feature.location.line:
        return range(1, len(lines) + 1)
    below = (number for number, text in enumerate(lines, 1) if number > comment_line)
    target = next((number for number in below if not lines[number - 1].lstrip().startswith(("#", "@"))), comment_line)
    return range(comment_line + 1, target + 1)
