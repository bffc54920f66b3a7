"""Texts that break pages: each as a feature's name, read back from a real browser."""

import json
import subprocess
import sys
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from steps.books import Book, heading, parse_page
from steps.browsers import Visit
from steps.projects import environment

TEXTS = json.loads((Path(__file__).parent.parent / "goldens" / "pages-hostile-texts.json").read_text("utf-8"))
NAMES = [" ".join(text.split()) for text in TEXTS] + ["</title><script>alert(1)</script> {{ x }} <invoice>"]


@pytest.fixture(scope="module")
def hostile_book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Build a book whose features have those names, and a word each that only they hold."""
    root = tmp_path_factory.mktemp("hostile")
    for number, name in enumerate(NAMES):
        text = f"Feature: {name}\n  Token zq{number}zq.\n\n  Scenario: {name}\n    Given {name}\n"
        path = root / "specs" / f"group{number % 3}" / f"feature{number}.feature"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    command = [sys.executable, "-m", "specbook", "build", "--strict"]
    subprocess.run(command, cwd=root, env=environment(), check=True, capture_output=True)
    return Book(root / "site")


def test_every_name_reads_exactly_so_on_its_page_in_the_title_and_in_the_navigation(
    hostile_book: Book, visit_to: Callable[[Book], Visit]
) -> None:
    visit = visit_to(hostile_book)
    for number, name in enumerate(NAMES):
        visit.go(f"specs/group{number % 3}/feature{number}.html")
        page = visit.page
        assert heading(parse_page(page.content())) == name
        assert page.title().removesuffix(" - " + page.title().rpartition(" - ")[2]) == name
        navigation = page.locator(f"nav.md-nav a[href$='feature{number}.html'], nav.md-nav a.md-nav__link--active")
        assert name in [" ".join(text.split()) for text in navigation.all_text_contents()]
        assert name in " ".join(page.locator("article .sb-howto, article .sb-steps").first.text_content().split())
    assert visit.errors == []
    assert visit.foreign == []


def test_every_name_reads_exactly_so_in_the_search(hostile_book: Book, visit_to: Callable[[Book], Visit]) -> None:
    visit = visit_to(hostile_book)
    for number, name in enumerate(NAMES):
        assert name in visit.search(f"zq{number}zq"), name
    index = json.loads((hostile_book.site / "search" / "search_index.json").read_text("utf-8"))
    assert set(NAMES) <= {unescape(document["title"]) for document in index["docs"]}
