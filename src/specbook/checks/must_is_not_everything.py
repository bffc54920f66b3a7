"""What must be done takes at most three fifths of the effort.

Where everything is a must, nothing is ranked: no idea can give way when one takes longer than expected. The effort of
what must, should and could be done is counted, in the order of the backlog; ideas that nobody has estimated, and those
that will not be done this time, are left out.

Bad:
    @idea
    Feature: Pay by instalments
      So that customers need not wait for their pay day.

Bad specs/backlog.yml:
    ideas:
      - title: Pay by instalments
        priority: must
        effort: 5
      - title: Pay by invoice
        priority: must
        effort: 3
      - title: Thank for an order
        priority: could
        effort: 2

Good:
    @idea
    Feature: Pay by instalments
      So that customers need not wait for their pay day.

Good specs/backlog.yml:
    ideas:
      - title: Pay by instalments
        priority: must
        effort: 5
      - title: Pay by invoice
        priority: should
        effort: 3
      - title: Thank for an order
        priority: could
        effort: 2
"""

from __future__ import annotations

from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING

from specbook.checks import Family, Finding, Severity, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.checks import Known
    from specbook.model import Specs

FAMILY: Family = "backlog"
SEVERITY: Severity = "warning"
MOST = 60
_COUNTED = frozenset({"must", "should", "could"})


def check(specs: Specs, known: Known) -> Iterator[Finding]:
    """Find the idea with which that becomes too much, where the whole backlog can be read."""
    backlog = known.backlog
    if not backlog or backlog.problems:
        return
    counted = [(idea, idea.effort) for idea in backlog.ideas if idea.priority in _COUNTED and idea.effort]
    whole, must = sum(effort for _, effort in counted), Decimal(0)
    for idea, effort in counted if len(counted) > 1 else ():
        must += effort if idea.priority == "must" else 0
        if must * 100 > whole * MOST:
            message = say(
                "With “{title}”, what must be done takes {share} % of the effort, which leaves too little that could "
                "give way. Call a part of it `should`, down to {most} %.",
                title=idea.title,
                share=ceil(must * 100 / whole),
                most=MOST,
            )
            yield Finding(backlog.uri, idea.line, 1, "must-is-not-everything", SEVERITY, message)
            return
