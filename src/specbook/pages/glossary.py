"""The terms of the glossary, marked in steps where each is first used, with what it means."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from specbook.pages.escaping import raw

if TYPE_CHECKING:
    from collections.abc import Mapping

# Code is shown as it was written, with no mark in it; and a comment that few see is not where a term is first used.
_PARTS = re.compile(r'(<pre\b.*?</pre>|<code\b.*?</code>|<span class="sb-note">[^<]*</span>|<[^>]*>)', re.DOTALL)


def mark_terms(rendered: str, glossary: Mapping[str, str]) -> str:
    """Mark the first use of each term in the HTML of one scenario: whole words, in upper or lower case."""
    meanings = {term.casefold(): meaning for term, meaning in glossary.items()}
    if not meanings:
        return rendered
    longest_first = sorted(meanings, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)
    parts = _PARTS.split(rendered)
    parts[::2] = [_marked(part, pattern, meanings) for part in parts[::2]]
    return "".join(parts)


def _marked(text: str, pattern: re.Pattern[str], left: dict[str, str]) -> str:
    """Mark terms in a piece of text between tags, and take those out of what is left to be marked."""
    plain = html.unescape(text)
    shown, end = "", 0
    for match in pattern.finditer(plain):
        meaning = left.pop(match[0].casefold(), None)
        if meaning is not None:
            term = f'<abbr title="{raw(meaning)}">{raw(match[0])}</abbr>'
            shown, end = shown + raw(plain[end : match.start()]) + term, match.end()
    return shown + raw(plain[end:]) if shown else text
