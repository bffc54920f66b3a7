"""Write docs/contributing/measured.md from docs/measured.json, where every figure that was measured lies.

Each tool that measures something writes a section of its own and leaves the others as they are.
"""

from __future__ import annotations

import json
import os
import platform
import re
from collections import Counter
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from specbook.files import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).parent.parent
FIGURES = ROOT / "docs" / "measured.json"
PAGE = ROOT / "docs" / "contributing" / "measured.md"
INTRODUCTION = """\
# Measured

This page is made from `docs/measured.json` (`make docs`), which the commands below write; no figure of it is typed.
Seconds differ from one machine to the next; the ratios are what to look at.
"""
PURE, RECORDED, UNRECORDED = "pure pytest", "Specbook", "Specbook, --no-record"

Section = dict[str, Any]


def write_section(name: str, section: Section, path: Path = FIGURES) -> None:
    """Put one section into the file of figures, beside the others."""
    sections = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    text = json.dumps(dict(sorted((sections | {name: section}).items())), indent=2, ensure_ascii=False)
    one_line_each = re.sub(r"\[[^\[\]{}\"]*\]", lambda found: re.sub(r"\s+", " ", found[0]), text)
    write_atomically(path, one_line_each.replace("[ ", "[").replace(" ]", "]") + "\n")


def machine() -> dict[str, Any]:
    """Describe the machine as far as it matters for a figure; nothing tells which one it was."""
    return {
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "model": _processor(),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "system": f"{platform.system()} {platform.machine()}",
    }


def versions(*distributions: str) -> dict[str, str]:
    """Return the version of each distribution."""
    return {name: version(name) for name in distributions}


def page(path: Path = FIGURES) -> str:
    """Return the page: a part for each section that there is."""
    sections: dict[str, Section] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    parts = {
        "speed": speed,
        "book": book,
        "editor": editor,
        "engines": engines,
        "formatting": formatting,
        "compatibility": compatibility,
        "corpora": corpora,
        "faults": faults,
    }
    shown = [
        f"{part(sections[name])}\n{_under_what(sections[name])}" for name, part in parts.items() if name in sections
    ]
    return "\n".join([INTRODUCTION, *shown]).rstrip() + "\n"


def speed(section: Section) -> str:
    """Show how long each tool takes for the same scenarios, and how much memory."""
    head = (
        f"## Speed\n\n{section['scenarios']:,} scenarios of three steps in {section['files']} files, in "
        f"{section['rounds']} interleaved rounds, each in an order of its own.\nA ratio is the median over the rounds, "
        "with the lowest and the highest. Where the\nothers have step definitions, pure pytest has as many trivial "
        "functions, a hundred in each module."
    )
    tables = [_speed_of_size(size) for size in section["sizes"]]
    return "\n".join([head, "", *tables, *_recording(section)])


def _speed_of_size(size: Section) -> str:
    variants = size["variants"]
    rows = []
    for name, raw in variants.items():
        ran = [one for one in raw["seconds"] if one is not None]
        memory = [one for one in raw["memory"] if one is not None]
        rows.append(
            (
                name,
                len(ran),
                f"{median(ran):.2f}",
                spread(ratios(raw["seconds"], variants[PURE]["seconds"])),
                spread(ratios(raw["processor"], variants[PURE]["processor"])),
                f"{median(memory) / 2**20:.0f} MiB",
                spread(ratios(raw["memory"], variants[PURE]["memory"])),
            )
        )
    heading = ("", "rounds", "median, s", "× pure pytest", "processor time, ×", "peak memory", "memory, ×")
    return f"### {size['definitions']:,} step definitions\n\n{table(heading, rows)}"


def _recording(section: Section) -> list[str]:
    rows = []
    for size in section["sizes"]:
        variants = size["variants"]
        if RECORDED in variants and UNRECORDED in variants:
            costs = [_overhead(variants, figure) for figure in ("seconds", "processor")]
            rows.append((f"{size['definitions']:,}", *costs))
    if not rows:
        return []
    parts = ["### What recording costs", "", table(("step definitions", "time", "processor time"), rows)]
    if stream := section.get("stream"):
        plain, packed = (stream[name] / section["scenarios"] for name in ("bytes", "gzip"))
        parts.append(
            f"What is recorded takes {plain:,.0f} bytes a scenario, {packed:,.0f} once compressed with gzip.\n"
        )
    return parts


def _overhead(variants: Section, figure: str) -> str:
    costs = ratios(variants[RECORDED][figure], variants[UNRECORDED][figure])
    return spread([100 * (cost - 1) for cost in costs], "{:+.1f} %")


