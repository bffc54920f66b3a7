"""The margin of a served page: free of barriers, in order, for a keyboard too, and nothing in it can run."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from tests.browser.test_accessibility import AXE, FIND, OPEN_ALL
from tests.everything import feature, write_steps
from tests.sandbox import Sandbox
from tests.test_serving import Server

HOSTILE = "</script><img src=x onerror=alert(1)> {{ x }}"
SPEC = (
    feature(lambda place: place.replace("_", " "))
    + f"""
  Scenario: {HOSTILE}
    Given {HOSTILE}
    And {HOSTILE}
    And the user clicks the button "Pay", and the page opens, and the user waits

  Scenario: Twice

  Scenario Outline: Rows alike
    Given it begins with <price>

    Examples:
      | price | other |
      | 1     | a     |
      | 1     | a     |
"""
)


# What has the focus, and whether a reader sees that it has.
FOCUSED = """() => {
    const one = document.activeElement, seen = getComputedStyle(one).outlineStyle !== "none";
    const kinds = {finding: ".sb-told > summary", check: ".sb-asked > summary", button: ".sb-findings button"};
    const [what] = Object.entries(kinds).find(([, selector]) => one.matches(selector)) || ["else"];
    return [what, seen];
}"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    sandbox = Sandbox(tmp_path_factory.mktemp("margin"))
    write_steps(sandbox)
    # With instant navigation, another page is put into the same window.
    sandbox.write("mkdocs.yml", "site_name: Shop\ntheme: {name: material, features: [navigation.instant]}\n")
    sandbox.write("pyproject.toml", '[project]\nname = "shop"\n[tool.specbook.check]\nselect = ["all"]\n')
    sandbox.write("specs/all.feature", SPEC)
    sandbox.write("specs/good.feature", "Feature: Good\n  Scenario: Pay\n    Given it begins with nothing\n")
    sandbox.specbook("run")
    server = Server(sandbox.root)
    server.soon("specs/all.html", bool)
    yield server
    server.process.terminate()
    assert server.process.wait(timeout=20) == 0


MODES = [(1360, "light"), (1360, "dark"), (1000, "light"), (360, "light"), (360, "dark")]


@pytest.fixture(params=MODES, ids=str)
def window(request: pytest.FixtureRequest, chromium: Any, server: Server) -> Iterator[Any]:
    width, scheme = request.param
    page = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("dialog", lambda dialog: errors.append(dialog.message))
    page.goto(f"http://{server.address}/specs/all.html")
    page.locator(".sb-finding").first.wait_for()
    yield page
    page.close()
    assert errors == []


def is_wide(window: Any) -> bool:
    return bool(window.viewport_size["width"] >= 960)


def boxes(window: Any) -> list[dict[str, float]]:
    """Return where the findings are that are to be seen, from the top down."""
    window.wait_for_timeout(100)
    return sorted((one.bounding_box() for one in window.locator(".sb-finding:visible").all()), key=lambda box: box["y"])


def covered(found: list[dict[str, float]]) -> list[dict[str, float]]:
    """Return those that the next one below stands upon."""
    return [one for one, other in pairwise(found) if one["y"] + one["height"] > other["y"] + 0.5]


@pytest.mark.parametrize("reading", ["How-to", "Gherkin", "Evidence"])
def test_a_page_with_findings_is_free_of_barriers_in_every_reading(window: Any, reading: str) -> None:
    window.locator(".sb-readings label", has_text=reading).click()
    window.evaluate(OPEN_ALL)
    window.wait_for_timeout(200)
    window.evaluate(AXE)
    assert window.evaluate(FIND) == []
    assert window.evaluate("document.documentElement.scrollWidth") <= window.viewport_size["width"]


@pytest.mark.parametrize("reading", ["How-to", "Gherkin"])
def test_every_finding_is_seen_and_none_covers_another(window: Any, reading: str) -> None:
    window.locator(".sb-readings label", has_text=reading).click()
    window.wait_for_timeout(200)
    lines = set(window.locator(".sb-finding:visible .sb-place").all_inner_texts())
    assert lines == set(window.locator(".sb-finding .sb-place").all_inner_texts())
    found = boxes(window)
    assert len(found) > 10
    assert covered(found) == []
    text = window.locator("article h1").bounding_box()
    for box in found:
        assert (box["x"] >= text["x"] + text["width"]) is is_wide(window)


