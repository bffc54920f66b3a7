"""Break the code in one place after the other, and see which examples notice.

Each fault is one line of `src/` replaced by another, in tests/faults/*.toml. For each, the specs that it names are run
against the broken copy. A use case that no fault breaks proves nothing: it fails this command.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

from specbook.config import find_project
from specbook.flows import flows
from specbook.reader import read
from specbook.results.folder import read_runs

ROOT = Path(__file__).parent.parent
FAULTS = ROOT / "tests" / "faults"


@dataclass(frozen=True, slots=True)
class Fault:
    """One line of a file in src/ replaced by another, and the use case of a spec that must notice."""

    spec: str
    breaks: str
    file: str
    old: str
    new: str


def read_faults() -> list[Fault]:
    """Read all faults, in the order of their files."""
    found = list[Fault]()
    for path in sorted(FAULTS.glob("*.toml")):
        table = tomllib.loads(path.read_text("utf-8"))
        found.extend(Fault(table["spec"], **fault) for fault in table["fault"])
    return found


def use_cases() -> set[tuple[str, str]]:
    """Return every use case of our own specs, by spec and name."""
    project = find_project(ROOT)
    features = ((one.uri, one.feature) for one in read(project.specs, ROOT).documents if one.feature)
    return {
        (uri, flowing.scenario.name)
        for uri, feature in features
        for flowing in flows(feature, project.settings)
        if flowing.kind.is_use_case
    }


def broken_by(fault: Fault) -> tuple[list[str], str]:
    """Run a fault's spec against the broken code; return the scenarios that did not pass, and pytest's last line."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("steps", "specs", "docs", "tests/schemas"):
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("pyproject.toml", "mkdocs.yml"):
            shutil.copy(ROOT / name, root)
        shutil.copytree(ROOT / "src", root / "src", ignore=shutil.ignore_patterns("__pycache__"))
        broken = root / fault.file
        broken.write_text(broken.read_text("utf-8").replace(fault.old, fault.new), "utf-8")
        environment = os.environ | {"CODE_UNDER_TEST": str(root / "src")}
        command = [sys.executable, "-m", "pytest", fault.spec, "-q", "-n", "auto", "-p", "no:cacheprovider"]
        done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
        results = [result for run in read_runs(root / ".specbook/results", root) for result in run.results]
    names = {result.scenario for result in results if result.status not in {"PASSED", "SKIPPED"}}
    return sorted(names), (done.stdout.strip() or done.stderr.strip()).splitlines()[-1]


def main(chosen: list[str]) -> int:
    """Apply all faults, or those whose spec or use case holds one of some words."""
    faults = [fault for fault in read_faults() if not chosen or any(word in f"{fault}" for word in chosen)]
    noticed: set[tuple[str, str]] = set()
    failed = 0
    for number, fault in enumerate(faults, start=1):
        names, last = broken_by(fault)
        noticed.update((fault.spec, name) for name in names)
        good = fault.breaks in names
        failed += not good
        mark = "✔" if good else "✖"
        print(f"{mark} {number}/{len(faults)} {fault.file}: {fault.old.strip()} → {fault.new.strip()}", flush=True)
        print(f"    {fault.spec}: {last}")
        print("".join(f"    broke: {name}\n" for name in names), end="", flush=True)
    blind = sorted(use_cases() - noticed) if not chosen else []
    for spec, name in blind:
        print(f"✖ no fault breaks: {spec}: {name}")
    print(f"{len(faults)} faults, {failed} not noticed where they should be, {len(blind)} use cases that none breaks.")
    return 1 if failed or blind else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
