"""A book that is handed out as files: archived, unpacked elsewhere, and read from there."""

import shutil
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

from pytest_bdd import given, parsers, then, when
from steps.books import Book, heading, parse_page
from steps.browsers import Visit


@given(parsers.parse('the book has been archived, and unpacked in the folder "{folder}"'))
@when(parsers.parse('the book is archived, and unpacked in the folder "{folder}"'))
def the_book_is_archived(visit: Visit, tmp_path: Path, folder: str) -> None:
    archive = shutil.make_archive(str(tmp_path / "book"), "zip", visit.book.site)
    shutil.rmtree(visit.book.site)
    shutil.unpack_archive(archive, tmp_path / "unpacked" / folder)
    visit.book = Book(tmp_path / "unpacked" / folder)
    visit.host = visit.book.site.as_uri()


@when("I follow every link of the book in a browser, from its home page on", target_fixture="reached")
def i_follow_every_link(visit: Visit) -> set[str]:
    reached: set[str] = set()
    waiting = [f"{visit.host}/index.html"]
    while waiting:
        address = waiting.pop()
        if address in reached:
            continue
        reached.add(address)
        visit.page.goto(address, wait_until="load")
        links = visit.page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
        waiting += [urldefrag(link).url for link in links if link.startswith("file:")]
    return reached


@then("the browser has come to these pages")
def the_browser_has_come_to(visit: Visit, reached: set[str], datatable: list[list[str]]) -> None:
    paths = [Path(unquote(urlsplit(address).path)) for address in reached]
    assert [path for path in paths if not path.is_file()] == []
    titles = {heading(parse_page(path.read_text("utf-8"))) for path in paths if path.suffix == ".html"}
    assert {title for (title,) in datatable[1:]} <= titles
