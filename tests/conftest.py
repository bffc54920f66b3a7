"""What the tests share: a project of one's own to run commands in."""

from pathlib import Path

import pytest
from tests.sandbox import STEPS, Sandbox

pytest_plugins = ["pytester"]
# Step definitions of the kit's samples, one of which is called test_run_exception: no tests of ours.
collect_ignore = ["compatibility/samples"]


@pytest.fixture
def sandbox(tmp_path: Path) -> Sandbox:
    """Give an empty project with the step definitions of sandbox.STEPS."""
    project = Sandbox(tmp_path)
    project.write("steps/plain.py", STEPS)
    return project
