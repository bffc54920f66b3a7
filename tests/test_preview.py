"""One spec's page staged while it is written: as the whole would be, and never greener."""

from pathlib import Path

import pytest
from tests.sandbox import Sandbox

from specbook.building import stage_book
from specbook.config import find_project
from specbook.preview import Preview

PAY = "Feature: Pay\n\n  Scenario: By card\n    Given a basket\n    Then it is paid\n"
SEND = "Feature: Send\n\n  Scenario: By mail\n    Given a letter\n    Then it is sent\n"
STEPS = """
from pytest_bdd import given, parsers, then


@given(parsers.re(".*"))
@then(parsers.re(".*"))
def anything():
    pass
"""


@pytest.fixture
def project(sandbox: Sandbox) -> Sandbox:
    sandbox.write("steps/all.py", STEPS)
    sandbox.write("specs/pay.feature", PAY)
    sandbox.write("specs/send.feature", SEND)
    assert sandbox.specbook("run").code == 0
    return sandbox


def pages(root: Path) -> dict[str, bytes]:
    docs = root / ".specbook/book/internal/docs/specs"
    return {path.name: path.read_bytes() for path in docs.rglob("*") if path.is_file()}


def previewed(project: Sandbox, text: str) -> tuple[Preview, Path]:
    preview = Preview(find_project(project.root), "internal")
    path = project.root / "specs/pay.feature"
    path.write_text(text, "utf-8")
    preview.stage(path)
    return preview, path


@pytest.mark.parametrize(
    "text",
    [
        PAY,
        PAY.replace("a basket", "two baskets"),
        PAY.replace("Pay", "Pay at once"),
        PAY + "\n  Scenario: By cheque\n    Given a cheque\n",
        PAY.replace("Given", "Givne"),
        "@audience:public\n" + PAY,
    ],
    ids=["untouched", "a step", "the name", "a new scenario", "broken", "a tag"],
)
def test_the_page_is_the_one_that_a_whole_staging_makes(project: Sandbox, text: str) -> None:
    stage_book(find_project(project.root), "internal")
    previewed(project, text)
    at_once = pages(project.root)
    stage_book(find_project(project.root), "internal")
    whole = pages(project.root)
    assert at_once["pay.md"] == whole["pay.md"]
    assert at_once["send.md"] == whole["send.md"]


def test_a_result_of_another_file_makes_nothing_green(project: Sandbox) -> None:
    """A copy of a scenario has not been run, whatever its twin in another file proved."""
    previewed(project, PAY + "\n  Scenario: Letter\n    Given a letter\n    Then it is sent\n")
    page = pages(project.root)["pay.txt"].decode()
    assert page.count("✔ verified") == 1
    assert "– not verified" in page


def test_what_was_broken_is_shown_again_once_it_is_mended(project: Sandbox) -> None:
    preview, path = previewed(project, PAY.replace("Given", "Givne"))
    assert b"Givne" in pages(project.root)["pay.md"]
    path.write_text(PAY, "utf-8")
    assert preview.stage(path)[0] == ()
    assert b"verified" in pages(project.root)["pay.md"]


def test_only_specs_that_were_there_are_known(project: Sandbox) -> None:
    preview = Preview(find_project(project.root), "internal")
    project.write("specs/new.feature", PAY)
    (project.root / "specs/send.feature").unlink()
    known = {
        name: preview.knows(project.root / "specs" / name) for name in ("pay.feature", "new.feature", "send.feature")
    }
    assert known == {"pay.feature": True, "new.feature": False, "send.feature": False}
    assert not preview.knows(Path("/elsewhere/pay.feature"))
