"""Write docs/checks/ from the checks' own modules: a page for each family, and one that lists them all."""

from __future__ import annotations

from pathlib import Path

from specbook.check_pages import family_file, family_page, table_of_checks
from specbook.checks import FAMILIES, every_check
from specbook.files import write_atomically

FOLDER = Path(__file__).parent.parent / "docs" / "checks"
INTRODUCTION = """\
# Checks

What `specbook check` looks for: one sentence each that is true of good specs. [Check your specs](../checking.md) tells
how to choose among them, to ignore one, to mend what they find, and to adopt them in an old tree.

An *error* fails the command. A *warning* is most likely a mistake; *information* is for whoever writes and reviews.
*Safe* fixes are made by `--fix`, the others are *offered* in the editor. No fix ever changes what a step says.

These pages are made from the checks' own modules (`make docs`), and each example is tried: the bad one is found by its
check, and the good one is clean under all that are on.
"""


def pages() -> dict[str, str]:
    """Return the text of each page by its name."""
    families = [family for family in FAMILIES if any(check.family == family for check in every_check())]
    index = f"{INTRODUCTION}\n{table_of_checks()}"
    return {"index.md": index} | {family_file(family): family_page(family) for family in families}


if __name__ == "__main__":
    for name, text in pages().items():
        write_atomically(FOLDER / name, text)
    for stale in set(FOLDER.glob("*.md")) - {FOLDER / name for name in pages()}:
        stale.unlink()
