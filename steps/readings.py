"""A feature's page as it is read: what stands under a step, and the readings of the page."""

import re
from textwrap import dedent
from typing import Any

from pytest_bdd import parsers, then, when
from steps.books import Book, Element
from steps.browsers import Visit, today
from steps.projects import Project

from specbook.pytest_plugin.evidence import Evidence


def step_item(book: Book, title: str, step: str) -> Element:
    """Return the item of a step on a feature's page, with whatever stands in it."""
    items = [item for item in book.content(title).every("li", class_="sb-step") if step in item.text]
    assert items, f"{title!r} has no step {step!r}"
    return items[0]


def figures(item: Element) -> list[Element]:
    return item.every(class_="sb-figure")


@then(parsers.parse('the step "{step}" of the page "{title}" shows these texts'))
def the_step_shows_texts(book: Book, step: str, title: str, datatable: list[list[str]]) -> None:
    shown = [figure.text for figure in figures(step_item(book, title, step))]
    for caption, text in datatable[1:]:
        assert any(caption in one and text in one for one in shown), shown


@then(parsers.parse('the step "{step}" of the page "{title}" shows the picture "{caption}"'))
def the_step_shows_picture(book: Book, step: str, title: str, caption: str) -> None:
    images = [image for figure in figures(step_item(book, title, step)) for image in figure.every("img")]
    assert [image.attributes["alt"] for image in images] == [caption]


@then(parsers.parse('the page "{title}" does not say "{text}"'))
def the_page_does_not_say(book: Book, title: str, text: str) -> None:
    assert text not in book.content(title).text


@then(parsers.parse('the step "{step}" shows the picture "{caption}", from today\'s run'))
def the_step_shows_picture_of_today(visit: Visit, evidence: Evidence, step: str, caption: str) -> None:
    figure = visit.page.locator("li.sb-step", has_text=step).locator("figure").first
    image = figure.locator("img")
    image.scroll_into_view_if_needed()
    assert image.get_attribute("alt") == caption
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    assert f"{caption}, from the run of {today()}" in _folded(figure)
    visit.picture(evidence, "The page of a feature, with what its steps showed")


def _folded(locator: Any) -> str:
    return " ".join(locator.inner_text().split())


@when(parsers.parse('I choose the reading "{reading}"'))
def i_choose_the_reading(visit: Visit, evidence: Evidence, reading: str) -> None:
    visit.page.locator(".sb-readings label", has_text=reading).click()
    visit.picture(evidence, f"The page, read as {reading}")


@when(parsers.parse('I open the page "{title}" in a browser without scripts'))
def i_open_without_scripts(visit: Visit, title: str) -> None:
    visit.page.close()
    visit.page = visit.browser.new_page(java_script_enabled=False)
    visit.go(visit.book.page(title)[0])


@when(parsers.parse('I copy the scenario "{name}"'))
def i_copy_the_scenario(visit: Visit, name: str) -> None:
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    folded = visit.page.locator("details.sb-flow", has_text=name)
    if folded.count() and folded.first.get_attribute("open") is None:
        folded.first.locator("summary").first.click()
    visit.page.locator("p.sb-head", has_text=name).get_by_role("button").click()
    visit.page.get_by_role("button", name="Copied").wait_for()


@then(parsers.parse('the reader sees "{text}"'))
def the_reader_sees(visit: Visit, text: str) -> None:
    assert text in _folded(visit.page.locator("article"))


@then(parsers.parse('the reader does not see "{text}"'))
def the_reader_does_not_see(visit: Visit, text: str) -> None:
    assert text not in _folded(visit.page.locator("article"))


@then("the clipboard holds")
def the_clipboard_holds(visit: Visit, docstring: str) -> None:
    assert _clipboard(visit) == docstring.rstrip("\n") + "\n"


@then(parsers.parse('the clipboard holds the scenario of "{path}", line for line'))
def the_clipboard_holds_scenario(visit: Visit, project: Project, path: str) -> None:
    written = project.path(path).read_text("utf-8").split("\n", 1)[1]
    assert _clipboard(visit) == dedent(written).rstrip("\n") + "\n"


def _clipboard(visit: Visit) -> str:
    return str(visit.page.evaluate("navigator.clipboard.readText()"))


@then(parsers.parse('the browser shows the step definition "{pattern}" in "{path}", and how long it took'))
def the_browser_shows_definition(visit: Visit, pattern: str, path: str) -> None:
    ran = visit.page.locator("li.sb-step", has_text=pattern).locator(".sb-ran").inner_text()
    assert re.fullmatch(rf"[\d.]+ ms {path}:\d+ +{re.escape(pattern)}", " ".join(ran.split())), ran


@then(parsers.parse('the foot of the page "{title}" says "{text}"'))
def the_foot_says(book: Book, title: str, text: str) -> None:
    assert text in _foot(book, title)


@then(parsers.parse('the foot of the page "{title}" does not say "{text}"'))
def the_foot_does_not_say(book: Book, title: str, text: str) -> None:
    assert text not in _foot(book, title)


def _foot(book: Book, title: str) -> str:
    (foot,) = book.content(title).every("p", class_="sb-foot")
    return foot.text
