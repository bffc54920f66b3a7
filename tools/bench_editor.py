"""Measure how soon an editor underlines what is typed, in an opened tree of many features (`make bench`).

A real client starts `specbook lsp` and talks to it over standard input and output. It opens one spec and types steps
into it, letter by letter: each time, a step is undefined until its last letter. Measured is from the letter to what is
underlined for just that text; first at the pace of somebody who types, then after pauses, each of which ends while all
specs are being compared.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from steps.editors import Editor

from tools import bench_projects, book_projects
from tools.bench import measure, read_options
from tools.measured import editor, machine, versions, write_section

if TYPE_CHECKING:
    from collections.abc import Iterator

SPEC = "specs/typed.feature"
BETWEEN_LETTERS, PAUSE = 0.12, 0.8
# The steps of the tree have one definition; those of the spec that is typed, each its own among many.
_STEPS = """\
from pytest_bdd import given, parsers, then, when


@given(parsers.re("(?!the (?:captain|baker) ).*"))
@when(parsers.re("(?!the (?:captain|baker) ).*"))
@then(parsers.re("(?!the (?:captain|baker) ).*"))
def anything():
    pass
"""
# Of ten definitions in a row, the second is the captain's and the fourth the baker's; every third is a “when”.
CAPTAINS, BAKERS = 31, 43
_HEAD = """\
Feature: What is typed
  As a captain
  I want to see what is loaded
  so that nothing stays ashore.

"""


def write_project(root: Path, features: int, definitions: int) -> None:
    """Write a tree of features, and one spec more for which there are as many definitions as are wanted."""
    book_projects.write_book(root, features)
    bench_projects.write_definitions(root / "steps", bench_projects.Load(0, definitions))
    (root / "steps/all.py").write_text(_STEPS, "utf-8")
    (root / SPEC).write_text(_HEAD + "".join(_scenario(number) for number in range(20)), "utf-8")


def _scenario(number: int) -> str:
    captain, baker = (bench_projects.Definition(one) for one in (CAPTAINS, BAKERS))
    steps = "".join(f"    {one.type.title()} {one.step(number + 2)}\n" for one in (captain, baker))
    return f"  Scenario: Load {number}\n{steps}\n"


def typed(count: int) -> Iterator[str]:
    """Yield the spec as it is after each letter of steps that are added to its end, one after the other."""
    text, letters = _HEAD + "".join(_scenario(number) for number in range(20)), 0
    number = 0
    while True:
        text += "  Scenario: More\n    When " if not number else "    And "
        for letter in bench_projects.Definition(CAPTAINS).step(number):
            text += letter
            letters += 1
            yield f"{text}\n"
            if letters == count:
                return
        text += "\n"
        number += 1


def bench(options: argparse.Namespace) -> dict[str, Any]:
    """Measure, and return the section of docs/measured.json."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_project(root, options.features, options.definitions)
        starts = {"first": _started(root)}
        measure([sys.executable, "-m", "specbook", "run", "--", "-q"], root)
        _say(f"{options.features} features were run")
        starts["again"] = _started(root)
        letters = list(typed(2 * options.letters))
        fast, slow = letters[: options.letters], letters[options.letters :]
        client = Editor(root)
        client.open(SPEC)
        client.lenses(SPEC)  # which it answers once it knows how every example last ran
        time.sleep(5 * PAUSE)
        took = {"typing": _type(client, fast, BETWEEN_LETTERS), "comparing": _type(client, slow, PAUSE)}
        client.close()
    return {
        "command": options.command,
        "machine": machine(),
        "versions": versions("specbook", "pygls"),
        "features": options.features,
        "examples": 10 * options.features,
        "definitions": options.definitions,
        "starts": starts,
        "milliseconds": took,
    }


def _started(root: Path) -> float:
    """Return how many seconds pass from the start of the server to what is underlined in the first spec."""
    began = time.perf_counter()
    client = Editor(root)
    client.open(SPEC)
    took = round(time.perf_counter() - began, 2)
    client.close()
    return took


def _type(client: Editor, texts: list[str], pause: float) -> list[float]:
    took = []
    for text in texts:
        time.sleep(pause)
        began = time.perf_counter()
        client.write(SPEC, text)
        took.append(round(1000 * (time.perf_counter() - began), 1))
    return took


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main(arguments: list[str]) -> int:
    """Measure, print, and write what was measured, unless it was only a quick look."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench_editor", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--features", type=int, default=1000, help="how many features the tree has")
    parser.add_argument("--definitions", type=int, default=1000, help="how many step definitions it has")
    parser.add_argument("--letters", type=int, default=40, help="how many letters are typed, at each pace")
    options = read_options(parser, arguments)
    if options.definitions <= BAKERS:
        parser.error(f"there are at least {BAKERS + 1} step definitions")
    section = bench(options)
    print(editor(section))
    if options.whole or options.write:
        write_section("editor", section)
        print("Written to docs/measured.json; `make docs` makes the page from it.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
