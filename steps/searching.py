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


@then(parsers.parse('searching for "{words}" finds these, test cases last'))
def searching_finds_test_cases_last(visit: Visit, words: str, datatable: list[list[str]]) -> None:
    visit.search(words)
    found = _answers(visit)
    places: dict[str, list[int]] = {"guide": [], "test case": []}
    for what, name in datatable[1:]:
        places["test case" if what == "test case" else "guide"].append(found.index(name))
    assert max(places["guide"]) < min(places["test case"]), found


@then(parsers.parse('searching for "{words}" finds the test case "{name}" first'))
def searching_finds_first(visit: Visit, words: str, name: str) -> None:
    visit.search(words)
    assert _answers(visit)[1] == name  # below the page that it is on


def _answers(visit: Visit) -> list[str]:
    """Return the names of all that the search shows, in its order: each page, and its parts below it."""
    names = visit.page.locator(".md-search-result__item :is(h1, h2)").all_text_contents()
    return [" ".join(name.split()) for name in names]


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
