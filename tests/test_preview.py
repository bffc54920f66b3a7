"""One spec's page staged while it is written: as the whole would be, and never greener."""

import gc
import weakref
from pathlib import Path

import pytest
from tests.sandbox import Sandbox

from specbook.config import find_project
from specbook.finding import Finding
from specbook.preview import Preview
from specbook.staged_book import stage_book

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
        PAY.replace("Then", "Thne"),
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
    preview, path = previewed(project, PAY.replace("Then", "Thne"))
    assert b"cannot be read" in pages(project.root)["pay.md"]
    path.write_text(PAY, "utf-8")
    assert preview.stage(path).errors == ()
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


def looked_at(project: Sandbox, audience: str = "internal") -> Preview:
    """Preview a project, with what a whole look at it finds."""
    whole = stage_book(find_project(project.root), audience)
    preview = Preview(find_project(project.root), audience)
    preview.compare(whole.findings)
    return preview


def found_at_once(project: Sandbox, preview: Preview, text: str) -> tuple[Finding, ...]:
    path = project.root / "specs/pay.feature"
    path.write_text(text, "utf-8")
    preview.stage(path)
    return preview.findings.of("specs/pay.feature")


def found_by_all(project: Sandbox) -> tuple[Finding, ...]:
    return looked_at(project).findings.of("specs/pay.feature")


@pytest.mark.parametrize(
    "text",
    [
        PAY,
        PAY + "\n  Scenario: By cheque\n",
        PAY + "\n  Scenario: By card\n    Given a basket\n    Then it is paid\n",
        PAY.replace("Then", "Thne"),
        "# specbook: ignore[scenarios-have-steps] later\n" + PAY + "\n  Scenario: By cheque\n",
        "# specbook: ignore[scenarios-have-steps] later\n" + PAY,
        "@wip\n" + PAY,
    ],
    ids=["untouched", "no steps", "a name twice", "broken", "ignored", "ignored in vain", "planned"],
)
def test_what_is_found_at_once_is_what_a_whole_look_finds(project: Sandbox, text: str) -> None:
    at_once = found_at_once(project, looked_at(project), text)
    assert at_once == found_by_all(project)
    assert at_once


def test_what_only_all_files_tell_stays_at_its_line_until_that_is_changed(project: Sandbox) -> None:
    project.write("specs/pay.feature", PAY.replace("Feature: Pay", "Feature: Send"))
    project.write("specs/a.feature", SEND)
    preview = looked_at(project)
    lines = []
    rest = PAY.partition("\n")[2]
    torn = rest.replace("Then", "Thne")
    for text in (f"# Below\n\nFeature: Send\n{rest}", f"Feature: Send\n{torn}", f"Feature: Send\n{rest}", PAY):
        found = found_at_once(project, preview, text)
        lines.append([one.line for one in found if one.check == "feature-names-are-unique"])
    assert lines == [[3], [], [1], []]


def test_an_ignored_finding_of_all_files_is_not_called_unused_meanwhile(project: Sandbox) -> None:
    ignored = "# specbook: ignore[feature-names-are-unique] on purpose\nFeature: Send\n" + PAY.partition("\n")[2]
    project.write("specs/pay.feature", ignored)
    project.write("specs/a.feature", SEND)
    at_once = found_at_once(project, looked_at(project), ignored.replace("a basket", "a cart"))
    assert at_once
    assert at_once == found_by_all(project)


def test_a_finding_is_news_though_the_page_stays_as_it_is(project: Sandbox) -> None:
    preview, path = looked_at(project), project.root / "specs/pay.feature"
    told = []
    for text in (PAY, "\ufeff" + PAY, "\ufeff" + PAY):
        path.write_text(text, "utf-8")
        shown = preview.stage(path)
        told.append((shown.differs, bool(shown.staged.written)))
    assert told == [(False, False), (True, False), (False, False)]


def test_who_does_not_see_every_spec_has_no_margins(project: Sandbox) -> None:
    preview = looked_at(project, "public")
    assert found_at_once(project, preview, PAY + "\n  Scenario: By cheque\n") == ()
    assert preview.margin("specs/pay.html") is None


def test_only_the_page_of_a_spec_has_a_margin(project: Sandbox) -> None:
    preview = looked_at(project)
    assert "findings" in (preview.margin("specs/pay.html") or "")
    assert [preview.margin(file) for file in ("index.html", "specs/index.html", "specs/gone.html")] == ["", "", ""]


def test_a_preview_that_is_replaced_is_gone_at_once(project: Sandbox) -> None:
    """The collector passes by what a preview holds: nothing in it may wait for that."""
    preview = looked_at(project)
    assert gc.get_freeze_count() > 0
    found_at_once(project, preview, PAY)
    gone = weakref.ref(preview)
    gc.disable()
    try:
        del preview
        assert gone() is None
    finally:
        gc.enable()
        gc.unfreeze()
