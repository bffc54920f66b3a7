"""The whole book staged and built in a process of its own, while a server shows the one before: `python -m` this."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from specbook.config import find_project
from specbook.engine.live_site import build_whole
from specbook.errors import SpecbookError
from specbook.files import write_atomically
from specbook.findings import dump_findings
from specbook.staged_book import stage_book

_NICENESS = 10


def main(arguments: list[str]) -> int:
    """Build the book of a project, for an audience, into a folder, for an address; say what is wrong in it.

    What the checks find goes into a file of its own: it is no part of the book.
    """
    root, audience, folder, url, findings = arguments
    if hasattr(os, "nice"):
        os.nice(_NICENESS)  # who waits for the page of one spec comes first
    try:
        staged = stage_book(find_project(Path(root)), audience)
        for problem in (*staged.errors, *staged.problems, *staged.notes):
            print(problem, file=sys.stderr)
        write_atomically(Path(findings), dump_findings(staged.findings))
        build_whole(staged.folder / "mkdocs.yml", Path(folder), url)
    except (SpecbookError, OSError, UnicodeDecodeError) as error:  # a file may be half written, or gone again
        print(f"Not shown yet: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
