"""How long each example takes, for pytest-split: from our own results, so that a renamed scenario keeps its time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from specbook.document_cache import read_specs
from specbook.errors import SpecbookError, UsageError
from specbook.files import write_atomically
from specbook.matching import match_runs
from specbook.node_names import node_ids
from specbook.results.folder import read_runs

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from specbook.config import Project
    from specbook.model import Specs
    from specbook.results.run import Run


def write_durations(project: Project, path: Path) -> tuple[int, int]:
    """Write the file that pytest-split reads; return how many examples have a time in it, and how many have none.

    What the file says of other tests stays. Raises UsageError where it is no such file.
    """
    others = _others(path, project.settings.specs)
    specs = read_specs(project)
    found = durations(specs, read_runs(project.results, project.root, project.cache))
    if not found:
        raise SpecbookError("no result tells how long an example took. Run the specs first: specbook run")
    write_atomically(path, json.dumps(others | found, indent=4, sort_keys=True) + "\n")
    return len(found), len(specs.pickles) - len(found)


def durations(specs: Specs, runs: Iterable[Run]) -> dict[str, float]:
    """Map the node id of each example to the seconds that its newest result took, whatever its text was then."""
    newest: dict[int, tuple[int, int]] = {}
    for index, mention in match_runs(specs.pickles, runs):
        if mention.partner.took:
            times = mention.partner.started, mention.partner.took
            newest[index] = max(newest.get(index, times), times)
    return {name: newest[index][1] / 10**9 for index, name in enumerate(node_ids(specs.documents)) if index in newest}


def _others(path: Path, specs: str) -> dict[str, float]:
    """Read what a file says of tests that are no examples; nothing where there is no file."""
    try:
        known = json.loads(path.read_text("utf-8"))
        return {name: float(seconds) for name, seconds in known.items() if not name.startswith(f"{specs}/")}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, AttributeError):
        raise UsageError(f"{path.name}: this is no file of durations, and is left as it is. Name another.") from None
