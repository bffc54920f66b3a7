"""The Markdown of a description without the margin around it: what it means stays as it was written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

# To Markdown, no other blank is one: a line with a no-break space is a paragraph.
BLANKS = " \t"
_MARGIN = re.compile(r"[ \t]*")
_CODE = re.compile(r" {4}| {0,3}\t")
_FENCE = re.compile(r"[ \t]*(?:>[ \t]*)*(`{3,}(?=[^`]*$)|~{3,})(.*)")


def without_margin(lines: Sequence[str], comments: Container[int] = ()) -> list[str]:
    """Take away the blanks that all lines begin with, those at their ends, and blank lines that change nothing.

    Kept are relative indentation, the two blanks of a hard line break, and blocks of code, fenced or indented, to the
    last blank. `comments` are the indexes of lines that are no part of the description, though they stand in it.
    """
    prose = [line for index, line in enumerate(lines) if index not in comments and line.strip(BLANKS)]
    margin = _shared([_blanks(line) for line in prose])
    fence = ""
    kept: list[tuple[str, bool]] = []
    for index, line in enumerate(lines):
        rest = line.removeprefix(margin)
        if index in comments:
            kept.append((rest.rstrip() if fence and line.startswith(margin) else line.strip(), True))
            continue
        after = _fence_after(fence, rest)
        if line.strip(BLANKS):
            kept.append((rest if fence or _is_code(rest) else _trimmed(rest), True))
        else:
            kept.append((rest if fence and line.startswith(margin) else "", bool(fence)))
        fence = after
    return _stripped(_without_doubled(kept, comments))


def _blanks(line: str) -> str:
    found = _MARGIN.match(line)
    return found[0] if found else ""


def _shared(margins: Sequence[str]) -> str:
    """Return what all margins begin with; blanks and tabs are not taken for each other."""
    first, last = min(margins, default=""), max(margins, default="")
    end = next((index for index, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), len(first))
    return first[:end]


def _is_code(line: str) -> bool:
    return _CODE.match(line) is not None


def _trimmed(line: str) -> str:
    return line if line.endswith("  ") else line.rstrip(BLANKS)


def _fence_after(fence: str, line: str) -> str:
    """Return the marks of the fence that is open after a line, if one was before it."""
    found = _FENCE.match(line)
    if not found:
        return fence
    marks, rest = found.groups()
    if not fence:
        return marks
    return "" if marks.startswith(fence) and not rest.strip(BLANKS) else fence


def _without_doubled(lines: Sequence[tuple[str, bool]], comments: Container[int]) -> Iterable[str]:
    """Leave one of several blank lines, save where they stand in code: a line comes with whether it must stay."""
    code = [
        None if index in comments or not text.strip(BLANKS) else _is_code(text) for index, (text, _) in enumerate(lines)
    ]
    before = _last_known(code)
    after = list(reversed(_last_known(list(reversed(code)))))
    doubled = False
    for index, (text, stays) in enumerate(lines):
        if stays or not doubled or (before[index] and after[index]):
            yield text
        doubled = not stays


def _last_known(flags: Sequence[bool | None]) -> list[bool]:
    known, last = [], False
    for flag in flags:
        last = last if flag is None else flag
        known.append(last)
    return known


def _stripped(lines: Iterable[str]) -> list[str]:
    kept = list(lines)
    while kept and not kept[-1].strip(BLANKS):
        kept.pop()
    while kept and not kept[0].strip(BLANKS):
        kept.pop(0)
    return kept
