"""What a check reports: a place in a file, what is wrong there, and what would mend it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Severity = Literal["error", "warning", "information"]


class Said(str):
    """A text that knows what it was made of, so that it can be said in another language."""

    __slots__ = ("template", "values")

    template: str
    values: Mapping[str, Any]


def say(template: str, **values: Any) -> Said:
    """Fill in a text in English, as `str.format` does; a value may be something said, too."""
    said = Said(template.format(**values))
    said.template, said.values = template, values
    return said


def retold(text: str, translate: Callable[[str], str]) -> str:
    """Say a text again, and all that it is made of, in another language; what was never said stays as it is."""
    if not isinstance(text, Said):
        return text
    return translate(text.template).format(**{name: _retold(value, translate) for name, value in text.values.items()})


def _retold(value: Any, translate: Callable[[str], str]) -> Any:
    return retold(value, translate) if isinstance(value, Said) else value


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Text in place of what stands between two places of a file; lines and columns count from 1.

    Columns count characters; the end is not part of it. Column 0 of line 1 is before the file's byte order mark.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that mend a finding together; a `safe` one may be made without asking. None ever changes a step's text."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One place in a file that a check objects to; lines and columns count from 1.

    `end` is the column after its last character in that line; 0 where it goes to the end of the line.
    """

    uri: str
    line: int
    column: int
    check: str
    severity: Severity
    message: str
    end: int = field(default=0, compare=False)
    fixes: tuple[Fix, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        return f"{self.uri}:{self.line}:{self.column}: {self.severity}: {self.message} [{self.check}]"
