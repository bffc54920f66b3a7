"""Build the staged tree of Specbook's own book with other engines than MkDocs, and compare the pages (`make engines`).

Each engine gets a virtual environment of its own; the tree is built as it is.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import venv
from dataclasses import dataclass
from html.parser import HTMLParser
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tools.measured import ROOT, engines, machine, versions, write_section

TREE = ROOT / ".specbook" / "book" / "public"
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine: its distribution, and how it builds the configuration in its working folder into `site/`."""

    name: str
    command: tuple[str, ...]


ENGINES = (
    Engine("properdocs", ("properdocs", "build", "--strict", "--quiet")),
    Engine("zensical", ("zensical", "build", "--strict")),
)
MKDOCS = (sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet")


class _Article(HTMLParser):
    """Reads the text of a page's article, and how many elements are in it."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.elements = 0
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "article" or self._depth:
            self.elements += 1
            self._depth += tag not in _VOID

    def handle_endtag(self, tag: str) -> None:
        if self._depth and tag not in _VOID:
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.words += data.split()


def articles(site: Path) -> dict[str, str]:
    """Return the text of the article of every page, without its spaces: engines cut code into different parts."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        article = _Article()
        article.feed(path.read_text("utf-8"))
        if article.elements:
            found[path.relative_to(site).as_posix()] = "".join(article.words)
    return found


def compare(wanted: dict[str, str], built: dict[str, str]) -> dict[str, Any]:
    """Count the pages that are missing, and name those whose article says something else."""
    missing = sorted(wanted.keys() - built.keys())
    different = sorted(page for page in wanted.keys() & built.keys() if wanted[page] != built[page])
    return {"pages": len(wanted), "missing": missing, "different": different}


def build(command: tuple[str, ...], folder: Path) -> dict[str, str]:
    """Build the tree where it lies, and read its articles; the site is taken away again."""
    site = TREE / "site"
    shutil.rmtree(site, ignore_errors=True)
    done = subprocess.run(command, cwd=TREE, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{command[0]} ended with {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    shutil.move(site, folder)
    return articles(folder)


def install(engine: Engine, folder: Path) -> tuple[str, str]:
    """Install an engine, Material and Specbook; return the folder of its programs and its version."""
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    pip = [str(programs / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, engine.name, f"mkdocs-material=={version('mkdocs-material')}", str(ROOT)], check=True)
    said = subprocess.run([*pip[:3], "show", engine.name], capture_output=True, text=True, check=True).stdout
    found = re.search(r"^Version: (.+)$", said, re.MULTILINE)
    return str(programs), found[1] if found else ""


def main() -> int:
    """Build with each engine, print and write what came out; 1 where a page is missing or says something else."""
    subprocess.run([sys.executable, "-m", "specbook", "stage"], cwd=ROOT, check=True)
    section: dict[str, Any] = {"command": "make engines", "machine": machine()}
    section["versions"] = versions("specbook", "mkdocs", "mkdocs-material")
    section["engines"] = {}
    with tempfile.TemporaryDirectory() as folder:
        wanted = build(MKDOCS, Path(folder) / "mkdocs")
        for engine in ENGINES:
            programs, number = install(engine, Path(folder) / f"{engine.name}-venv")
            built = build((f"{programs}/{engine.command[0]}", *engine.command[1:]), Path(folder) / engine.name)
            section["engines"][f"{engine.name} {number}"] = compare(wanted, built)
    print(engines(section))
    write_section("engines", section)
    return int(any(one["missing"] or one["different"] for one in section["engines"].values()))


if __name__ == "__main__":
    sys.exit(main())
