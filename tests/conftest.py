"""What the tests share: a project of one's own to run commands in."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.sandbox import STEPS, Sandbox

if TYPE_CHECKING:
    from steps.editors import Editor

pytest_plugins = ["pytester"]
# Step definitions of the kit's samples, one of which is called test_run_exception: no tests of ours.
collect_ignore = ["compatibility/samples"]


@pytest.fixture
def sandbox(tmp_path: Path) -> Sandbox:
    """Give an empty project with the step definitions of sandbox.STEPS."""
    project = Sandbox(tmp_path)
    project.write("steps/plain.py", STEPS)
    return project


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Editor]":
    """Give an editor that has a shop's folder open, for all tests of a module."""
    from steps.editors import Editor
    from tests.editing import SPEC, SPECS, STEPS

    sandbox = Sandbox(tmp_path_factory.mktemp("shop"))
    sandbox.write("pyproject.toml", '[project]\nname = "shop"\nversion = "1"\n')
    sandbox.write(SPECS, SPEC)
    sandbox.write("steps/shop.py", STEPS)
    sandbox.write(
        "specs/product.yml", "personas:\n  client: {title: Client, about: Achète.}\nglossary: {carte: En plastique}\n"
    )
    editor = Editor(sandbox.root)
    yield editor
    editor.close()


@pytest.fixture
def editor(started: "Editor") -> "Editor":
    """Give an editor that has the spec open as it was in the beginning."""
    from tests.editing import SPEC, SPECS

    (started.root / SPECS).write_text(SPEC, "utf-8")
    started.client.messages.clear()
    if started.has_open("steps/shop.py"):
        started.close_file("steps/shop.py")
    started.open(SPECS)
    return started
