"""What the search leaves out of pages: states, doc strings, labels, lists, and steps that it has read already."""

from __future__ import annotations

import re

# What the text of a test case begins with for the search, whose script puts test cases behind guides: nobody sees it.
TEST_CASE = "<span hidden>&#8291; </span>"
_EXCLUDED = " data-search-exclude"
_NOISE = re.compile(
    r'<(?:pre class="sb-text|p class="sb-(?:col|because|foot)|div class="sb-(?:meta|line)|nav class="sb-path'
    r'|span class="sb-(?:states|name|kw|note|reason|state sb-[a-z-]+))"'
)
_LABEL = re.compile(r" \{ #(?:how-it-works|when-it-is-refused|rules|test-cases)(?= \})")
# Quantifiers that never give back what they took (`*+`) find steps in half the time.
_STEP = re.compile(
    r'<li(?P<open> class="sb-step[^"]*+")(?P<step>>(?:<span class="sb-note">[^<]*+</span>)*+'
    r'<span class="sb-kw">[^<]*+</span>(?P<text>[^<]*+(?:<(?!/li>)[^<]*+)*+)</li>)'
)
_KNOWN_LIST = re.compile(
    rf'<([uo]l)>(?=(?:<li class="sb-step[^"]*+"{_EXCLUDED}>[^<]*+(?:<(?!/?li\b)[^<]*+)*+</li>)++</\1>)'
)
_SHOWN = re.compile(r'<(?:figure|div|p) class="sb-(?:figure|unshown)')


def mark_for_search(page: str) -> str:
    """Mark what the search leaves out, so that the index of a large book stays small.

    Names, descriptions, tables, and each step once, are what it keeps; but for what only brings a doc string along,
    before anything is done: that is left out, so its announcement says nothing.
    """
    seen: set[str] = set()
    # What reads a page for the search takes no notice of cells: without a space, their words would be one.
    for end in ("</td>", "</th>"):
        page = page.replace(end, f"{end} ")
    page = page.replace('<div class="sb-table', ' <div class="sb-table')
    page = _LABEL.sub(lambda match: match[0] + _EXCLUDED, page)
    page = _STEP.sub(lambda match: _once(match, seen), page)
    page = _KNOWN_LIST.sub(rf"<\1{_EXCLUDED}>", page)
    return _NOISE.sub(lambda match: match[0] + _EXCLUDED, page)


def unsearched(text: str) -> str:
    """Keep Markdown that only lists what stands elsewhere out of the search, which leads to those places themselves."""
    return f'<section data-search-exclude markdown="1">\n\n{text}\n\n</section>'


def _once(match: re.Match[str], seen: set[str]) -> str:
    said = match["text"]
    if "sb-figure" in said or "sb-unshown" in said:
        said = _SHOWN.split(said)[0]  # what a step showed may differ, its words are the same
    known = said in seen or " sb-source" in match["open"]
    seen.add(said)
    return f"<li{match['open']}{_EXCLUDED if known else ''}{match['step']}"