def test_what_unfolds_pushes_the_findings_below_it_down(window: Any) -> None:
    for name in window.locator(".sb-finding:visible > details:not([open]) > summary").all()[:1]:
        name.click()
    window.locator(".sb-asked > summary:visible").first.click()
    found = boxes(window)
    assert covered(found) == []


def test_the_foot_of_the_page_stays_clear_of_the_last_finding(window: Any) -> None:
    for _ in range(2):
        last = boxes(window)[-1]
        assert last["y"] + last["height"] <= window.locator(".md-footer").bounding_box()["y"]
        window.locator(".sb-finding:visible .sb-told > summary").last.scroll_into_view_if_needed()
        if not window.locator(".sb-finding:visible .sb-told").last.evaluate("note => note.open"):
            window.locator(".sb-finding:visible .sb-told > summary").last.click()
        window.locator(".sb-asked > summary:visible").last.click()


def test_findings_are_read_and_folded_with_the_keyboard_alone(window: Any) -> None:
    reached: dict[str, bool] = {}
    for _ in range(60):
        window.keyboard.press("Tab")
        what, seen = window.evaluate(FOCUSED)
        reached[what] = seen and reached.get(what, True)
        if window.evaluate("document.activeElement.matches('.sb-told > summary')"):
            before = window.evaluate("document.activeElement.parentElement.open")
            window.keyboard.press("Enter")
            assert window.evaluate("document.activeElement.parentElement.open") is not before
            window.keyboard.press("Enter")
    assert {"button", "finding", *(["check"] if is_wide(window) else [])} <= set(reached)
    assert [what for what, seen in reached.items() if not seen and what != "else"] == []


def test_a_finding_points_at_what_it_is_about(window: Any) -> None:
    note = window.locator(".sb-finding:visible", has_text="clicks").first
    note.locator("summary").first.focus()
    assert "clicks the button" in window.locator(".sb-pointed").inner_text()


def test_texts_of_a_spec_stay_texts(window: Any) -> None:
    note = window.locator(".sb-finding", has_text="onerror").first
    assert HOSTILE in " ".join(note.text_content().split())
    assert window.locator(".sb-finding :is(img, script, a)").count() == 0


def test_what_is_folded_again_says_that_something_was_found_in_it(window: Any) -> None:
    summary = window.locator("details.sb-flow > summary", has_text="Twice").first
    assert not summary.locator(".sb-inside").first.is_visible()
    summary.click()
    assert summary.locator(".sb-inside").first.is_visible()


def test_on_paper_is_the_page_alone(window: Any) -> None:
    window.emulate_media(media="print")
    window.wait_for_timeout(200)
    assert window.locator(":is(.sb-finding, .sb-findings, .sb-inside):visible").count() == 0


def test_a_page_that_is_put_into_the_same_window_has_its_own_findings(window: Any, server: Server) -> None:
    window.evaluate("globalThis.same = true")
    window.locator("a[href$='good.html']").first.evaluate("link => link.click()")
    window.locator("article h1", has_text="Good").wait_for()
    window.locator(".sb-findings").wait_for()
    assert window.evaluate("globalThis.same")
    checks = window.locator(".sb-asked > summary").all_text_contents()
    assert checks
    assert "scenarios-have-steps" not in checks
    assert window.locator(".sb-told").first.evaluate("note => note.open") is is_wide(window)
    window.locator("a[href$='status.html']").first.evaluate("link => link.click()")
    window.locator("article h1", has_text="Where it stands").wait_for()
    window.wait_for_timeout(300)
    assert window.locator(".sb-findings, .sb-finding").count() == 0
    assert window.evaluate("document.body.matches('.sb-beside')") is False


def test_nothing_of_it_is_left_on_disk_where_a_book_is_built(server: Server, chromium: Any) -> None:
    staged = Path(f"/proc/{server.process.pid}/cwd").resolve() / ".specbook/book/internal"
    files = [path for path in staged.rglob("*") if path.is_file()]
    assert files
    for path in files:
        is_aside = path.relative_to(staged).parts[0] == "served" and path.name == "findings.json"
        assert is_aside or b"sb-finding" not in path.read_bytes(), path
        assert path.name not in {"live.js", "margin.js", "margin.css", "margin.json"}
