"""A badge for a README: the ledger's state in words and colour, as one SVG that asks nobody for anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from specbook.ledger import GOOD_STATES

if TYPE_CHECKING:
    from specbook.standing import Standing

LABEL = "specbook"
# White text has a contrast of at least 4.5 to 1 on each.
GREEN, AMBER, RED, GREY, DARK = "#1a7f37", "#8a5d00", "#c21f2a", "#57606a", "#24292f"
# What a character takes at 11 pixels in the fonts named below; the others take 6.8.
_WIDTHS = {**dict.fromkeys("fijlrt,./ ", 4.3), **dict.fromkeys("mw", 10.8)}
_PADDING = 6


@dataclass(frozen=True, slots=True)
class _Badge:
    text: str
    colour: str


def badge(standing: Standing) -> str:
    """Return the badge; green only where every example is verified, planned or manual, and every file can be read."""
    told = _told(standing)
    left, right = _width(LABEL), _width(told.text)
    label = f"{LABEL}: {told.text}"
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img" aria-label="{label}">
<title>{label}</title>
<rect width="{left + right}" height="20" rx="3" fill="{told.colour}"/>
<path d="M3 0h{left - 3}v20H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z" fill="{DARK}"/>
<g fill="#fff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11" aria-hidden="true">
{_text(LABEL, 0, left)}
{_text(told.text, left, right)}
</g>
</svg>
"""


def _told(standing: Standing) -> _Badge:
    ledger = standing.ledger
    counts = f"{ledger.counts()['verified']}/{len(ledger.entries)} verified"
    if standing.errors:  # of all files, whoever may see them: one that cannot be read may hold anything
        return _Badge(f"{counts}, some unreadable", RED)
    bad = next(((state, count) for state, count in ledger.counts().items() if count and state not in GOOD_STATES), None)
    if bad:
        return _Badge(f"{counts}, {bad[1]} {bad[0]}", RED if bad[0] == "failing" else AMBER)
    return _Badge(counts, GREEN) if ledger.counts()["verified"] else _Badge("nothing verified", GREY)


def _width(text: str) -> int:
    return round(sum(_WIDTHS.get(char, 6.8) for char in text)) + 2 * _PADDING


def _text(text: str, start: int, width: int) -> str:
    """Return text that fills its part whatever font there is: its length is given, not left to the font."""
    return f'<text x="{start + _PADDING}" y="14" textLength="{width - 2 * _PADDING}">{text}</text>'
