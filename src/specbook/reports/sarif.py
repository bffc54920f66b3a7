"""Findings as SARIF 2.1.0, which code scanning reads: https://docs.oasis-open.org/sarif/sarif/v2.1.0/."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import blake2b
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from specbook import __version__
from specbook.check_pages import address_of, example_blocks, section
from specbook.checks import every_check

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from specbook.checks import Check
    from specbook.finding import Edit, Finding, Fix, Severity

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "information": "note"}
_ROOT = "%SRCROOT%"


def sarif(findings: Sequence[Finding], folder: str = "") -> str:
    """Return findings with the checks that found them, and what would mend them.

    `folder` is the project's place in the repository, with a slash at its end, or empty where it is its root.
    """
    names = sorted({one.check for one in findings})
    known = {check.name: check for check in every_check()}
    driver = {
        "name": "Specbook",
        "version": __version__,
        "rules": [_rule(name, known.get(name)) for name in names],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
        "results": list(_results(findings, names, folder)),
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False) + "\n"


def _rule(name: str, check: Check | None) -> dict[str, Any]:
    """Describe a check; what is wrong with settings and backlog is told under a name of its own."""
    if check is None:
        return {"id": name, "shortDescription": {"text": "The settings of the checks, and the backlog, make sense."}}
    blocks = (f"{name}:\n{text}" for name, text in example_blocks(check))
    text = "\n".join((f"{check.sentence}\n\n{check.why}\n", *blocks))
    rule = {
        "id": name,
        "shortDescription": {"text": check.sentence},
        "fullDescription": {"text": f"{check.sentence} {' '.join(check.why.split())}"},
        "help": {"text": text, "markdown": section(check).partition("\n\n")[2]},
        "defaultConfiguration": {"level": _LEVELS[check.severity], "enabled": check.default},
        "properties": {"tags": [check.family]},
    }
    address = address_of(check)
    return rule | ({"helpUri": address} if address else {})


def _results(findings: Iterable[Finding], names: list[str], folder: str) -> Iterable[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for one in findings:
        artifact = {"uri": quote(folder + one.uri), "uriBaseId": _ROOT}
        same = f"{one.uri}\0{one.check}\0{one.message}"
        seen[same] += 1
        told = blake2b(f"{same}\0{seen[same]}".encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        region = {"startLine": one.line, "startColumn": one.column} | ({"endColumn": one.end} if one.end else {})
        result = {
            "ruleId": one.check,
            "ruleIndex": names.index(one.check),
            "level": _LEVELS[one.severity],
            "message": {"text": one.message},
            "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
            "partialFingerprints": {"specbook/v1": told},
        }
        fixes = [_fix(fix, artifact) for fix in one.fixes if all(edit.column for edit in fix.edits)]
        yield result | ({"fixes": fixes} if fixes else {})


def _fix(fix: Fix, artifact: dict[str, str]) -> dict[str, Any]:
    """Describe a fix; one that takes a byte order mark away cannot be: no region holds that."""
    change = {"artifactLocation": artifact, "replacements": [_replacement(edit) for edit in sorted(fix.edits)]}
    return {"description": {"text": fix.title}, "artifactChanges": [change]}


def _replacement(edit: Edit) -> dict[str, Any]:
    region = {
        "startLine": edit.line,
        "startColumn": edit.column,
        "endLine": edit.end_line,
        "endColumn": edit.end_column,
    }
    return {"deletedRegion": region} | ({"insertedContent": {"text": edit.text}} if edit.text else {})
