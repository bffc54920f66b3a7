"""A stream of ours in Cucumber's own HTML formatter, as anybody may show it."""

import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from steps.books import Book
from steps.browsers import Visit
from tests.rich_project import STATUSES, run_rich_project
from tests.sandbox import STEPS, Envelope, Sandbox, of

FORMATTER = Path(__file__).parent.parent / "formatter/node_modules/@cucumber/html-formatter/dist"
WORST_FIRST = ("FAILED", "AMBIGUOUS", "UNDEFINED", "PENDING", "SKIPPED", "PASSED")
READ_STATUSES = """heading => {
    const section = document.getElementById(heading).closest("section");
    return Array.from(section.querySelectorAll("article li[data-status]"), step => step.dataset.status);
}"""


def page_of(stream: list[Envelope]) -> str:
    """Fill in the formatter's template as its own stream class does."""
    parts = {
        "title": "Cucumber",
        "icon": (FORMATTER / "src" / "icon.url").read_text("utf-8"),
        "css": (FORMATTER / "main.css").read_text("utf-8"),
        "messages": ",".join(json.dumps(envelope).replace("<", "\\x3C") for envelope in stream),
        "script": (FORMATTER / "main.js").read_text("utf-8"),
    }
    template = (FORMATTER / "src" / "index.mustache").read_text("utf-8")
    return re.sub(r"\{\{(\w+)\}\}", lambda match: parts.get(match[1], ""), template)


@pytest.fixture(scope="module", params=[(), ("-n", "2")], ids=["one process", "two workers"])
def shown(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Book, list[Envelope]]:
    """Run a project in which everything happens, and lay its report beside its results."""
    if not FORMATTER.is_dir() and not shutil.which("npm"):
        pytest.skip("no npm to fetch Cucumber's HTML formatter with")
    assert FORMATTER.is_dir(), "fetch the formatter first: make formatter"
    sandbox = Sandbox(tmp_path_factory.mktemp("rich"))
    sandbox.write("steps/plain.py", STEPS)
    run_rich_project(sandbox, *request.param)
    (results,) = sandbox.root.glob(".specbook/results/*")
    (results / "report.html").write_text(page_of(sandbox.stream()), "utf-8")
    return Book(results), sandbox.stream()


@pytest.fixture
def report(shown: tuple[Book, list[Envelope]], visit_to: Callable[[Book], Visit]) -> Iterator[Visit]:
    """Open the report; whatever it asks for and meets is noted."""
    visit = visit_to(shown[0])
    visit.page.goto(f"{visit.host}/report.html")
    # The page is drawn after it was loaded, on a slow machine long after.
    headings = [pickle["astNodeIds"][-1] for pickle in of(shown[1], "pickle")]
    visit.page.wait_for_function("ids => ids.every(id => document.getElementById(id))", arg=headings)
    visit.page.get_by_text("Paid: 38 euros").first.wait_for(state="attached")
    yield visit
    assert visit.errors == []
    assert visit.foreign == []


def test_each_scenario_is_there_with_its_status(report: Visit, shown: tuple[Book, list[Envelope]]) -> None:
    found = {}
    for pickle in of(shown[1], "pickle"):
        statuses = report.page.evaluate(READ_STATUSES, pickle["astNodeIds"][-1])
        found[pickle["name"]] = min(statuses, key=WORST_FIRST.index)
    assert found == STATUSES
    text = report.page.inner_text("#content")
    assert all(name.partition(" costs ")[0] in text for name in STATUSES)


def test_the_statuses_are_counted(report: Visit) -> None:
    chips = report.page.locator("label [data-status]")
    counted = {chip.get_attribute("data-status"): int(chip.locator("strong").inner_text()) for chip in chips.all()}
    assert counted == Counter(STATUSES.values())


def test_what_a_step_attached_is_shown(report: Visit) -> None:
    report.page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")
    text = report.page.inner_text("#content")
    for told in ("38 euros </script>", '"paid": 38', "$ shop orders", "Download pyproject.toml", "Paid: 38 euros"):
        assert told in text
    assert report.page.get_by_role("link", name="https://shop.example/orders/1").count() == 1
    report.page.wait_for_function("document.querySelector('article img').naturalWidth === 1")


def test_a_failure_tells_its_message_and_its_place_and_a_suggestion_is_made(report: Visit) -> None:
    text = report.page.inner_text("#content")
    for told in ("steps/plain.py:15 in it_fails", "the shop is closed", "a (?P<kind>twin)", "@when(parsers.parse("):
        assert told in text


def test_a_broken_stream_would_be_noticed(shown: tuple[Book, list[Any]], visit_to: Callable[[Book], Visit]) -> None:
    broken = [envelope for envelope in shown[1] if "testCase" not in envelope]
    (shown[0].site / "broken.html").write_text(page_of(broken), "utf-8")
    visit = visit_to(shown[0])
    with visit.page.expect_event("pageerror"):
        visit.page.goto(f"{visit.host}/broken.html")
    assert visit.errors == ["Expected to find TestStep by TestStepFinished"]
