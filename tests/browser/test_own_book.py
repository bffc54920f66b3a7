"""Our own book, as it is published."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from gherkin.parser import Parser
from gherkin.pickles.compiler import Compiler
from steps.books import Book, parse_page
from steps.browsers import Visit, served

ROOT = Path(__file__).parent.parent.parent
PHONE = 360
# Headings whose link to themselves, which is seen under the pointer alone, stands on a line of its own.
LINKS_BELOW_THEIR_HEADINGS = """() => [...document.querySelectorAll(".headerlink")].filter(link => {
  const text = document.createRange();
  text.setStart(link.parentElement, 0);
  text.setEndBefore(link);
  return link.getBoundingClientRect().top >= text.getBoundingClientRect().bottom - 1;
}).map(link => link.parentElement.textContent)"""


@pytest.fixture(scope="module")
def on_a_phone(own_book: Book, chromium: Any) -> dict[str, tuple[int, list[str]]]:
    """Read every page on a phone: how wide it is, and the headings below which there is an empty line."""
    found = {}
    with served(own_book.site) as host:
        visit = Visit(own_book, chromium, host, width=PHONE)
        for address in own_book.addresses():
            visit.go(address)
            width = visit.page.evaluate("document.documentElement.scrollWidth")
            found[address] = (width, visit.page.evaluate(LINKS_BELOW_THEIR_HEADINGS))
        visit.page.close()
    return found


def test_no_page_is_wider_than_a_phone(on_a_phone: dict[str, tuple[int, list[str]]]) -> None:
    assert len(on_a_phone) > 60
    assert [address for address, (width, _) in on_a_phone.items() if width > PHONE] == []


def test_no_heading_has_an_empty_line_below_it_on_a_phone(on_a_phone: dict[str, tuple[int, list[str]]]) -> None:
    assert [(address, headings) for address, (_, headings) in on_a_phone.items() if headings] == []


def test_a_module_of_step_definitions_is_found_behind_the_features_that_its_name_tells_of(
    own_book: Book, visit_to: Callable[[Book], Visit]
) -> None:
    found = visit_to(own_book).search("evidence")
    titles = [title for title in found if title in ("See what a step showed", "Step definitions")]
    assert titles == ["See what a step showed", "Step definitions"]


def test_every_example_that_gherkin_itself_finds_is_in_the_book_exactly_once(own_book: Book) -> None:
    pickles = 0
    for path in sorted((ROOT / "specs").rglob("*.feature")):
        document = {**Parser().parse(path.read_text("utf-8")), "uri": path.name}
        pickles += len(Compiler().compile(document))
    shown = Counter(
        element.attributes["data-sb-example"]
        for path in own_book.site.rglob("*.html")
        for element in parse_page(path.read_text("utf-8")).every()
        if "data-sb-example" in element.attributes
    )
    assert len(shown) == pickles >= 60
    assert set(shown.values()) == {1}


def test_the_search_keeps_at_most_two_and_a_half_kilobytes_of_a_feature(own_book: Book) -> None:
    index = json.loads((own_book.site / "search" / "search_index.json").read_text("utf-8"))["docs"]
    sizes: Counter[str] = Counter()
    for one in index:
        page = one["location"].split("#")[0]
        if page.startswith("specs/") and not page.endswith("index.html"):
            sizes[page] += len(json.dumps(one, ensure_ascii=False, separators=(",", ":")).encode())
    assert len(sizes) > 20
    assert sum(sizes.values()) / len(sizes) <= 2560
