"""Run the samples of Cucumber's compatibility kit, and count those that come out exactly as they must."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.compatibility.comparing import compare, compare_cases
from tests.compatibility.running import SAMPLES, reference, run

from tools.measured import versions, write_section


def is_right(sample: str, *, distributed: bool) -> bool:
    """Tell whether a sample's stream, or distributed each of its test cases, is the one that the kit expects."""
    with tempfile.TemporaryDirectory() as folder:
        stream = run(sample, Path(folder), *(["-n", "2"] if distributed else []))
    return not (compare_cases if distributed else compare)(reference(sample), stream)


def main() -> int:
    """Run all samples in both ways, write the score, and return 1 where a sample is not as it must be."""
    right = {"serial": 0, "distributed": 0}
    failing = []
    for sample in SAMPLES:
        found = {how: is_right(sample, distributed=how == "distributed") for how in right}
        for how, good in found.items():
            right[how] += good
        failing += [] if all(found.values()) else [sample]
        print("  ".join(f"{'✔' if good else '✖'} {how}" for how, good in found.items()), sample, flush=True)
    score = {"samples": len(SAMPLES), **right, "kit": versions("cucumber-compatibility-kit").popitem()[1]}
    about = {"command": "make compatibility", "versions": versions("specbook", "pytest", "pytest-xdist")}
    write_section("compatibility", {**about, **score, "failing": failing})
    print(f"{right['serial']} of {len(SAMPLES)} serially, {right['distributed']} of {len(SAMPLES)} with -n 2.")
    return 1 if failing else 0


if __name__ == "__main__":
    sys.exit(main())
