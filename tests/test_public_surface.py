"""What the package offers, and what it brings along."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import specbook

ROOT = Path(__file__).parent.parent


def test_the_version_is_that_of_the_distribution() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert specbook.__version__ == project["version"]


def test_the_names_of_the_package_are_sorted_and_all_there() -> None:
    assert list(specbook.__all__) == sorted(specbook.__all__)
    for name in specbook.__all__:
        assert getattr(specbook, name) is not None


@pytest.mark.parametrize(
    ("begun", "light"),
    [
        ("import specbook", ("click", "gherkin", "yaml", "mkdocs", "pytest", "pytest_bdd", "babel")),
        ("from specbook.cli import main; main(['--version'])", ("gherkin", "yaml", "mkdocs", "pytest", "babel")),
        ("from specbook.cli import main; main(['status'])", ("specbook.pages", "mkdocs", "pytest", "babel")),
        ("from specbook.cli import main; main(['check'])", ("specbook.pages", "mkdocs", "pytest", "babel")),
        ("import specbook.cli.run, specbook.execution, specbook.history", ("specbook.pages", "mkdocs", "pytest")),
    ],
)
def test_nothing_heavy_is_imported_that_is_not_asked_for(begun: str, light: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("", "utf-8")
    code = f"import sys; {begun}; print('imported', [name for name in {light} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "imported []"
