"""Measure Specbook's speed and memory against pure pytest, pytest-bdd and behave (`make bench`).

Every variant runs the same scenarios, in rounds that interleave them all, so that a slow moment of the machine hits
each of them. A run that did not run every scenario ends the benchmark.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from tools import bench_projects as projects
from tools.measured import PURE, RECORDED, UNRECORDED, machine, speed, versions, write_section

BDD, BEHAVE, FRESH, WATCHED = "pytest-bdd", "behave", "Specbook, nothing cached", "specbook run"
PYTEST_PASSED = re.compile(r"^(\d+) passed in ", re.MULTILINE)
BEHAVE_PASSED = re.compile(r"^(\d+) scenarios? passed, 0 failed, 0 skipped$", re.MULTILINE)
FIGURES = ("seconds", "processor", "memory")
RESULTS = Path(".specbook/results")
# Plain pytest-bdd looks through all definitions for each step; at this size it takes its time.
MANY = 1000
SEED = 20


class BenchError(Exception):
    """A run that is no measurement."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to run the scenarios: its project, its command, and how it says what passed."""

    name: str
    write: Callable[[Path, projects.Load], None]
    folder: str
    command: tuple[str, ...]
    passed: re.Pattern[str] = PYTEST_PASSED


@dataclass(frozen=True, slots=True)
class Measurement:
    """What one run took."""

    seconds: float
    processor: float
    memory: int


def quiet(*plugins: str) -> tuple[str, ...]:
    """Return pytest's options: little output, no cache, and of the plug-ins installed only those named."""
    others = sorted({entry.name for entry in entry_points(group="pytest11")} - set(plugins))
    return ("-q", "-p", "no:cacheprovider", *(word for name in others for word in ("-p", f"no:{name}")))


def all_variants() -> list[Variant]:
    pytest = ("-m", "pytest")
    ours = ("specs", *quiet("pytest-bdd", "specbook"))
    return [
        Variant(PURE, projects.write_pure_pytest, "pure", (*pytest, *quiet())),
        Variant(BDD, projects.write_pytest_bdd, "bdd", (*pytest, *quiet("pytest-bdd"))),
        Variant(BEHAVE, projects.write_behave, "behave", ("-m", "behave", "-f", "progress"), BEHAVE_PASSED),
        Variant(UNRECORDED, projects.write_specbook, "specbook", (*pytest, *ours, "--no-record")),
        Variant(RECORDED, projects.write_specbook, "specbook", (*pytest, *ours)),
        Variant(FRESH, projects.write_specbook, "specbook", (*pytest, *ours)),
        Variant(WATCHED, projects.write_specbook, "specbook", ("-m", "specbook", "run", "--", *ours)),
    ]


def run_once(variant: Variant, root: Path, scenarios: int) -> Measurement:
    """Run one variant in its project, from a state without results, and check that it ran everything."""
    # A cache, like the bytecode of modules, is what every run but the first has.
    shutil.rmtree(root / (RESULTS.parent if variant.name == FRESH else RESULTS), ignore_errors=True)
    measurement, output = measure([sys.executable, *variant.command], root)
    check_passed(variant, output, scenarios)
    if root.name == "specbook":
        check_recorded(variant, root, scenarios)
    return measurement


