"""The page of a spec open beside the editor, as `specbook serve` serves it, and what stands in its margin."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.request import urlopen

import pytest
from pytest_bdd import given, parsers, then, when
from steps.browsers import Served, serve
from steps.projects import Project

from specbook.pytest_plugin.evidence import Evidence

WIDE, NARROW = {"width": 1100, "height": 760}, {"width": 520, "height": 760}
_PATIENCE = 40_000
_NOTE = ".sb-finding"


class OpenPage:
    """A page that nobody loads again by hand, in a browser's window."""

    def __init__(self, window: Any, address: str) -> None:
        self.window = window
        window.goto(address, wait_until="load")
        # Until the window hears of what is built next.
        window.wait_for_timeout(300)

    def part(self, words: str) -> Any:
        """Return the smallest part of the text that says something, whatever stands in its margin."""
        wanted = re.compile(re.escape(words), re.IGNORECASE)
        parts = self.window.locator("article :is(h1, h3, .sb-said, .sb-name)", has_text=wanted)
        return parts.locator("visible=true").first

    def note(self, *texts: str) -> Any:
        """Return the finding that says all of some texts, as soon as it is there to be read."""
        found = self.window.locator(_NOTE)
        for text in texts:
            found = found.filter(has_text=text)
        note = found.locator("visible=true").first
        note.wait_for(timeout=_PATIENCE)
        note.evaluate("note => note.scrollIntoView({block: 'center', behavior: 'instant'})")
        return note

    def says(self, text: str) -> None:
        self.window.locator("body").get_by_text(text).locator("visible=true").first.wait_for(timeout=_PATIENCE)


@pytest.fixture
def windows(chromium: Any) -> Iterator[Any]:
    """Give a browser whose windows are closed after the scenario."""
    context = chromium.new_context()
    yield context
    context.close()


@given(parsers.parse('the book is served for "{audience}"'), target_fixture="served")
def the_book_is_served_for(project: Project, audience: str, request: pytest.FixtureRequest) -> Served:
    return serve(project, request, "--audience", audience)


@given(parsers.parse('the page "{page}" is open beside the editor'), target_fixture="open_page")
def the_page_is_open(served: Served, windows: Any, page: str) -> OpenPage:
    return _opened(served, windows, page, WIDE)


@given(parsers.parse('the page "{page}" is open in a narrow window beside the editor'), target_fixture="open_page")
def the_page_is_open_narrow(served: Served, windows: Any, page: str) -> OpenPage:
    return _opened(served, windows, page, NARROW)


@given(parsers.parse('the page "{page}" is open beside the editor, with a finding'), target_fixture="open_page")
def the_page_is_open_with_a_finding(served: Served, windows: Any, page: str) -> OpenPage:
    opened = _opened(served, windows, page, WIDE)
    opened.note()
    return opened


def _opened(served: Served, windows: Any, page: str, size: dict[str, int]) -> OpenPage:
    window = windows.new_page()
    window.set_viewport_size(size)
    return OpenPage(window, f"http://{served.address}/{page}")


@given(parsers.parse('the page has come to say "{text}"'))
@then(parsers.parse('the page soon says "{text}"'))
def the_open_page_soon_says(open_page: OpenPage, evidence: Evidence, text: str) -> None:
    open_page.says(text)
    evidence.screenshot(open_page.window, f"The page, which says “{text}”")


@then(parsers.parse('beside "{words}" the page soon says "{said}" and "{message}"'))
def beside_it_soon_says(open_page: OpenPage, evidence: Evidence, words: str, said: str, message: str) -> None:
    note = open_page.note(said, message)
    evidence.screenshot(open_page.window, "What the checks find, beside the page")
    beside, about = note.bounding_box(), open_page.part(words).bounding_box()
    text = open_page.window.locator("article h1").bounding_box()
    assert beside["x"] >= text["x"] + text["width"], "it is beside the text"
    assert abs(beside["y"] - about["y"]) < 6, "it begins where the text does that it is about"


@then(parsers.parse('folded under "{words}" the page soon says "{said}" and "{message}"'))
def folded_under_it_soon_says(open_page: OpenPage, evidence: Evidence, words: str, said: str, message: str) -> None:
    note = open_page.note(said)
    evidence.screenshot(open_page.window, "What the checks find, folded under its line")
    under, about = note.bounding_box(), open_page.part(words).bounding_box()
    assert under["x"] < about["x"] + about["width"]
    assert 0 <= under["y"] - (about["y"] + about["height"]) < 12
    paragraph = note.locator(".sb-told > p")
    assert not paragraph.is_visible()
    note.locator("summary").first.press("Enter")
    assert message in paragraph.inner_text()
    assert paragraph.is_visible()


@when(parsers.parse('I unfold "{name}" beside the page'))
def i_unfold_beside(open_page: OpenPage, name: str) -> None:
    open_page.window.locator(f"{_NOTE} summary", has_text=name).last.click()


@when(parsers.parse('I press "{name}"'))
def i_press(open_page: OpenPage, name: str) -> None:
    open_page.window.get_by_role("button", name=name).click()


@then("nothing stands beside the page")
def nothing_stands_beside(open_page: OpenPage) -> None:
    assert open_page.window.locator(_NOTE).locator("visible=true").count() == 0


@given(parsers.parse('I have chosen "{reading}" on the page, and unfolded "{name}" further down'), target_fixture="top")
def i_have_unfolded(open_page: OpenPage, reading: str, name: str) -> float:
    window = open_page.window
    window.locator(".sb-readings label", has_text=reading).click()
    summary = window.locator("summary", has_text=name)
    summary.click()
    summary.evaluate("summary => scrollBy({top: summary.getBoundingClientRect().top - 160, behavior: 'instant'})")
    return float(summary.bounding_box()["y"])


@then(parsers.parse('the page is read as "{reading}", with "{name}" unfolded where it was'))
def it_is_where_it_was(open_page: OpenPage, evidence: Evidence, top: float, reading: str, name: str) -> None:
    window = open_page.window
    evidence.screenshot(window, "The page after the change")
    assert window.get_by_role("radio", name=reading).is_checked()
    assert window.locator("details.sb-flow[open] > summary", has_text=name).count() == 1
    now = window.locator("summary", has_text=name).bounding_box()["y"]
    assert abs(now - top) < 3
    assert window.evaluate("scrollY") > 0


@then(parsers.parse('the server tells nobody what the checks find in "{page}"'))
def the_server_tells_nobody(served: Served, page: str) -> None:
    with urlopen(f"http://{served.address}/{page}", timeout=5) as answer:
        asked = re.findall(r'(?:src|href)="([^"]*/live/[^"]*)"', answer.read().decode())
    assert asked, "the page keeps its place, as any that is served"
    record = f"http://{served.address}{asked[0].rpartition('/')[0]}/margin.json?page=/{page}"
    with pytest.raises(OSError, match="404"):
        urlopen(record, timeout=5)
