"""Questions typed into the search of a book, and the way to their answers by clicks alone."""

import posixpath
import shutil
from collections import deque
from pathlib import Path

from pytest_bdd import given, parsers, then, when
from steps.books import Book, content, heading
from steps.browsers import Visit
from steps.projects import Project

from specbook.pytest_plugin.evidence import Evidence

ROOT = Path(__file__).parent.parent
SOURCES = ("specs", "steps", "docs", "mkdocs.yml", "pyproject.toml")
RESULTS = 3
CLICKS = 3


@given("the book of Specbook itself")
def the_book_of_specbook(project: Project) -> None:
    for name in SOURCES:
        source, target = ROOT / name, project.path(name)
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, target)
    project.run("specbook build")


@when("these questions are typed into its search", target_fixture="answers")
def questions_are_typed(visit: Visit, evidence: Evidence, datatable: list[list[str]]) -> dict[str, list[str]]:
    """Return what was found first, by the page that should have been."""
    answers = {}
    for question, page in datatable[1:]:
        answers[page] = visit.search(question)[:RESULTS]
        visit.picture(evidence, f"What the search answers to “{question}”")
    return answers


@then(parsers.parse('searching for "{words}" does not find "{title}"'))
def searching_does_not_find(visit: Visit, words: str, title: str) -> None:
    assert title not in visit.search(words)


@then("one of the first three results answers each")
def the_first_results_answer(answers: dict[str, list[str]]) -> None:
    assert answers
    for page, found in answers.items():
        assert page in found


@then("each answer is at most three clicks from home")
def three_clicks_from_home(visit: Visit, book: Book, answers: dict[str, list[str]]) -> None:
    for title in answers:
        way = _way(book, title)
        assert len(way) <= CLICKS
        visit.go("index.html")
        for address in way:
            visit.page.locator(f'article a[href="{address}"]:visible').first.click()
            visit.page.wait_for_load_state()
        assert visit.page.locator("article h1").inner_text().removesuffix("¶").strip() == title


def _way(book: Book, title: str) -> list[str]:
    """Return the links in the pages' own text that lead from home to a page by the fewest clicks."""
    pages = book.pages()
    ways: dict[str, list[str]] = {"index.html": []}
    following = deque(["index.html"])
    while following:
        page = following.popleft()
        if heading(pages[page]) == title:
            return ways[page]
        for link in content(pages[page]).every("a"):
            address = link.attributes.get("href", "")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(page), address))
            if target in pages and target not in ways:
                ways[target] = [*ways[page], address]
                following.append(target)
    raise AssertionError(f"no link leads from home to {title!r}")
