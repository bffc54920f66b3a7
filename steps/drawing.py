"""Diagrams as a reader sees them: drawn as pictures, which say what is on them to whom does not see them."""

from typing import Any

from pytest_bdd import parsers, then
from steps.browsers import Visit

_PATIENCE = 40_000


def _drawn(visit: Visit, labels: str) -> Any:
    """Find the picture, in the light, that has all of some labels."""
    wanted = "".join(f'[alt*="{label}"]' for label in labels.split(", "))
    return visit.page.locator(f'img[data-sb-scheme=light][alt^="Diagram: "]{wanted}')


def _widths(visit: Visit, scheme: str) -> list[int]:
    pictures = f".sb-drawing img[data-sb-scheme={scheme}]"
    widths: list[int] = visit.page.eval_on_selector_all(pictures, "found => found.map(one => one.offsetWidth)")
    return widths


@then(parsers.parse('the reader sees a diagram of "{labels}"'))
def sees_a_diagram(visit: Visit, labels: str) -> None:
    picture = _drawn(visit, labels)
    picture.wait_for(timeout=_PATIENCE)
    assert picture.evaluate("async one => (await one.decode(), one.naturalWidth)") > 20
    assert visit.page.locator("pre.sb-diagram:visible").count() == 0


@then(parsers.parse('unfolded, the page has a diagram of "{labels}"'))
def unfolded_has_a_diagram(visit: Visit, labels: str) -> None:
    visit.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    sees_a_diagram(visit, labels)


@then("its diagrams are other pictures in the dark, and on paper those of the light")
def other_pictures_in_the_dark(visit: Visit) -> None:
    assert all(_widths(visit, "light"))
    assert not any(_widths(visit, "dark"))
    switch = visit.page.locator("form[data-md-component=palette] label:visible")
    switch.first.click()
    assert not any(_widths(visit, "light"))
    assert all(_widths(visit, "dark"))
    visit.page.emulate_media(media="print")
    assert all(_widths(visit, "light"))
    assert not any(_widths(visit, "dark"))
    visit.page.emulate_media(media="screen")
    switch.first.click()


@then("the theme has drawn a diagram")
def the_theme_has_drawn(visit: Visit) -> None:
    drawn = visit.page.locator("div.mermaid")
    drawn.wait_for(timeout=_PATIENCE)
    assert drawn.bounding_box()["height"] > 50


@then(parsers.parse("the page ends with its {what:w}"))
def the_page_ends_with(visit: Visit, what: str) -> None:
    visit.page.wait_for_function(
        "() => document.querySelector('[data-sb-tried], .sb-drawing') && !document.querySelector('.sb-drawing-room')",
        timeout=_PATIENCE,
    )
    ends = {"text": "pre.sb-diagram", "drawing": ".sb-drawing img[data-sb-scheme=light]"}
    assert visit.page.locator(f"article {ends[what]}").is_visible()
    assert visit.page.locator("article .sb-drawing, article pre.sb-diagram").count() == 1


@then("the browser has run nothing of a text")
def has_run_nothing(visit: Visit) -> None:
    drawing = visit.page.locator(".sb-drawing")
    if drawing.count():
        drawing.click()
    visit.page.wait_for_timeout(300)
    frames = [frame.evaluate("typeof spoiled") for frame in visit.page.frames]
    assert frames == ["undefined"]
