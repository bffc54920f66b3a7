"""Measure what a book costs, against Material with the same specs as fenced Gherkin (`make bench`).

Staging and building are measured apart, in rounds that interleave them with the other site, and again with twice as
many features: staging everything, which is what counts against the other site, and staging what has not changed. Then
how many files a second staging and one edit write, and how soon a served page shows an edit, and what the checks find
in it.
"""

from __future__ import annotations

import argparse
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any
from urllib.error import URLError

from specbook.pages.places import ASSETS
from specbook.pages.theme import FEATURES
from tools import book_projects as projects
from tools.bench import BenchError, Measurement, measure, read_options
from tools.measured import book, machine, versions, write_section

STAGE, SAME, ENGINE = "staging", "staging what has not changed", "MkDocs on the staged tree"
FENCED = "MkDocs on fenced Gherkin"
_CHANGED = re.compile(r"(\d+) files? changed\.")
_PATIENCE_SECONDS = 600
# What `specbook build` runs, and what a project without Specbook would.
_OURS = ("specbook.engine.shorter_build",)
_PLAIN = ("mkdocs", "build", "--quiet", "--config-file")


def stage(root: Path) -> tuple[Measurement, int]:
    """Stage a book; return what it took, and how many files it wrote."""
    measured, said = measure([sys.executable, "-m", "specbook", "stage"], root)
    found = _CHANGED.search(said)
    if not found:
        raise BenchError(f"staging said nothing of files:\n{said}")
    return measured, int(found[1])


def stage_all(root: Path) -> tuple[Measurement, int]:
    """Do the same as if anything might have changed."""
    (root / ".specbook/book/public/receipt.json").unlink()
    return stage(root)


def build(config: Path, pages: int, engine: tuple[str, ...]) -> Measurement:
    """Have a site built into the folder beside its configuration, and count the pages."""
    measured, _ = measure([sys.executable, "-m", *engine, str(config)], config.parent)
    built = sum(1 for _ in (config.parent / "site").rglob("feature*.html"))
    if built != pages:
        raise BenchError(f"{built} pages were built, not {pages}")
    return measured


def bench(options: argparse.Namespace) -> dict[str, Any]:
    """Measure, and return the section of docs/measured.json."""
    count = options.features
    with tempfile.TemporaryDirectory() as folder:
        one, two, fenced = Path(folder) / "one", Path(folder) / "two", Path(folder) / "fenced"
        for root, features in ((one, count), (two, 2 * count)):
            projects.write_book(root, features)
            measure([sys.executable, "-m", "specbook", "run", "--", "-q"], root)
            _say(f"{features} features were run")
        projects.write_fenced(fenced, count, FEATURES)
        first, _ = stage(one)
        stage(two)
        section = {
            "command": options.command,
            "machine": machine(),
            "versions": versions("specbook", "mkdocs", "mkdocs-material"),
            "features": count,
            "examples": count * 10,
            "rounds": options.rounds,
            "seed": projects.SEED,
            "staged anew": first.processor,
            "one": {STAGE: [], SAME: [], ENGINE: [], FENCED: []},
            "two": {STAGE: [], SAME: [], ENGINE: []},
        }
        for number in range(options.rounds):
            _round(section, one, two, fenced, count)
            _say(f"book: round {number + 1} of {options.rounds}")
        section["written"] = written(one)
        section["served"] = served(one, options.edits)
        section["served to the team"] = served(one, options.edits, "internal")
    return section


def _round(section: dict[str, Any], one: Path, two: Path, fenced: Path, count: int) -> None:
    for name, root, features in (("one", one, count), ("two", two, 2 * count)):
        section[name][STAGE].append(stage_all(root)[0].processor)
        section[name][SAME].append(stage(root)[0].processor)
        section[name][ENGINE].append(build(root / ".specbook/book/public/mkdocs.yml", features, _OURS).processor)
    section["one"][FENCED].append(build(fenced / "mkdocs.yml", count, _PLAIN).processor)


def written(root: Path) -> dict[str, int]:
    """Count the files that a second staging writes, and the pages that are written after one edit without a run."""
    again = stage_all(root)[1]
    before = _pages(root)
    path, text = _spec(root)
    path.write_text(text.replace("Then the", "Then all the", 1), "utf-8")
    stage(root)
    after = _pages(root)
    path.write_text(text, "utf-8")
    stage(root)
    return {"again": again, "after an edit": sum(before.get(page) != stamp for page, stamp in after.items())}


def served(root: Path, edits: int, audience: str = "public") -> list[float]:
    """Return how many seconds pass from the saving of a spec until its served page shows it.

    For the team, until its margin shows, too, what the checks find in what was written.
    """
    with socket.create_server(("127.0.0.1", 0)) as probe:
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [sys.executable, "-m", "specbook", "serve", "--audience", audience, "--address", address]
    server = subprocess.Popen(command, cwd=root, stderr=subprocess.DEVNULL)
    path, text = _spec(root)
    page = "/".join(path.relative_to(root).with_suffix(".html").parts).replace("_", "-")
    record = f"http://{address}/{ASSETS}/live/margin.json?page=/{page}"
    try:
        _wait_for(f"http://{address}/{page}", "Then")
        took = []
        for number in range(edits):
            path.write_text(f"{text}\n    Example: {number}. edited\n", "utf-8")
            began = time.perf_counter()
            _wait_for(f"http://{address}/{page}", f"{number}. edited")
            if audience != "public":
                _wait_for(record, f"{number}. edited")
            took.append(round(time.perf_counter() - began, 3))
        return took
    finally:
        path.write_text(text, "utf-8")
        server.send_signal(signal.SIGTERM)
        server.wait()


def _wait_for(address: str, *texts: str) -> None:
    until = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=_PATIENCE_SECONDS) as answer:  # noqa: S310
                shown = answer.read().decode()
        except (URLError, OSError):
            shown = ""
        if any(text in shown for text in texts):
            return
        time.sleep(0.02)
    raise BenchError(f"{address} never said {texts[0]}")


def _spec(root: Path) -> tuple[Path, str]:
    path = min((root / "specs").rglob("*.feature"))
    return path, path.read_text("utf-8")


def _pages(root: Path) -> dict[str, int]:
    docs = root / ".specbook/book/public/docs"
    return {path.relative_to(docs).as_posix(): path.stat().st_mtime_ns for path in docs.rglob("*.md")}


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main(arguments: list[str]) -> int:
    """Measure, print, and write what was measured, unless it was only a quick look."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench_book", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--features", type=int, default=1000, help="how many features the smaller book has")
    parser.add_argument("--rounds", type=int, default=3, help="how often everything is built")
    parser.add_argument("--edits", type=int, default=5, help="how often a spec is edited while it is served")
    options = read_options(parser, arguments)
    try:
        section = bench(options)
    except BenchError as error:
        print(error, file=sys.stderr)
        return 1
    print(book(section))
    if options.whole or options.write:
        write_section("book", section)
        print("Written to docs/measured.json; `make docs` makes the page from it.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
