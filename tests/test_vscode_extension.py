"""The extension of VS Code: what can be told of it without VS Code."""

import json
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "editors" / "vscode"
NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="there is no Node.js here")


def test_it_has_the_version_and_the_licence_of_the_distribution() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    manifest = json.loads((FOLDER / "package.json").read_text("utf-8"))
    assert (manifest["version"], manifest["license"]) == (project["version"], project["license"])
    assert (FOLDER / "LICENSE").read_text("utf-8") == (ROOT / "LICENSE").read_text("utf-8")
    assert f"specbook-{manifest['version']}.vsix" in (FOLDER / "README.md").read_text("utf-8")


def test_it_takes_feature_files_from_no_other_extension() -> None:
    (language,) = json.loads((FOLDER / "package.json").read_text("utf-8"))["contributes"]["languages"]
    assert not language.keys() & {"extensions", "filenames", "filenamePatterns", "firstLine"}


@needs_node
@pytest.mark.parametrize("name", ["extension.js", "server.js"])
def test_its_code_is_valid(name: str) -> None:
    subprocess.run([str(NODE), "--check", name], cwd=FOLDER, check=True)


@needs_node
def test_it_finds_the_server_where_the_project_has_it() -> None:
    done = subprocess.run([str(NODE), "--test"], cwd=FOLDER, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "# fail 0" in done.stdout
