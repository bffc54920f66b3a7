"""The index of step definitions: what it reads in source, without running it, beside what pytest-bdd makes of it."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.sandbox import Sandbox

from specbook.config import find_project
from specbook.step_index.index import StepIndex, read_step_index

STYLES = json.loads((Path(__file__).parent / "step-styles.json").read_text("utf-8"))
IMPORTS = "import pytest_bdd\nfrom pytest_bdd import given, when, then, step, parsers\n\n\n"


def index_of(root: Path) -> StepIndex:
    return read_step_index(find_project(root))


def defined(tmp_path: Path, source: str, text: str, step_type: str = "Context") -> str:
    """Say what an index of one file of steps knows of a step."""
    Sandbox(tmp_path).write("steps/own.py", source)
    found = index_of(tmp_path).matching(step_type, text)
    return "ambiguous" if found.is_ambiguous else "yes" if found.definitions else "perhaps" if found.perhaps else "no"


@pytest.mark.parametrize("case", STYLES, ids=lambda case: case["style"])
def test_every_style_of_definition_is_recognised(case: dict[str, Any], tmp_path: Path) -> None:
    assert defined(tmp_path, IMPORTS + case["source"], case["step"]) == ("yes" if case["defined"] else "no")
