"""What an idea is ranked by has a source and a day, and is not older than half a year.

Stakeholders who rank on numbers must be able to ask where each comes from. What nobody can trace is a guess that looks
exact, and what was counted long ago tells of another product. After 180 days, it is time to count again.

Bad:
    @idea
    Feature: Pay by instalments
      So that customers need not wait for their pay day.

Bad specs/backlog.yml:
    ideas:
      - title: Pay by instalments
        numbers:
          reach: 1200
          impact:
            value: 3
            source: Interviews with the ten largest customers
            as of: 2021-03-15

Good:
    @idea
    Feature: Pay by instalments
      So that customers need not wait for their pay day.

Good specs/backlog.yml:
    ideas:
      - title: Pay by instalments
        numbers:
          reach:
            value: 1200
            source: Carts that were left at the till in September
            as of: 2026-10-01
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Severity, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from specbook.backlog import Idea, Number
    from specbook.checks import Known
    from specbook.finding import Said
    from specbook.model import Specs

FAMILY: Family = "backlog"
SEVERITY: Severity = "warning"
MOST_DAYS = 180


def check(specs: Specs, known: Known) -> Iterator[Finding]:
    """Find numbers without a source, without a day, or from too long ago."""
    backlog = known.backlog
    for idea in backlog.ideas if backlog else ():
        for number in idea.numbers:
            message = _wrong(idea, number, known.today)
            if backlog and message:
                yield Finding(backlog.uri, number.line, 1, "numbers-have-sources", SEVERITY, message)


def _wrong(idea: Idea, number: Number, today: date) -> Said | None:
    name, title = number.name, idea.title
    if not number.source:
        return say("“{name}” of “{title}” has no source. Say with `source:` who knows it.", name=name, title=title)
    if not number.as_of:
        return say("“{name}” of “{title}” has no day. Say with `as of:` when it was so.", name=name, title=title)
    days = (today - number.as_of).days
    if days < -1:  # somewhere, it may be tomorrow already
        return say("“{name}” of “{title}” is of a day that has not come yet. Correct it.", name=name, title=title)
    if days > MOST_DAYS:
        return say("“{name}” of “{title}” is {days} days old. Ask for it again.", name=name, title=title, days=days)
    return None
