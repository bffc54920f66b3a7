"""Lay out real specs and generated ones, and measure whether they say the same (`make format-corpora`).

What they say is judged by Gherkin's own parser and a Markdown renderer (tests/meanings.py), not by the formatter's own
proof. reformat-gherkin does the same work for comparison, in a virtual environment of its own, where it can be had.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, settings
from tests.generated_specs import specs
from tests.meanings import meaning

from specbook.formatter import format_text
from tools.measured import ROOT, Section, formatting, machine, versions, write_section

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    # A text in its new layout; None where the tool refused it.
    Laid = Sequence[str | None]

CORPORA = Path(os.environ.get("SPECBOOK_CORPORA", ROOT.parent / "shared/corpora"))
OTHER = "reformat-gherkin"
ROUNDS = 5
COUNTS = ("refused", "meaning changed", "description changed", "comments lost or detached", "unstable")


def real(folder: Path) -> list[str]:
    """Return the texts of all files below a folder that Gherkin's own parser reads."""
    texts = (path.read_bytes().decode("utf-8", errors="replace") for path in sorted(folder.rglob("*.feature")))
    return [text for text in texts if meaning(text)]


def generated(number: int) -> list[str]:
    """Draw specs, the same ones every time, and return those that Gherkin's own parser reads."""
    texts: list[str] = []

    @settings(
        max_examples=number,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(specs())
    def draw(text: str) -> None:
        if meaning(text):
            texts.append(text)

    draw()
    return texts


def judged(before: Sequence[str], once: Laid, twice: Laid) -> dict[str, int]:
    """Count what became of texts that were laid out once, and once more."""
    counts = dict.fromkeys(("files", *COUNTS), 0)
    for text, laid, again in zip(before, once, twice, strict=True):
        counts["files"] += 1
        said, says = meaning(text), meaning(laid) if laid is not None else None
        counts["refused"] += laid is None
        if laid is None or not said:
            continue
        counts["meaning changed"] += says is None or says.tree != said.tree
        counts["description changed"] += says is None or says.descriptions != said.descriptions
        counts["comments lost or detached"] += says is None or says.comments != said.comments
        counts["unstable"] += again != laid
    return counts


def ours(texts: Laid) -> Laid:
    """Lay texts out with Specbook."""
    done = [format_text("spec.feature", text) if text is not None else None for text in texts]
    return [one.text if one and not one.problems else None for one in done]


def theirs(program: str, texts: Laid) -> Laid:
    """Lay texts out with reformat-gherkin, by its defaults; it names each file that it refuses."""
    with tempfile.TemporaryDirectory() as name:
        paths = [Path(name) / f"{number:05}.feature" for number in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            if text is not None:
                path.write_bytes(text.encode())
        done = subprocess.run([program, name], capture_output=True, text=True, check=False)
        refused = set(re.findall(r"cannot format \S*?(\d{5}\.feature)", done.stderr + done.stdout))
        return [path.read_bytes().decode() if path.exists() and path.name not in refused else None for path in paths]


def installed(folder: Path) -> tuple[str, str] | None:
    """Install reformat-gherkin; return its program and its version, or None where it cannot be had."""
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    pip = [str(programs / "python"), "-m", "pip", "--disable-pip-version-check"]
    if subprocess.run([*pip, "install", "--quiet", OTHER], capture_output=True, check=False).returncode:
        return None
    said = subprocess.run([*pip, "show", OTHER], capture_output=True, text=True, check=True).stdout
    found = re.search(r"^Version: (.+)$", said, re.MULTILINE)
    return str(programs / OTHER), found[1] if found else ""


def durations(texts: Sequence[str]) -> Section:
    """Measure the processor time of each text, in ms: of several rounds the least, for the machine has other work."""
    took: list[tuple[float, int]] = []
    for text in texts:
        rounds = []
        for _ in range(ROUNDS):
            start = time.process_time()
            format_text("spec.feature", text)
            rounds.append(1000 * (time.process_time() - start))
        took.append((min(rounds), text.count("\n") + 1))
    worst, lines = max(took)
    return {
        "rounds": ROUNDS,
        "median": round(median(ms for ms, _ in took), 2),
        "median lines": int(median(lines for _, lines in took)),
        "worst": round(worst, 2),
        "worst lines": lines,
        "over 5 ms": sum(ms > 5 for ms, _ in took),
        "per 1,000 lines": round(1000 * sum(ms for ms, _ in took) / sum(lines for _, lines in took), 1),
    }


def measure(kinds: Mapping[str, Sequence[str]]) -> Section:
    """Lay out all texts with every tool that there is, and judge what comes out."""
    section: Section = {"kinds": {}, "speed": {kind: durations(texts) for kind, texts in kinds.items()}}
    with tempfile.TemporaryDirectory() as folder:
        other = installed(Path(folder))
        if not other:
            print(f"{OTHER} cannot be installed here; Specbook is measured alone.")
        for kind, texts in kinds.items():
            once = ours(texts)
            found = {"Specbook": judged(texts, once, ours(once))}
            if other:
                program, number = other
                once = theirs(program, texts)
                found[f"{OTHER} {number}"] = judged(texts, once, theirs(program, once))
            section["kinds"][kind] = found
    return section


def main() -> int:
    """Measure, print and write the figures; 1 where a text that Specbook laid out is not what it was."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--generated", type=int, default=1000, metavar="N", help="How many specs to draw.")
    parser.add_argument("--write", action="store_true", help="Keep the figures.")
    given = parser.parse_args()
    kinds: dict[str, Sequence[str]] = {"generated": generated(given.generated)}
    if CORPORA.is_dir():
        kinds = {"real": real(CORPORA), **kinds}
    else:
        print(f"There are no corpora in {CORPORA.name}; SPECBOOK_CORPORA names their folder.")
    about = {"command": "make format-corpora", "machine": machine()}
    section = {**about, "versions": versions("specbook", "gherkin-official", "hypothesis"), **measure(kinds)}
    print(formatting(section))
    if given.write:
        write_section("formatting", section)
    return int(any(found["Specbook"][count] for found in section["kinds"].values() for count in COUNTS))


if __name__ == "__main__":
    sys.exit(main())
