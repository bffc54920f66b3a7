"""Run all checks over files that others wrote, time them, and compare them with gherkin-lint: `make corpora`.

The files are those below the folder that SPECBOOK_CORPORA names. gherkin-lint is fetched with npm into a folder of its
own; where it cannot be, the comparison is left out.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from specbook.check_examples import unescaped
from specbook.checks import Known, every_check, run_checks
from specbook.config import find_project
from specbook.document_cache import read_specs
from specbook.findings import known_findings
from specbook.reader import read
from tools.book_projects import write_book
from tools.measured import ROOT, corpora, machine, versions, write_section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specbook.finding import Finding
    from specbook.model import Specs

CORPORA = Path(os.environ.get("SPECBOOK_CORPORA", ROOT.parent / "shared/corpora"))
FEATURES, ROUNDS = 1000, 3
GHERKIN_LINT = "gherkin-lint@4.2.4"
PARSES = "parses"
# The rules of gherkin-lint that tell of what is lost silently, and what each asks for in our words. Whatever else it
# cannot read, it tells under one of several names: all of them are `parses`.
RULES = {
    "no-files-without-scenarios": "features-have-scenarios",
    "no-empty-file": "features-have-scenarios",
    "no-unnamed-features": "features-are-named",
    "no-unnamed-scenarios": "scenarios-are-named",
    "no-dupe-scenario-names": "scenario-names-are-unique",
    "no-scenario-outlines-without-examples": "outlines-have-rows",
    "no-unused-variables": "placeholders-have-columns",
    "no-empty-background": "backgrounds-have-steps",
    "no-partially-commented-tag-lines": "tags-are-not-cut-by-comments",
}


@dataclass(frozen=True, slots=True, order=True)
class Told:
    """One thing that a tool tells of: in which file and line, and what it is in our words."""

    file: str
    line: int
    what: str


def main() -> int:
    """Measure, print, and write the section; 1 where a check crashes."""
    if not CORPORA.is_dir():
        sys.exit(f"There is no folder {CORPORA}; SPECBOOK_CORPORA names it.")
    specs = read(CORPORA, CORPORA)
    found, crashes = _found(specs)
    section: dict[str, Any] = {"command": "make corpora", "machine": machine(), "versions": versions("specbook")}
    section |= {"files": len(specs.documents) + len(specs.unparsable), "crashes": crashes}
    section["findings"] = dict(sorted(Counter(one.check for one in found).items()))
    section["seconds"] = _seconds()
    with tempfile.TemporaryDirectory() as folder:
        planted = _planted(Path(folder) / "planted")
        linter = _gherkin_lint(Path(folder) / "lint")
        if linter:
            section["versions"] |= {"gherkin-lint": GHERKIN_LINT.partition("@")[2]}
            section["compared"] = {
                "written by others": _compare(linter, CORPORA, specs),
                "one for each mistake": _compare(linter, planted, read(planted, planted)),
            }
    print(corpora(section))
    write_section("corpora", section)
    return 1 if crashes else 0


def _found(specs: Specs) -> tuple[list[Finding], list[str]]:
    """Run every check, those that are off by default, too; return what they find, and which crash."""
    found: list[Finding] = []
    crashes: list[str] = []
    for check in every_check():
        try:
            found += check.find(specs, Known())
        except Exception:
            traceback.print_exc()
            crashes.append(check.name)
    return found, crashes


def _seconds() -> list[float]:
    """Time checking a whole tree again in the same process, in processor time."""
    with tempfile.TemporaryDirectory() as folder:
        write_book(Path(folder), FEATURES)
        project = find_project(Path(folder))
        taken = []
        for _ in range(ROUNDS + 1):
            begun = time.process_time()
            known_findings(project, read_specs(project))
            taken.append(round(time.process_time() - begun, 2))
    return taken[1:]


def _planted(folder: Path) -> Path:
    """Write the bad example of each check of silent loss into a file of its own."""
    folder.mkdir()
    for check in every_check():
        if check.family == "silent loss":
            (folder / f"{check.name}.feature").write_text(unescaped(check.bad), "utf-8")
    return folder


def _gherkin_lint(folder: Path) -> list[str]:
    """Fetch gherkin-lint; return the command that starts it, or nothing where it is not to be had."""
    if not shutil.which("npm"):
        print("There is no npm here: the comparison with gherkin-lint is left out.")
        return []
    folder.mkdir()
    command = ["npm", "install", "--no-audit", "--no-fund", "--loglevel=error", GHERKIN_LINT]
    if subprocess.run(command, cwd=folder, check=False).returncode:
        print("npm cannot fetch gherkin-lint: the comparison is left out.")
        return []
    rules: dict[str, Any] = dict.fromkeys(RULES, "on") | {"no-dupe-scenario-names": ["on", "in-feature"]}
    (folder / "rules.json").write_text(json.dumps(rules), "utf-8")
    return [str(folder / "node_modules/.bin/gherkin-lint"), "-f", "json", "-c", str(folder / "rules.json")]


def _compare(linter: list[str], folder: Path, specs: Specs) -> dict[str, Any]:
    """Let both tools look at the same files, and count what of each the other has."""
    ours, theirs = set(_ours(specs)), set(_theirs(linter, folder))
    readable = {document.uri for document in specs.documents}
    misread = {one.file for one in theirs if one.what == PARSES and one.file in readable}
    ours, theirs = ({one for one in told if one.file not in misread} for told in (ours, theirs))
    return {
        "files": sum(path.name.endswith(".feature") for path in folder.rglob("*")),
        "misread": len(misread),
        "ours": len(ours),
        "ours that it has": len(ours) - len(_lacking(ours, theirs)),
        "theirs": len(theirs),
        "theirs that we have": len(theirs) - len(_lacking(theirs, ours)),
        "lacking there": _counted(_lacking(ours, theirs)),
        "lacking here": _counted(_lacking(theirs, ours)),
    }


def _ours(specs: Specs) -> Iterator[Told]:
    asked = {*RULES.values(), PARSES}
    checks = [check for check in every_check() if check.family == "silent loss" or check.name in asked]
    for one in run_checks(specs, checks=checks):
        if one.uri.endswith(".feature"):
            yield Told(one.uri, 0 if one.check == PARSES else one.line, one.check)


def _theirs(linter: list[str], folder: Path) -> Iterator[Told]:
    done = subprocess.run([*linter, "."], cwd=folder, capture_output=True, text=True, check=False)
    for file in json.loads(done.stderr or done.stdout):
        uri = Path(file["filePath"]).relative_to(folder.resolve()).as_posix()
        for error in file["errors"]:
            what = RULES.get(error["rule"], PARSES)
            if "is not used in any step" not in error["message"]:  # that is no loss
                yield Told(uri, 0 if what == PARSES else int(error["line"]), what)


def _lacking(mine: set[Told], others: set[Told]) -> set[Told]:
    """Return what the other tool says nothing like: the same in the same line or the next, or anything there."""
    places = {(one.file, one.line) for one in others}
    said = {(one.file, one.what) for one in others}
    return {
        one
        for one in mine
        if not any((one.file, one.line + near) in places for near in (-1, 0, 1)) and (one.file, one.what) not in said
    }


def _counted(told: Iterable[Told]) -> dict[str, int]:
    return dict(sorted(Counter(one.what for one in told).items()))


if __name__ == "__main__":
    sys.exit(main())
