"""Let every fault of tests/disturbances.py befall a run of the specs, and measure what is left of it."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.disturbances import CASES, HOW, Disturbance, broken_promises, suffer
from tests.sandbox import Sandbox

from tools.measured import Section, versions, write_section


def measure(disturbance: Disturbance, processes: tuple[str, ...]) -> Section:
    """Bring a fault about in a new project; return the row that tells what was left, and whether that was promised."""
    with tempfile.TemporaryDirectory() as folder:
        outcome = suffer(disturbance, processes, Sandbox(Path(folder)))
    broken = "; ".join(broken_promises(disturbance, outcome))
    return {
        "fault": disturbance.fault,
        "how": HOW[processes],
        "survived": f"{len(outcome.finished & outcome.kept)} of {len(outcome.finished)}",
        "in flight": ", ".join(f"{name}: {outcome.states[name]}" for name in sorted(outcome.in_flight)) or "none",
        "exit code": outcome.said.code,
        "verdict": broken or "as promised",
    }


def main() -> int:
    """Bring all faults about, write the figures, and return 1 where something is not as promised."""
    rows = []
    for disturbance, processes in CASES:
        row = measure(disturbance, processes)
        rows.append(row)
        print("  ".join(map(str, row.values())), flush=True)
    bad = sum(row["verdict"] != "as promised" for row in rows)
    about = {"command": "make survival", "versions": versions("specbook", "pytest", "pytest-xdist", "pytest-timeout")}
    write_section("faults", {**about, "rows": rows})
    print(f"{len(rows)} faults, {bad} not as promised.")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
