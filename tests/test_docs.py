"""The prose beside the code says what the code says."""

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import pytest
from click import Group
from click.testing import CliRunner
from tests.sandbox import Sandbox
from tools import check_docs
from tools.architecture import PAGE, architecture

from specbook.check_settings import CheckSettings
from specbook.cli import specbook
from specbook.config import Settings
from specbook.ledger import STATES

ROOT = Path(__file__).parent.parent
CONTEXT = click.Context(specbook)
COMMANDS = {name: specbook.get_command(CONTEXT, name) for name in specbook.list_commands(CONTEXT)}
REFERENCE = (ROOT / "docs" / "reference.md").read_text("utf-8")


def test_the_architecture_page_is_what_the_modules_say_of_themselves() -> None:
    assert PAGE.read_text("utf-8") == architecture(), "run: make docs"


def test_the_pages_of_the_checks_are_what_their_modules_say() -> None:
    written = {path.name: path.read_text("utf-8") for path in check_docs.FOLDER.glob("*.md")}
    assert written == check_docs.pages(), "run: make docs"


def test_every_command_is_in_the_reference() -> None:
    documented = set(re.findall(r"^\| `specbook (\w+)", REFERENCE, re.MULTILINE))
    assert documented == set(COMMANDS)


def test_every_option_of_a_command_is_in_the_reference() -> None:
    for name, command in COMMANDS.items():
        rows = re.findall(rf"^\| `specbook {name}(.*?)` \|", REFERENCE, re.MULTILINE)
        parts = [command, *command.commands.values()] if isinstance(command, Group) else [command]
        assert len(rows) == max(len(parts) - 1, 1)
        named = (option for part in parts for parameter in part.params for option in parameter.opts)
        options = {option for option in named if option.startswith("--")}
        assert options == set(re.findall(r"--[a-z-]+", " ".join(rows)))


def test_every_option_for_pytest_is_in_the_reference(sandbox: Sandbox) -> None:
    (group,) = re.findall(r"^Specbook: .*?\n(.*?)\n\n", sandbox.pytest("--help").out, re.MULTILINE | re.DOTALL)
    assert re.findall(r"^  (--[a-z-]+)", group, re.MULTILINE) == re.findall(
        r"^\| `(--[a-z-]+)[A-Z ]*` \|", REFERENCE, re.MULTILINE
    )


def test_every_command_shows_an_example_of_itself() -> None:
    for name in COMMANDS:
        shown = CliRunner().invoke(specbook, [name, "--help"]).output
        assert f"Example: specbook {name}" in shown


def test_every_setting_and_every_state_is_in_the_reference() -> None:
    for field in (*fields(Settings), *fields(CheckSettings)):
        assert f"`{field.name.replace('_', '-')}`" in REFERENCE
    for state in STATES:
        assert f"| `{state}` |" in REFERENCE


SAMPLES = {
    "getting-started.md": {"Pay with a card that is good": "verified"},
    "step-definitions.md": {
        "Reserve a berth": "verified",
        "Call the office": "verified",
        "Get mail by drone": "undefined",
        "Moor in winter": "not run",
    },
}


def _samples(page: str) -> Iterator[tuple[str, str]]:
    """Yield the files that a page shows: each a block of code after a paragraph that ends in the file's path."""
    text = (ROOT / "docs" / page).read_text("utf-8")
    blocks = re.findall(r"([^\n]*)\n\n```(python|gherkin)\n(.*?)```", text, re.DOTALL)
    for before, _, code in blocks:
        yield before.rpartition(" ")[2].strip("`:"), code


@pytest.mark.parametrize("page", SAMPLES)
def test_the_files_that_a_page_shows_make_a_project_that_does_what_it_says(tmp_path: Path, page: str) -> None:
    sandbox = Sandbox(tmp_path)
    for path, code in _samples(page):
        assert path.startswith(("specs/", "steps/")), f"a block of code in {page} has no path before it"
        sandbox.write(path, code)
    said = sandbox.specbook("run", "--", "-s", "-W", "error")
    assert sandbox.states() == SAMPLES[page], said.text
