"""Pages without barriers, as axe-core finds them: every kind of page, light and dark, wide and on a phone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from steps.books import Book
from steps.browsers import Visit
from tests.everything import feature, public_feature, write_steps
from tests.sandbox import Sandbox

AXE = (Path(__file__).parent.parent / "assets/vendor/axe-core-4.14.1/axe.min.js").read_text("utf-8")
PROSE = """\
# Opening hours

The harbour *never* sleeps; see [the card](specs/paying/card.md), `make tea`, and [^1].

!!! note
    Ships come and go.

| day    | from |
| ------ | ---- |
| Monday | 8    |

```python
open("the gates")
```

::: spec specs/paying/card.feature "scenario name" as gherkin

::: spec specs/paying/card.feature "outline name" as examples

[^1]: A footnote.
"""
SITE = """\
site_name: Harbour shop
site_url: https://harbour.example/
edit_uri: https://git.example/edit/docs/
theme: {name: material, features: [navigation.tabs, content.action.edit, content.code.copy]}
markdown_extensions: [footnotes, pymdownx.highlight, pymdownx.superfences]
"""
OPEN_ALL = "document.querySelectorAll('details').forEach(part => { part.open = true; })"
FIND = """async () => (await axe.run({resultTypes: ["violations"]})).violations.flatMap(one => one.nodes.map(
    node => `${one.id}: ${node.target.join(" ")} ${node.html.slice(0, 120)} ${node.failureSummary}`))"""

# What has the focus, and whether a reader sees that it has.
FOCUSED = """() => {
    const one = document.activeElement;
    const shown = one.matches("input") ? one.nextElementSibling : one;
    const seen = getComputedStyle(shown).outlineStyle !== "none";
    const what = one.matches(".md-skip") ? "skip" : one.matches(".sb-readings input") ? "reading"
        : one.matches("summary") ? "folded" : one.matches(".sb-table, .md-typeset__scrollwrap") ? "table"
        : one.matches("article a") ? "link" : one.matches("article button") ? "button" : "frame";
    return [what, seen || what === "frame"];
}"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Build a book that has every kind of page, and every state, with evidence and failures told."""
    sandbox = Sandbox(tmp_path_factory.mktemp("everything"))
    write_steps(sandbox)
    states = "".join(
        f"\n  {tag}\n  Scenario: {name}\n    {step}\n"
        for tag, name, step in (
            ("@manual", "By hand", "Given a look around"),
            ("@wip", "Later", "Given a plan"),
            ("", "Unknown", "Given nobody knows"),
        )
    )
    wide = "    | " + " | ".join(f"a cell of column {number}" for number in range(5)) + " |\n"
    wide *= 2
    sandbox.write("specs/paying/card.feature", feature(lambda place: place.replace("_", " ")) + states + wide)
    sandbox.write("specs/paying/cash.feature", public_feature("Cash").replace("Feature: Cash", STORY))
    sandbox.write("specs/paying/README.md", "# Paying\n\nHow money gets from a shopper to the shop.\n")
    sandbox.write("specs/torn.feature", "Feature: Torn\n  Scenario: S\n    this is no step\n")
    sandbox.write("specs/product.yml", PRODUCT)
    sandbox.write("docs/hours.md", PROSE)
    sandbox.write("mkdocs.yml", SITE)
    sandbox.specbook("run")
    sandbox.write("specs/paying/late.feature", public_feature("Late"))
    said = sandbox.specbook("build", "--audience", "internal")
    assert "pages in" in said.text, said.text
    return Book(sandbox.root / "site")


STORY = "Feature: Cash\n\n  As a persona\n  I want coins\n  so that I pay\n"
PRODUCT = """\
glossary: {it: A thing}
links: {source: "https://git.example/{commit}/{path}#L{line}", edit: "https://git.example/edit/{path}"}
moved: {old.feature: paying/card.feature}
"""


@pytest.fixture(params=[(1360, "light"), (1360, "dark"), (360, "light"), (360, "dark")], ids=str)
def reader(request: pytest.FixtureRequest, book: Book, visit_to: Callable[[Book], Visit]) -> Visit:
    """Open the book in one width and one scheme of colours."""
    visit = visit_to(book)
    visit.page.close()
    visit.page = visit.open_window(*request.param)
    return visit


