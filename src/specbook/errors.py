"""What can go wrong, each with its place and what to do about it."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from specbook.finding import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specbook.finding import Said

GOOD = 0
FINDINGS = 1
USAGE = 2
BUG = 3
INTERRUPTED = 130
# How pytest tells `specbook run` that results could not be written; sysexits.h calls it EX_IOERR.
UNWRITTEN = 74

_REMEDIES = {
    errno.ENOSPC: "Make room on the disk",
    errno.EDQUOT: "Make room, or raise the quota",
    errno.EFBIG: "Let files grow larger (ulimit -f)",
}


class SpecbookError(Exception):
    """Something that the person at the keyboard can mend; told without a traceback."""

    exit_code = FINDINGS


class UsageError(SpecbookError):
    """A command, an option or a path that makes no sense here."""

    exit_code = USAGE


class SettingsError(SpecbookError):
    """A setting that is wrong, in pyproject.toml, product.yml or mkdocs.yml."""

    exit_code = USAGE


class PlacedSettingsError(SettingsError):
    """A setting that is wrong in a file of settings, and where; lines and columns count from 1, column 0 is none."""

    def __init__(self, uri: str, line: int, what: str, column: int = 0) -> None:
        self.uri, self.line, self.column, self.what = uri, line, column, what
        super().__init__(f"{uri}:{line}:{f'{column}:' if column else ''} {what}")


class ReportError(SpecbookError):
    """A file of results that cannot be read, or says nothing of the specs."""


class UnwritableError(SpecbookError):
    """A file that could not be written whole: which, why, and what to do about it."""

    def __init__(self, path: Path, cause: OSError) -> None:
        here = Path.cwd()
        self.place = (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()
        self.why = cause.strerror or type(cause).__name__
        self.remedy = _REMEDIES.get(cause.errno or 0, "Let it be written")
        super().__init__(f"{self.place}: cannot be written: {self.why}. {self.remedy}, and try again.")


@dataclass(frozen=True, slots=True)
class ParseError:
    """One place in a file that cannot be read; lines and columns count from 1."""

    uri: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.uri}:{self.line}:{self.column}: {self.message}"


def nearest(word: str, known: Iterable[str]) -> Said:
    """Say “Did you mean “x”?” for the known word that is most like `word`, or name all known words."""
    words = sorted(known)
    close = get_close_matches(word, words, n=1, cutoff=0.6)
    if close:
        return say("Did you mean “{word}”?", word=close[0])
    return say("Known are: {words}.", words=", ".join(words)) if words else say("None is known here.")