def measure(command: list[str], root: Path) -> tuple[Measurement, str]:
    """Run a command and wait for it; its memory is its own, or that of its largest child, its time that of all."""
    with tempfile.TemporaryFile() as output:
        began = time.perf_counter()
        child = subprocess.Popen(command, cwd=root, env=_environment(), stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        said = output.read().decode("utf-8", "replace")
    if child.returncode:
        raise BenchError(f"{command[1:3]} ended with {child.returncode}:\n{said[-3000:]}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Measurement(round(seconds, 4), round(usage.ru_utime + usage.ru_stime, 4), usage.ru_maxrss * unit), said


def check_passed(variant: Variant, output: str, scenarios: int) -> None:
    """Refuse a run whose summary does not say that all scenarios passed."""
    found = variant.passed.search(output)
    if not found or int(found[1]) != scenarios:
        raise BenchError(f"{variant.name} did not pass {scenarios} scenarios:\n{output[-3000:]}")


def check_recorded(variant: Variant, root: Path, scenarios: int) -> None:
    """Refuse a run that recorded less than all, or anything where it must not."""
    wanted = 0 if variant.name == UNRECORDED else scenarios
    found = sum(path.read_bytes().count(b'{"testCaseFinished":') for path in (root / RESULTS).glob("*/*.ndjson"))
    if found != wanted:
        raise BenchError(f"{variant.name} recorded {found} scenarios, not {wanted}")


def _environment() -> dict[str, str]:
    """Leave out what would change a run, such as options for pytest, and make hashes the same in all."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "SPECBOOK_", "PYTHON"))
    }
    return kept | {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}


def bench_size(load: projects.Load, variants: list[Variant], rounds: int, rounds_of_bdd: int, root: Path) -> Any:
    """Measure all variants at one size, round by round, each round in an order of its own."""
    for variant in variants:
        if not (root / variant.folder).is_dir():
            variant.write(root / variant.folder, load)
        # The first run compiles the modules and reads the specs, which is not what anybody waits for twice.
        run_once(variant, root / variant.folder, load.scenarios)
    order = random.Random(SEED + load.definitions)  # noqa: S311
    raw: dict[str, dict[str, list[float | None]]] = {one.name: {figure: [] for figure in FIGURES} for one in variants}
    for number in range(rounds):
        for variant in order.sample(variants, len(variants)):
            left_out = variant.name == BDD and load.definitions >= MANY and number >= rounds_of_bdd
            measured = None if left_out else run_once(variant, root / variant.folder, load.scenarios)
            for figure in FIGURES:
                raw[variant.name][figure].append(getattr(measured, figure, None))
        print(f"{load.definitions} definitions: round {number + 1} of {rounds}", file=sys.stderr, flush=True)
    return {"definitions": load.definitions, "variants": raw}


def stream_size(root: Path) -> dict[str, int]:
    """Tell how large the results of the last run are, as they are and compressed."""
    data = b"".join(path.read_bytes() for path in (root / "specbook" / RESULTS).glob("*/*.ndjson"))
    return {"bytes": len(data), "gzip": len(gzip.compress(data, mtime=0))}


def bench(options: argparse.Namespace) -> dict[str, Any]:
    """Measure at every size, and return the section of docs/measured.json."""
    variants = [one for one in all_variants() if one.name == PURE or not options.only or one.name in options.only]
    section: dict[str, Any] = {
        "command": options.command,
        "machine": machine(),
        "versions": versions("specbook", "pytest", "pytest-bdd", "behave"),
        "files": options.files,
        "scenarios": projects.Load(options.files, 0).scenarios,
        "rounds": options.rounds,
        "rounds of pytest-bdd with many definitions": min(options.rounds, options.bdd_rounds),
        "seed": SEED,
        "sizes": [],
    }
    for definitions in options.sizes:
        load = projects.Load(options.files, definitions)
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            section["sizes"].append(bench_size(load, variants, options.rounds, options.bdd_rounds, root))
            recording = next((one for one in variants if one.name == RECORDED), None)
            if recording and "stream" not in section:
                run_once(recording, root / recording.folder, load.scenarios)
                section["stream"] = stream_size(root)
    return section


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=(__doc__ or "").splitlines()[0])
    names = [one.name for one in all_variants()]
    parser.add_argument("--rounds", type=int, default=9, help="how often all variants run, at each size")
    parser.add_argument("--bdd-rounds", type=int, default=3, help="the same for pytest-bdd with many definitions")
    parser.add_argument("--sizes", type=int, nargs="+", default=[3, 300, 1000], help="numbers of step definitions")
    parser.add_argument("--only", nargs="+", choices=names, metavar="NAME", help=f"of {names}; {PURE} always runs")
    parser.add_argument("--files", type=int, default=50, help="feature files of twenty scenarios")
    options = read_options(parser, arguments)
    if min(options.rounds, options.bdd_rounds, options.files) < 1:
        parser.error("rounds and files are at least 1")
    if not all(3 <= size <= projects.MOST_DEFINITIONS for size in options.sizes):
        parser.error(f"sizes lie between 3 and {projects.MOST_DEFINITIONS}")
    if not options.whole:
        words = shlex.join(one for one in arguments if one != "--write")
        options.command = f'make bench BENCH="{words}"'
    return options


def read_options(parser: argparse.ArgumentParser, arguments: list[str]) -> argparse.Namespace:
    """Read what is asked of a benchmark; `whole` says that it is no quick look, `command` how to repeat it."""
    parser.add_argument("--write", action="store_true", help="write docs/measured.json, though this is a quick look")
    options = parser.parse_args(arguments)
    whole = options == argparse.Namespace(**vars(parser.parse_args([])) | {"write": options.write})
    options.whole, options.command = whole, "make bench" if whole else f"{parser.prog} {shlex.join(arguments)}"
    return options


def main(arguments: list[str]) -> int:
    """Measure, print, and write what was measured, unless it was only a quick look."""
    options = _options(arguments)
    try:
        section = bench(options)
    except BenchError as error:
        print(error, file=sys.stderr)
        return 1
    print(speed(section))
    if options.whole or options.write:
        write_section("speed", section)
        print("Written to docs/measured.json; `make docs` makes the page from it.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
