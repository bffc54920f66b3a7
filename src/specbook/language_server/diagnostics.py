"""Findings as the editor underlines them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol.types import Diagnostic, DiagnosticSeverity, DiagnosticTag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specbook.finding import Finding
    from specbook.language_server.ranges import Ruler
    from specbook.language_server.sheets import Sheet

_SEVERITIES = {
    "error": DiagnosticSeverity.Error,
    "warning": DiagnosticSeverity.Warning,
    "information": DiagnosticSeverity.Information,
}
SOURCE = "specbook"
# What stands there for nothing, which editors show faintly.
_UNNECESSARY = frozenset({"tags-are-not-repeated", "ignores-are-used", "rows-are-unique"})


def diagnostics(findings: Iterable[Finding], sheet: Sheet, ruler: Ruler) -> list[Diagnostic]:
    """Return a diagnostic for each finding, in the order of the file."""
    return [diagnostic(one, sheet, ruler) for one in findings]


def diagnostic(finding: Finding, sheet: Sheet, ruler: Ruler) -> Diagnostic:
    return Diagnostic(
        range=ruler.range(finding.line, _start(finding, sheet), finding.end),
        message=str(finding.message),
        severity=_SEVERITIES[finding.severity],
        code=finding.check,
        source=SOURCE,
        tags=[DiagnosticTag.Unnecessary] if finding.check in _UNNECESSARY else None,
    )


def _start(finding: Finding, sheet: Sheet) -> int:
    """Begin where the finding does, but never in the indentation of its line."""
    line = sheet.line(finding.line)
    return max(finding.column, len(line) - len(line.lstrip()) + 1)