def book(section: Section) -> str:
    """Show what a book costs, against a site of the same texts, and how soon an edit is seen."""
    one, two, written = section["one"], section["two"], section["written"]
    stage, engine, fenced = (one[name] for name in ("staging", "MkDocs on the staged tree", "MkDocs on fenced Gherkin"))
    same = [100 * part / (part + rest) for part, rest in zip(one["staging what has not changed"], engine, strict=True)]
    both = [sum(pair) for pair in zip(stage, engine, strict=True)]
    twice = [sum(pair) for pair in zip(two["staging"], two["MkDocs on the staged tree"], strict=True)]
    shares = [100 * part / whole for part, whole in zip(stage, both, strict=True)]
    times = [first / second for first, second in zip(both, fenced, strict=True)]
    growth = [first / second for first, second in zip(twice, both, strict=True)]
    rows = [
        ("staging what has not changed, of the build's processor time", spread(same, "{:.1f} %")),
        ("staging everything, of the build's processor time", spread(shares, "{:.1f} %")),
        ("the build, × Material with the same specs as fenced Gherkin", spread(times)),
        ("twice as many features, ×", spread(growth)),
        ("files that a second staging writes", f"{written['again']}"),
        ("pages that are written after an edit, without a run", f"{written['after an edit']}"),
        ("from saving a spec to seeing its page served", spread(section["served"], "{:.2f} s")),
    ]
    if to_the_team := section.get("served to the team"):
        rows.append(("the same, with what the checks find in its margin", spread(to_the_team, "{:.2f} s")))
    told = (
        f"A book of {section['features']:,} features with {section['examples']:,} verified examples, in "
        f"{section['rounds']} interleaved rounds.\nA build is staging and MkDocs, in processor time: "
        f"{median(stage):.1f} s and {median(engine):.1f} s. Staged for the first time,\nwith every page to write, "
        f"it takes {section['staged anew']:.1f} s; a book of which nothing has changed is looked at and left alone,\n"
        f"in {median(one['staging what has not changed']):.1f} s. The ratios are those of staging everything."
    )
    return f"## The book\n\n{told}\n\n{table(('', 'measured'), rows)}"


def editor(section: Section) -> str:
    """Show how soon what is typed is underlined, and how long the first answer takes."""
    took, starts = section["milliseconds"], section["starts"]
    rows = [
        ("while somebody types", f"{median(took['typing']):.0f} ms", f"{max(took['typing']):.0f} ms"),
        ("while all specs are compared", f"{median(took['comparing']):.0f} ms", f"{max(took['comparing']):.0f} ms"),
    ]
    told = (
        f"A tree of {section['features']:,} features with {section['examples']:,} examples and "
        f"{section['definitions']:,} step definitions, opened by a client that\nspeaks to `specbook lsp` as any editor "
        f"does. From a letter to what is underlined for it, over {len(took['typing'])} letters each\nof steps that "
        "are being written:"
    )
    first = (
        f"From the start of the server to the first answer: {starts['first']:.1f} s where it never read this tree, "
        f"{starts['again']:.1f} s later on."
    )
    return f"## The editor\n\n{told}\n\n{table(('letters', 'median', 'slowest'), rows)}\n{first}\n"


def engines(section: Section) -> str:
    """Show what other site engines make of the same staged tree."""
    rows = [
        (
            name,
            found["pages"] - len(found["missing"]) - len(found["different"]),
            len(found["missing"]),
            len(found["different"]),
        )
        for name, found in section["engines"].items()
    ]
    told = (
        "The staged tree of Specbook's own book, built unchanged and strictly by other engines than MkDocs, each in a\n"
        "virtual environment of its own, and the words of every page compared."
    )
    heading = ("engine", "pages that say the same", "missing", "different")
    return f"## Other engines\n\n{told}\n\n{table(heading, rows)}"


def formatting(section: Section) -> str:
    """Show what becomes of specs that are laid out, and how long that takes."""
    kinds = section["kinds"]
    tools = [(kind, tool, counts) for kind, tools in kinds.items() for tool, counts in tools.items()]
    columns = list(tools[0][2])
    speed = section["speed"].items()
    times = ("median", "median lines", "worst", "worst lines", "per 1,000 lines", "over 5 ms")
    told = (
        "Specs that others wrote, and specs drawn at random, odd on purpose, with all that Gherkin allows; laid out\n"
        "by `specbook format` and by another formatter with its defaults. Counted are files. What they say is judged\n"
        "by Gherkin's own parser, whichever marks a doc string has, and for descriptions by the HTML that Markdown\n"
        "makes of them. *Refused* are texts that the parser reads and the tool leaves alone."
    )
    rounds = next(iter(section["speed"].values()))["rounds"]
    cost = f"Processor time of Specbook for a file, once started, the least of {rounds} rounds, in ms:"
    outcome = table(("specs", "tool", *columns), [(kind, tool, *counts.values()) for kind, tool, counts in tools])
    heading = ("specs", "median", "of lines", "worst", "of lines", "per 1,000 lines", "files over 5 ms")
    costs = table(heading, [(kind, *(took[name] for name in times)) for kind, took in speed])
    return f"## Formatting\n\n{told}\n\n{outcome}\n{cost}\n\n{costs}"


