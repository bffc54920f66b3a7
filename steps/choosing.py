"""A reader who chooses what a page shows: by state, kind, tag and persona."""

from collections.abc import Iterator

from pytest_bdd import given, parsers, then, when
from steps.browsers import Visit

_MOST_TABS = 60
_PATIENCE = 10_000


@given(parsers.parse('the reader has chosen "{value}" as "{name}"'))
@when(parsers.parse('the reader chooses "{value}" as "{name}"'))
def the_reader_chooses(visit: Visit, value: str, name: str) -> None:
    visit.page.get_by_label(name, exact=True).select_option(label=value, timeout=_PATIENCE)


@when(parsers.parse('the reader comes to "{name}" with the Tab key, and presses the down arrow'))
def the_reader_presses(visit: Visit, name: str) -> None:
    for _ in range(_MOST_TABS):
        visit.page.keyboard.press("Tab")
        labels = "[...(document.activeElement.labels || [])].map(one => one.textContent)"
        if name in visit.page.evaluate(labels):
            visit.page.keyboard.press("ArrowDown")
            return
    raise AssertionError(f"the Tab key does not lead to {name}")


@when("the reader goes back")
def the_reader_goes_back(visit: Visit) -> None:
    visit.page.go_back()


@when("somebody else opens the address that is shown")
def somebody_else_opens(visit: Visit) -> None:
    address = visit.page.url
    visit.page.close()
    visit.page = visit.open_window()
    visit.page.goto(address, wait_until="load")


@when(parsers.parse('I open the page "{title}" from a disk in a browser'))
def i_open_from_a_disk(visit: Visit, title: str) -> None:
    visit.host = visit.book.site.as_uri()
    visit.go(visit.book.page(title)[0])


@then(parsers.parse('the reader is told "{text}"'))
def the_reader_is_told(visit: Visit, text: str) -> None:
    """Look where a screen reader hears of what changes."""
    visit.page.get_by_role("status").get_by_text(text, exact=True).wait_for(timeout=_PATIENCE)


def _shown(visit: Visit, selector: str) -> Iterator[str]:
    return (one.inner_text() for one in visit.page.locator(selector).all() if one.is_visible())


@then("these scenarios are shown")
def these_scenarios(visit: Visit, datatable: list[list[str]]) -> None:
    assert list(_shown(visit, ".sb-scenarios tbody td:first-child a")) == [name for (name,) in datatable]


@then("these features are shown")
def these_features(visit: Visit, datatable: list[list[str]]) -> None:
    assert sorted(_shown(visit, "a.sb-card b")) == sorted(name for (name,) in datatable)
