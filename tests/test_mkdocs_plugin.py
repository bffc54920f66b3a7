"""Plain MkDocs makes the same book, where its plug-in is switched on."""

import subprocess
import sys
from pathlib import Path

import pytest
from steps.harbour_shop import PLAIN, STEP_DEFINITIONS
from steps.projects import environment


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    files = {
        "pyproject.toml": '[project]\nname = "harbour-shop"\nversion = "1.0"\n',
        "mkdocs.yml": "site_name: Shop\ntheme: material\nplugins:\n  - search\n  - specbook\n",
        "docs/hours.md": "# Hours\n\nAlways.\n",
        "steps/shop.py": STEP_DEFINITIONS,
        "specs/pay.feature": PLAIN,
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def run(shop: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=shop, env=environment(), capture_output=True, text=True, check=False
    )


def pages(site: Path) -> dict[str, str]:
    return {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.html")}


def test_mkdocs_build_makes_the_pages_that_specbook_build_makes(shop: Path) -> None:
    assert run(shop, "mkdocs", "build", "--strict").returncode == 0
    plain = pages(shop / "site")
    assert run(shop, "specbook", "build", "--strict").returncode == 0
    assert plain == pages(shop / "site")
    assert "specs/pay.html" in plain
    assert "hours.html" in plain


def test_a_spec_that_cannot_be_read_is_a_warning_so_strict_builds_stop(shop: Path) -> None:
    (shop / "specs/torn.feature").write_text("Feature: Torn\n  Scenario: It\n    Given a\n    Wehn b\n", "utf-8")
    done = run(shop, "mkdocs", "build", "--strict")
    assert done.returncode == 1
    assert "specs/torn.feature:4:5" in done.stderr


def test_a_wrong_setting_stops_the_build_in_one_line(shop: Path) -> None:
    (shop / "specs/product.yml").write_text("titel: Shop\n", "utf-8")
    done = run(shop, "mkdocs", "build")
    assert done.returncode == 1
    assert "Did you mean “title”?" in done.stderr
    assert "Traceback" not in done.stderr
