"""Our own book as it is printed: real PDFs, on sheets of many heights, so that a page ends nearly everywhere."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from pypdf import PdfReader
from steps.books import Book
from steps.browsers import Visit

KINDS = re.compile("usecase|testcase")
HEIGHTS = range(150, 300, 30)  # millimetres
PAGES = ("specs/running/ledger.html", "specs/publishing/figures.html", "reference.html")
# What begins something, and is nothing without it.
BEGINNINGS = """() => [...document.querySelectorAll(
  "article :is(h1, h2, h3, h4, summary, .sb-col, .sb-block, thead tr)")]
  .filter(one => one.checkVisibility() && !one.closest(".sb-anchor")).map(one => one.innerText)"""
STEPS = "() => [...document.querySelectorAll('article .sb-step .sb-said')].map(one => one.textContent)"


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def last_line(page: Any) -> str:
    """Return the lowest line of a page of a PDF."""
    found: dict[int, list[str]] = {}

    def note(text: str, outer: list[float], inner: list[float], *_: object) -> None:
        height = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
        found.setdefault(round(height), []).append(text)

    page.extract_text(visitor_text=note)
    return next(line for _, texts in sorted(found.items()) if (line := letters("".join(texts))))


def printed(visit: Visit, address: str, height: int = 297) -> list[Any]:
    """Print a page on sheets of a height in millimetres."""
    visit.page.emulate_media(media="print")
    if not visit.page.url.endswith(address):
        visit.go(address)
    return list(PdfReader(io.BytesIO(visit.page.pdf(width="210mm", height=f"{height}mm"))).pages)


@pytest.mark.parametrize("address", PAGES)
def test_nothing_that_begins_something_ends_a_sheet(
    own_book: Book, visit_to: Callable[[Book], Visit], address: str
) -> None:
    visit = visit_to(own_book)
    for height in HEIGHTS:
        sheets = printed(visit, address, height)
        begin = {letters(text) for text in visit.page.evaluate(BEGINNINGS)}
        assert len(begin) > 5
        assert len(sheets) > 2
        assert [line for line in map(last_line, sheets) if line in begin] == [], height


def test_what_is_folded_is_on_paper(own_book: Book, visit_to: Callable[[Book], Visit]) -> None:
    visit = visit_to(own_book)
    text = "".join(letters(sheet.extract_text()) for sheet in printed(visit, PAGES[0]))
    steps = [letters(step) for step in visit.page.evaluate(STEPS)]
    assert len(steps) > 20
    assert [step for step in steps if step not in text] == []


def test_a_long_table_has_its_header_on_every_sheet_and_all_of_its_rows(
    own_book: Book, visit_to: Callable[[Book], Visit]
) -> None:
    visit = visit_to(own_book)
    texts = [letters(sheet.extract_text()) for sheet in printed(visit, "status.html")]
    of_scenarios = [text for text in texts if KINDS.search(text)]
    assert len(of_scenarios) > 5
    assert all("scenariocapabilitykindstate" in text for text in of_scenarios)
    names = visit.page.evaluate("specbookScenarios.features.flatMap(one => one[5]).map(one => one[0])")
    assert len(names) > 150
    assert [name for name in names if letters(name) not in "".join(texts)] == []
