"""What the checks say, in another language than English: from our own catalogue of it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from specbook.catalogues import compiled, read_catalogue, shipped_catalogue
from specbook.finding import retold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from specbook.finding import Finding

ENGLISH = "en"


def is_spoken(language: str) -> bool:
    """Tell whether the checks can say what they find in a language."""
    return language == ENGLISH or shipped_catalogue("specbook.checks", language) is not None


@cache
def translator(language: str) -> Callable[[str], str]:
    """Return what translates what was given to `say`; English stays where nobody has translated it."""
    shipped = shipped_catalogue("specbook.checks", language) if language != ENGLISH else None
    return compiled(read_catalogue(*shipped, language, in_pages=False), shipped[0]).gettext if shipped else str


def findings_in(language: str, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Say findings, and what would mend them, in a language."""
    translate = translator(language)
    return tuple(
        replace(
            one,
            message=retold(one.message, translate),
            fixes=tuple(replace(fix, title=retold(fix.title, translate)) for fix in one.fixes),
        )
        for one in findings
    )
