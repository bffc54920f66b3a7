"""What authors ignore: comments `# specbook: ignore[check-name] reason`, and the lines that each speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from specbook.checks._parts import source_lines
from specbook.finding import Edit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from specbook.model import Comment, GherkinDocument

_NAMES = re.compile(r"[\s,]+")
_IGNORE = re.compile(r"\s*#\s*specbook:\s*ignore\[([^\]]*)\]\s*(.*)")


@dataclass(frozen=True, slots=True)
class Ignore:
    """A comment that switches checks off, by name, for some lines; `column` is where it begins."""

    uri: str
    line: int
    column: int
    names: tuple[str, ...]
    reason: str
    covered: range


class Ignores:
    """The comments of a file that switch checks off, found by a line that they speak of."""

    def __init__(self, found: Iterable[Ignore]) -> None:
        self._of_file: list[Ignore] = []
        self._of_line: dict[int, list[Ignore]] = {}
        for ignore in found:
            if ignore.covered.start == 1:
                self._of_file.append(ignore)
            else:
                for line in ignore.covered:
                    self._of_line.setdefault(line, []).append(ignore)

    def of(self, line: int, check: str) -> Ignore | None:
        """Return the first comment that switches a check off in a line."""
        speaking = (*self._of_file, *self._of_line.get(line, ()))
        return next((ignore for ignore in speaking if check in ignore.names), None)


def ignores(document: GherkinDocument) -> Iterator[Ignore]:
    """Yield the comments of a file that switch checks off, in its order."""
    if "specbook:" not in document.source:
        return
    lines = source_lines(document.source)
    for comment in document.comments:
        if match := _IGNORE.match(comment.text):
            names = tuple(filter(None, _NAMES.split(match[1])))
            covered = _covered(document, lines, comment.location.line)
            place = (document.uri, comment.location.line, _column(comment))
            yield Ignore(*place, names, match[2].strip(), covered)


def without(document: GherkinDocument, ignore: Ignore, names: Iterable[str]) -> tuple[Edit, ...]:
    """Return the edit that takes names out of a comment; of one that names no more, its reason stays, if it has one."""
    line = source_lines(document.source)[ignore.line - 1].rstrip("\r")
    found = _IGNORE.match(line)
    if not found or document.uri.endswith(".md"):
        return ()
    left = [name for name in ignore.names if name not in set(names)]
    if left:
        start, end = found.span(1)
        return (Edit(ignore.line, start + 1, ignore.line, end + 1, ", ".join(left)),)
    if ignore.reason:
        indentation = line[: ignore.column - 1]
        return (Edit(ignore.line, 1, ignore.line, len(line) + 1, f"{indentation}# {ignore.reason}"),)
    return (Edit(ignore.line, 1, ignore.line + 1, 1, ""),)


def python_ignores(uri: str, source: str) -> Iterator[Ignore]:
    """Yield the comments of a file of Python that switch checks off: for the function below, or at its top for all."""
    yield from _hash_ignores(uri, source, _covered_function)


def yaml_ignores(uri: str, source: str) -> Iterator[Ignore]:
    """Yield the comments of a file of YAML that switch checks off: for the line below, or at its top for all."""
    yield from _hash_ignores(uri, source, _covered_line)


def _hash_ignores(uri: str, source: str, covered: Callable[[list[str], int], range]) -> Iterator[Ignore]:
    """Yield what ignores checks in a file whose comments begin with `#`; one above all else covers the whole file."""
    if "specbook:" not in source:
        return
    lines = source.split("\n")
    begins = next((n for n, line in enumerate(lines, 1) if line.strip() and not line.lstrip().startswith("#")), 1)
    for number, line in enumerate(lines, 1):
        if match := _IGNORE.match(line):
            names = tuple(filter(None, _NAMES.split(match[1])))
            column = len(line) - len(line.lstrip()) + 1
            lines_covered = range(1, len(lines) + 1) if number < begins else covered(lines, number)
            yield Ignore(uri, number, column, names, match[2].strip(), lines_covered)


def _covered_line(lines: list[str], comment_line: int) -> range:
    """Return the next line that is no comment."""
    below = range(comment_line + 1, len(lines) + 1)
    target = next((number for number in below if not lines[number - 1].lstrip().startswith("#")), comment_line)
    return range(comment_line + 1, target + 1)


def _covered_function(lines: list[str], comment_line: int) -> range:
    """Return the lines of the decorators and the head of a function."""
    heads = (n for n, line in enumerate(lines, 1) if n > comment_line and re.match(r"\s*(async\s+)?def\b", line))
    return range(comment_line + 1, next(heads, comment_line) + 1)


def _column(comment: Comment) -> int:
    return len(comment.text) - len(comment.text.lstrip()) + 1


def _covered(document: GherkinDocument, lines: list[str], comment_line: int) -> range:
    """Return the lines that a comment speaks of: the whole file, or down to the next line but comments and tags."""
    if document.feature and comment_line < document.feature.location.line:
        return range(1, len(lines) + 1)
    below = range(comment_line + 1, len(lines) + 1)
    target = next((number for number in below if not lines[number - 1].lstrip().startswith(("#", "@"))), comment_line)
    return range(comment_line + 1, target + 1)