def compatibility(section: Section) -> str:
    """Show how many samples of Cucumber's compatibility kit come out as they must."""
    samples = section["samples"]
    rows = [(how, f"{section[how]} of {samples}") for how in ("serial", "distributed")]
    failing = ", ".join(f"`{name}`" for name in section["failing"])
    said = f"Not as they must be: {failing}." if failing else "All come out as they must."
    head = f"## Compatibility\n\nThe samples of Cucumber's compatibility kit {section['kit']}, run by Specbook:"
    return f"{head}\n\n{table(('processes', 'as they must be'), rows)}\n{said}\n"


def corpora(section: Section) -> str:
    """Show what the checks find in files that others wrote, how long they take, and what another linter finds."""
    crashed = ", ".join(f"`{name}`" for name in section["crashes"]) or "none"
    files = f"{section['files']:,} feature files"
    told = (
        f"All checks, those that are off by default, too, on {files} that others wrote, most\n"
        f"of them to try Gherkin itself. Checks that crashed: {crashed}. Checking a whole tree of 1,000 features with\n"
        f"10,000 examples again, in the same process, takes {spread(section['seconds'], '{:.1f} s')} of processor time."
    )
    rows = [(f"`{name}`", count) for name, count in section["findings"].items()]
    return "\n".join([f"## Checks\n\n{told}\n", table(("check", "findings"), rows), *_compared(section)])


def _compared(section: Section) -> list[str]:
    if "compared" not in section:
        return []
    rows = [
        (
            name,
            one["files"],
            f"{one['ours that it has']} of {one['ours']}",
            f"{one['theirs that we have']} of {one['theirs']}",
            one["misread"],
        )
        for name, one in section["compared"].items()
    ]
    heading = ("files", "how many", "of Specbook's findings, it has", "of its findings, Specbook has", "misread by it")
    lacking = Counter[str]()
    for one in section["compared"].values():
        lacking.update(one["lacking here"])
    said = ", ".join(f"{what} ({count})" for what, count in sorted(lacking.items())) or "nothing"
    told = (
        "What is lost silently, as both tools tell it on the same files, each finding beside those of the other.\n"
        "*Misread* are files that Cucumber's own parser reads; they are left out. What it tells of, and Specbook\n"
        f"does not: {said}."
    )
    return ["### Beside gherkin-lint", "", told, "", table(heading, rows)]


def faults(section: Section) -> str:
    """Show what was done to a run, and what was left of it."""
    columns = ("fault", "how", "survived", "in flight", "exit code", "verdict")
    rows = [tuple(row[column] for column in columns) for row in section["rows"]]
    told = (
        "What was done to a run of the specs, and what was left of it. Of the scenarios that had finished, as hooks\n"
        "of pytest noted apart from the results, so many *survived* in the ledger. What was *in flight* is reported\n"
        "as such, with its state."
    )
    return f"## Faults\n\n{told}\n\n{table(columns, rows)}"


def _under_what(section: Section) -> str:
    """Tell how to repeat a section, with what, and on what, as far as it says so itself."""
    said = []
    if "command" in section:
        said.append(f"Repeat with `{section['command']}`.")
    if "versions" in section:
        said.append("With " + ", ".join(f"{name} {number}" for name, number in section["versions"].items()) + ".")
    if "machine" in section:
        about = section["machine"]
        said.append(f"On {about['cores']} cores of {about['model']}, {about['system']}, {about['python']}.")
    return "\n".join(said) + "\n" if said else ""


def ratios(ones: Iterable[float | None], others: Iterable[float | None]) -> list[float]:
    """Divide round by round, where both were measured."""
    return [one / other for one, other in zip(ones, others, strict=True) if one is not None and other is not None]


def spread(figures: list[float], form: str = "{:.2f}") -> str:
    """Say the median, and between what it lies."""
    lowest, highest = form.format(min(figures)), form.format(max(figures))
    middle = form.format(median(figures))
    return middle if lowest == highest else f"{middle} ({lowest} to {highest})"


def table(heading: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Make a Markdown table."""
    lines = [heading, *rows]
    cells = [[str(cell).replace("|", "\\|").replace("\n", " ") for cell in line] for line in lines]
    written = [f"| {' | '.join(line)} |" for line in cells]
    assert all(len(one) == len(other) for one, other in pairwise(cells)), "every row has as many cells as the heading"
    return "\n".join([written[0], "|" + " --- |" * len(cells[0]), *written[1:]]) + "\n"


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    text = told.read_text("utf-8", errors="replace") if told.is_file() else ""
    found = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return found[1].strip() if found else platform.processor() or platform.machine()


if __name__ == "__main__":
    write_atomically(PAGE, page())
