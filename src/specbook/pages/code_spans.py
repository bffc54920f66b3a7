"""Where prose in Markdown is code, a comment or a script: what looks like a link there is none."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

# What begins first wins: a comment in a fence is code, and a fence in a comment is none.
_MARKED = re.compile(
    r"^[ \t>]*(?P<fence>`{3,}|~{3,})[^`\n]*\n(?:.*?\n)??[ \t>]*(?P=fence)[`~]*[ \t]*$"
    r"|^[ \t>]*(?:`{3,}|~{3,})[^`\n]*\n.*\Z"
    r"|<!--.*?(?:-->|\Z)"
    r"|<(?P<tag>script|style|textarea)\b.*?(?:</(?P=tag)\s*>|\Z)"
    r"|(?<![\\`])(?P<tick>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=tick)(?!`)",
    re.MULTILINE | re.DOTALL | re.IGNORECASE,
)
# Within HTML, no line is code for being indented; unless it says that Markdown is in it.
_BLOCK = re.compile(
    r"^ {0,3}<(?P<tag>article|aside|blockquote|center|details|div|dl|fieldset|figure|footer|form|header|main|nav|ol|p"
    r"|section|table|ul|video)\b(?![^>]*\bmarkdown\b)[^>]*>",
    re.MULTILINE | re.IGNORECASE,
)
# What holds lines that are indented by four below it: lists, admonitions, tabs, footnotes, definitions.
_HOLDER = re.compile(r"(?:[-*+]|\d+[.)])[ \t]|!!!|\?\?\?|===|\[\^[^\]]+\]:|:[ \t]")
_TAB = 4


@dataclass(frozen=True, slots=True)
class CodeSpans:
    """The parts of one text that are no prose, in order, none within another."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __contains__(self, position: int) -> bool:
        number = bisect_right(self.starts, position) - 1
        return number >= 0 and position < self.ends[number]


def change_outside_code(pattern: re.Pattern[str], text: str, change: Callable[[re.Match[str]], str]) -> str:
    """Change every match of a pattern that begins in prose."""
    code = code_spans(text)
    return pattern.sub(lambda match: match[0] if match.start() in code else change(match), text)


def code_spans(text: str) -> CodeSpans:
    """Find what is code, a comment or a script; where that is not certain, as in a fence that has no end, it is."""
    marked = _joined(match.span() for match in _MARKED.finditer(text))
    return _joined((*zip(marked.starts, marked.ends, strict=True), *_indented(text, marked)))


def _joined(spans: Iterable[tuple[int, int]]) -> CodeSpans:
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(spans):
        if ends and start < ends[-1]:
            ends[-1] = max(end, ends[-1])
        else:
            starts.append(start)
            ends.append(end)
    return CodeSpans(tuple(starts), tuple(ends))


def _indented(text: str, marked: CodeSpans) -> Iterator[tuple[int, int]]:
    """Yield the lines that are code because they are indented further than what is around them."""
    blocks = _joined(_html_blocks(text, marked))
    levels, begins, in_code, start = 0, True, False, 0
    for line in text.splitlines(keepends=True):
        spread = line.expandtabs(_TAB)
        content, end = spread.strip(), start + len(line)
        if not content or start in marked or start in blocks:
            begins = True
        else:
            depth = (len(spread) - len(spread.lstrip())) // _TAB
            in_code = depth > levels and (begins or in_code)
            if in_code:
                yield start, end
            elif _HOLDER.match(content):
                levels = depth + 1
            elif begins:
                levels = min(levels, depth)
            begins = False
        start = end


def _html_blocks(text: str, marked: CodeSpans) -> Iterator[tuple[int, int]]:
    found = (match for match in _BLOCK.finditer(text) if match.start() not in marked)
    yield from ((match.start(), _end_of(match, text)) for match in found)


def _end_of(begin: re.Match[str], text: str) -> int:
    """Find the end tag that belongs to a tag; the end of the text where it has none."""
    depth = 1
    for tag in re.compile(rf"<(/?){begin['tag']}\b[^>]*>", re.IGNORECASE).finditer(text, begin.end()):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.end()
    return len(text)
