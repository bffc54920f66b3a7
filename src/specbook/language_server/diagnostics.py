"""Findings as the editor underlines them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol.types import Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag

if TYPE_CHECKING:
    from specbook.finding import Finding
    from specbook.language_server.ranges import Ruler
    from specbook.language_server.sheets import Sheet

_SEVERITIES = {
    "error": DiagnosticSeverity.Error,
    "warning": DiagnosticSeverity.Warning,
    "information": DiagnosticSeverity.Information,
}
SOURCE = "specbook"
UNDEFINED = "steps-are-defined"
# What stands there for nothing, which editors show faintly.
_UNNECESSARY = frozenset({"tags-are-not-repeated", "ignores-are-used", "rows-are-unique"})


def diagnostic(
    finding: Finding, sheet: Sheet | None, ruler: Ruler, related: list[DiagnosticRelatedInformation] | None = None
) -> Diagnostic:
    """Return a finding in a spec, or in Python, as the editor underlines it; `related` are places that it leads to."""
    return Diagnostic(
        range=ruler.range(finding.line, _start(finding, sheet) if sheet else finding.column, finding.end),
        message=str(finding.message),
        severity=_SEVERITIES[finding.severity],
        code=finding.check,
        source=SOURCE,
        tags=[DiagnosticTag.Unnecessary] if finding.check in _UNNECESSARY else None,
        related_information=related or None,
    )


def _start(finding: Finding, sheet: Sheet) -> int:
    """Begin where the finding does, but never in the indentation of its line."""
    line = sheet.line(finding.line)
    return max(finding.column, len(line) - len(line.lstrip()) + 1)
