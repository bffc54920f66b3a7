"""What the package offers, and what it brings along."""

import subprocess
import sys
import tomllib
from pathlib import Path

import specbook

ROOT = Path(__file__).parent.parent


def test_the_version_is_that_of_the_distribution() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert specbook.__version__ == project["version"]


def test_the_names_of_the_package_are_sorted_and_all_there() -> None:
    assert list(specbook.__all__) == sorted(specbook.__all__)
    for name in specbook.__all__:
        assert getattr(specbook, name) is not None


def test_importing_the_package_imports_nothing_heavy() -> None:
    code = "import sys, specbook; print([m for m in ('gherkin', 'yaml', 'mkdocs', 'pytest_bdd') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
