"""The commands: exit codes, streams, and words."""

import json

import pytest
from tests.sandbox import Sandbox

WELL = "Feature: Well\n  Scenario: It\n    Given all is well\n"
COMMANDS = ("run", "stage", "build", "serve", "status", "check", "clean")


@pytest.mark.parametrize("command", ["run", "stage", "build", "serve", "status", "check"])
def test_a_project_without_specs_is_wrong_usage(sandbox: Sandbox, command: str) -> None:
    said = sandbox.specbook(command)
    assert said.code == 2
    assert "specs/: there is no such folder" in said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize("command", COMMANDS)
def test_an_unknown_option_is_wrong_usage(sandbox: Sandbox, command: str) -> None:
    sandbox.write("specs/well.feature", WELL)
    said = sandbox.specbook(command, "--nothing-of-that-name")
    assert said.code == 2
    assert "Traceback" not in said.err


@pytest.mark.parametrize("command", ["stage", "build", "status", "run", "check"])
def test_a_wrong_setting_is_wrong_usage(sandbox: Sandbox, command: str) -> None:
    sandbox.write("specs/well.feature", WELL)
    sandbox.write("pyproject.toml", '[tool.specbook]\nspec = "x"\n')
    said = sandbox.specbook(command)
    assert said.code == 2
    assert "Did you mean “specs”?" in said.err


def test_only_the_json_stands_on_standard_output(sandbox: Sandbox) -> None:
    sandbox.write("specs/well.feature", WELL)
    sandbox.write("specs/torn.feature", "nonsense\n")
    said = sandbox.specbook("status", "--json")
    assert said.code == 1
    assert json.loads(said.out)["unparsable"] == ["specs/torn.feature"]
    assert "specs/torn.feature:1:1" in said.err


def test_all_runs_and_books_can_be_removed(sandbox: Sandbox) -> None:
    sandbox.write("specs/well.feature", WELL)
    assert sandbox.specbook("run").code == 0
    assert sandbox.specbook("stage").code == 0
    assert "3 removed" in sandbox.specbook("clean", "--all").out
    assert sandbox.states() == {"It": "not run"}


def test_what_a_user_built_is_kept_where_a_build_fails(sandbox: Sandbox) -> None:
    sandbox.write("specs/well.feature", WELL)
    assert sandbox.specbook("build").code == 0
    before = (sandbox.root / "site" / "index.html").read_bytes()
    sandbox.write("docs/broken.md", "[nowhere](nowhere.md)\n")
    assert sandbox.specbook("build", "--strict").code == 1
    assert (sandbox.root / "site" / "index.html").read_bytes() == before


def test_without_a_browser_its_examples_say_so(sandbox: Sandbox) -> None:
    sandbox.write("specs/well.feature", "Feature: Web\n  Scenario: It\n    Given a browser\n")
    lookup = "    if not shutil.which('chromium'):\n        pytest.skip('no browser')\n"
    imports = "import shutil\n\nimport pytest\nfrom pytest_bdd import given\n\n\n"
    sandbox.write("steps/web.py", f"{imports}@given('a browser')\ndef it():\n{lookup}")
    said = sandbox.specbook("run", PATH="/nowhere")
    assert said.code == 0
    assert "– 1 not run (no browser)" in said.out
    assert sandbox.specbook("status").code == 1
    assert sandbox.specbook("status", "--allow", "not run").code == 0
