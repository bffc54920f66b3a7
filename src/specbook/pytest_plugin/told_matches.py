"""What matches which step, as pytest and pytest-bdd know it, for `specbook steps --exact`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from specbook.files import write_atomically
from specbook.pytest_plugin.loading import PROBLEM
from specbook.pytest_plugin.planning import example_of
from specbook.pytest_plugin.sources import Sources
from specbook.pytest_plugin.state import INDEX, PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pytest

    from specbook.model import GherkinDocument
    from specbook.pytest_plugin.adapter import Definition


def tell_matches(config: pytest.Config, items: Iterable[pytest.Item], file: str) -> None:
    """Write which definitions there are and which of them match each step; places are relative to the root."""
    root, index = config.stash[PROJECT].root, config.stash[INDEX]
    known: dict[str, GherkinDocument] = {}
    steps: list[dict[str, Any]] = []
    for item in items:
        example = example_of(item, known, root)
        if not example:
            continue
        pickle = example[1]
        for step, found in zip(pickle.steps, index.matching(item, pickle.steps), strict=True):
            told = {"uri": pickle.uri, "line": step.location.line, "type": step.type, "text": step.text}
            steps.append(told | {"definitions": [_told(match.definition, root) for match in found]})
    definitions = [_told(one, root) for one in index.every_definition()]
    problem = config.stash.get(PROBLEM, "")
    text = json.dumps({"definitions": definitions, "steps": steps, "problem": problem})
    write_atomically(Path(file), text)


def _told(definition: Definition, root: Path) -> dict[str, Any]:
    source = Sources(root).place(definition)
    keyword = definition.type or "step"
    return {"uri": source.uri, "line": source.line, "keyword": keyword, "pattern": str(definition.parser.name)}
