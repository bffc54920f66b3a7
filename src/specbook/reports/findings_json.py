"""Findings as JSON for programs; its form has a version, and what is added later leaves the rest as it is."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from specbook.check_settings import LEVELS

if TYPE_CHECKING:
    from specbook.checking import Checked
    from specbook.finding import Finding, Fix

VERSION = 1


def findings_json(checked: Checked) -> str:
    """Return what was found, what was mended, and what a baseline knows."""
    counts = Counter(str(one.severity) for one in checked.findings)
    tree = {
        "version": VERSION,
        "files": checked.chosen.files,
        "counts": {level: counts[level] for level in LEVELS},
        "findings": [_finding(one) for one in checked.findings],
        "mended": [_finding(one) for one in checked.mended.fixed],
        "refused": [_finding(one) for one in checked.mended.refused],
        "baseline": {
            "known": len(checked.compared.known),
            "gone": [key._asdict() for key in checked.compared.gone],
        },
    }
    return json.dumps(tree, indent=2, ensure_ascii=False) + "\n"


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "file": one.uri,
        "line": one.line,
        "column": one.column,
        "endColumn": one.end or None,
        "check": one.check,
        "severity": one.severity,
        "message": one.message,
        "fixes": [_fix(fix) for fix in one.fixes],
    }


def _fix(fix: Fix) -> dict[str, Any]:
    edits = [
        {
            "line": edit.line,
            "column": edit.column,
            "endLine": edit.end_line,
            "endColumn": edit.end_column,
            "text": edit.text,
        }
        for edit in fix.edits
    ]
    return {"title": fix.title, "safe": fix.safe, "edits": edits}