def barriers(visit: Visit) -> list[str]:
    visit.page.evaluate(AXE)
    page, found = visit.page.url.removeprefix(visit.host), visit.page.evaluate(FIND)
    return [" ".join(f"{page}: {one}".split()) for one in found]


def test_every_page_is_free_of_barriers(reader: Visit) -> None:
    kinds = {"index.html", "404.html", "status.html", "tags.html", "hours.html", "specs/index.html", "specs/torn.html"}
    kinds |= {"reading/persona.html", "specs/paying/card.html", "specs/paying/index.html", "specs/old.html"}
    assert kinds <= set(reader.book.addresses())
    found = []
    for address in reader.book.addresses():
        reader.go(address)
        found += barriers(reader)
    assert found == []


def test_a_feature_is_free_of_barriers_in_every_reading_with_all_that_is_folded_open(reader: Visit) -> None:
    for number, reading in enumerate(("How-to", "Gherkin", "Evidence")):
        reader.go("specs/paying/card.html")
        reader.page.locator(".sb-readings label").nth(number).click()
        reader.page.evaluate(OPEN_ALL)
        assert reader.page.locator(".sb-readings input").nth(number).is_checked(), reading
        assert barriers(reader) == []


def test_the_search_is_free_of_barriers_with_its_results(reader: Visit) -> None:
    reader.go("index.html")
    if reader.page.viewport_size["width"] < 960:
        reader.page.locator("label[for=__search]:visible").first.click()
    assert reader.search_here("cash")
    reader.page.wait_for_timeout(500)  # until it has faded in
    assert barriers(reader) == []


def test_the_menu_of_a_phone_is_free_of_barriers(reader: Visit) -> None:
    reader.go("specs/paying/card.html")
    menu = reader.page.locator("label[for=__drawer]:visible").first
    if menu.is_visible():
        menu.click()
        reader.page.wait_for_timeout(400)
    assert barriers(reader) == []


def test_a_page_with_barriers_is_noticed(reader: Visit) -> None:
    reader.page.set_content('<html><title>x</title><main><h1>x</h1><img src="x.png"><a href="#"></a></main></html>')
    assert {one.split(": ")[1] for one in barriers(reader)} >= {"image-alt", "link-name", "html-has-lang"}


def test_a_feature_is_read_with_the_keyboard_alone(reader: Visit) -> None:
    page = reader.page
    reader.go("specs/paying/card.html")
    reached: dict[str, str] = {}
    for _ in range(120):
        page.keyboard.press("Tab")
        what, seen = page.evaluate(FOCUSED)
        reached.setdefault(what, seen)
        if what == "reading":
            page.keyboard.press("ArrowRight")
            assert page.locator("#sb-reading-gherkin").is_checked()
            page.keyboard.press("ArrowLeft")
        if what == "folded":
            before = page.evaluate("document.activeElement.parentElement.open")
            page.keyboard.press("Enter")
            assert page.evaluate("document.activeElement.parentElement.open") is not before
    assert {"skip", "reading", "folded", "link"} <= set(reached)
    assert ("table" in reached) is (page.viewport_size["width"] < 960), "only what does not fit is scrolled"
    assert [what for what, seen in reached.items() if not seen] == []


def test_the_search_is_used_with_the_keyboard_alone(reader: Visit) -> None:
    page = reader.page
    reader.go("specs/paying/card.html")
    page.keyboard.press("/")
    page.keyboard.type("coins")
    page.locator(".md-search-result__link").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/*cash.html*")


def test_tables_have_headers_and_states_are_words(reader: Visit) -> None:
    reader.go("specs/paying/card.html")
    tables = reader.page.eval_on_selector_all(
        "article table", "tables => tables.map(table => table.querySelectorAll('th').length)"
    )
    assert len(tables) - tables.count(0) > 1
    assert tables.count(0) == 1, "only a table whose first row does not look like a heading has none"
    states = reader.page.eval_on_selector_all("article .sb-state", "states => states.map(state => state.textContent)")
    assert states
    assert all(any(len(word) > 3 for word in state.split()) for state in states), states
