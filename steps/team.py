"""What a team sees in its own book: what the runs changed."""

import shutil

from pytest_bdd import given, parsers, then, when
from steps.books import Book
from steps.browsers import Visit
from steps.projects import Project


@given(parsers.parse('its folder "{path}" is kept as "{new}"'))
def the_folder_is_kept(project: Project, path: str, new: str) -> None:
    shutil.move(project.path(path), project.path(new))


@when("the end of its history is cut off")
def the_history_is_cut_off(project: Project) -> None:
    path = project.path(".specbook/history.jsonl")
    path.write_bytes(path.read_bytes()[:-40])


def _told(visit: Visit, example: str) -> list[str]:
    """Return under which words an example stands in what the last run changed."""
    lists = visit.page.locator("[data-sb-news] ul").all()
    heads = visit.page.locator("[data-sb-news] .sb-news-head").all_inner_texts()
    return [head for head, one in zip(heads, lists, strict=True) if example in one.locator("a").all_inner_texts()]


@then(parsers.parse('the reader sees that "{example}" is "{word}"'))
def the_reader_sees_that(visit: Visit, example: str, word: str) -> None:
    assert any(word in told for told in _told(visit, example))
    link = visit.page.get_by_role("link", name=example, exact=True).first
    target = link.evaluate("link => link.href")
    assert visit.page.request.get(target).ok
    assert f'id="{target.partition("#")[2]}"' in visit.page.request.get(target).text()


@then(parsers.parse('the reader does not see that "{example}" is "{word}"'))
def the_reader_does_not_see_that(visit: Visit, example: str, word: str) -> None:
    assert not any(word in told for told in _told(visit, example))


@then(parsers.parse('no file of the book is called "{name}"'))
def no_file_is_called(book: Book, name: str) -> None:
    assert book.files()
    assert [path for path in book.files() if name in path.name] == []


def _definition(book: Book, pattern: str) -> str:
    """Return what the page of step definitions says of the one with a pattern."""
    items = book.content("Step definitions").every("li")
    (told,) = [item.text for item in items if pattern in [code.text for code in item.every("code")]]
    return told


@then(parsers.parse('the page "Step definitions" tells of "{pattern}"'))
def the_page_tells_of(book: Book, pattern: str, datatable: list[list[str]]) -> None:
    told = _definition(book, pattern)
    assert [text for (text,) in datatable if text not in told] == [], told


@then(parsers.parse('the page "Step definitions" does not call "{pattern}" unused'))
def the_page_does_not_call_unused(book: Book, pattern: str) -> None:
    assert "not used" not in _definition(book, pattern)


@then(parsers.parse('the slowest scenario is "{example}", with most of all time'))
def the_slowest_is(visit: Visit, example: str) -> None:
    name, took, share = visit.page.locator("[data-sb-times] tbody tr").first.locator("td").all_inner_texts()
    assert name == example
    assert 0.3 <= float(took.split()[0].removesuffix("sec")) < 30
    assert 50 < float(share.removesuffix("%")) <= 100
    target = visit.page.get_by_role("link", name=example).evaluate("link => link.href")
    assert visit.page.request.get(target).ok
