"""The built book as its readers have it: its pages, its text, and every file that is published with them."""

import gzip
import json
import re
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from pytest_bdd import parsers, then
from steps.projects import Project

_VOID = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr", "path"}


class Element:
    """A part of a page: its tag, its attributes, and what is in it."""

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Element | str] = []

    def every(self, tag: str = "", **attributes: str) -> list["Element"]:
        """Find all elements of a tag, with some attributes, at any depth."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        fits = (not tag or self.tag == tag) and all(
            value in self.attributes.get(name, "").split() for name, value in wanted.items()
        )
        below = [
            found for child in self.children if isinstance(child, Element) for found in child.every(tag, **attributes)
        ]
        return [self, *below] if fits else below

    @property
    def text(self) -> str:
        """Its text as a reader sees it, white space folded."""
        return " ".join(self._raw_text().split())

    def _raw_text(self) -> str:
        parts = (
            child if isinstance(child, str) else f" {child._raw_text()} " if child.is_block else child._raw_text()
            for child in self.children
        )
        unseen = self.tag in {"script", "style"} or "hidden" in self.attributes
        return "" if unseen else "".join(parts)

    @property
    def is_block(self) -> bool:
        return self.tag not in {"a", "abbr", "b", "code", "em", "i", "mark", "span", "strong"}


class _PageReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        depth = next((i for i in range(len(self._open) - 1, 0, -1) if self._open[i].tag == tag), 0)
        if depth:
            del self._open[depth:]

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


@lru_cache(maxsize=256)
def parse_page(html: str) -> Element:
    """Read HTML into a tree of elements, which is to be looked at alone: many steps ask for one page."""
    reader = _PageReader()
    reader.feed(html)
    return reader.root


class Book:
    """A built site."""

    def __init__(self, site: Path) -> None:
        self.site = site

    def files(self) -> list[Path]:
        return sorted(path for path in self.site.rglob("*") if path.is_file())

    def addresses(self) -> list[str]:
        """Return where in the site each page is."""
        return [path.relative_to(self.site).as_posix() for path in self.files() if path.suffix == ".html"]

    def pages(self) -> dict[str, Element]:
        """Return every page by its address in the site."""
        return {address: self.page_at(address) for address in self.addresses()}

    def page_at(self, address: str) -> Element:
        return parse_page((self.site / address).read_text("utf-8"))

    def page(self, title: str) -> tuple[str, Element]:
        """Return the page with a title: its address, and what is on it."""
        pages = self.pages()
        for address, page in pages.items():
            if heading(page) == title:
                return address, page
        raise AssertionError(f"no page is called {title!r}; there are {[heading(page) for page in pages.values()]}")

    def content(self, title: str) -> Element:
        return content(self.page(title)[1])


def content(page: Element) -> Element:
    """Return what a page says, without its frame."""
    return page.every("article")[0]


def heading(page: Element) -> str:
    headings = page.every("h1")
    return headings[0].text.removesuffix("¶").strip() if headings else ""


def folded(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def book(project: Project) -> Book:
    """Give the book that was built in the project."""
    return Book(project.path("site"))


@then("the book has these pages")
def the_book_has_pages(book: Book, datatable: list[list[str]]) -> None:
    titles = {heading(page) for page in book.pages().values()}
    assert {title for (title,) in datatable[1:]} <= titles


@then(parsers.parse('the page "{title}" says "{text}"'))
def the_page_says(book: Book, title: str, text: str) -> None:
    assert text in book.content(title).text


@then(parsers.parse('the page "{title}" says'))
def the_page_says_lines(book: Book, title: str, docstring: str) -> None:
    found = book.content(title).text
    assert found.count(folded(docstring)) == 2, "the text stands in the step, and in the cell"


@then(parsers.parse('the home page says "{text}"'))
def the_home_page_says(book: Book, text: str) -> None:
    assert text in content(book.page_at("index.html")).text


@then(parsers.parse('the home page does not say "{text}"'))
def the_home_page_does_not_say(book: Book, text: str) -> None:
    assert folded(text) not in content(book.pages()["index.html"]).text


@then(parsers.parse('the book\'s page "{address}" says "{text}"'))
def the_page_at_says(book: Book, address: str, text: str) -> None:
    assert text in content(book.page_at(address)).text


@then(parsers.parse('the page "{title}" shows these parts in order'))
def the_page_shows_parts(book: Book, title: str, datatable: list[list[str]]) -> None:
    text, place = book.content(title).text, 0
    for (part,) in datatable[1:]:
        assert part in text[place:], f"{part!r} is not on the page after what comes before it"
        place = text.index(part, place) + len(part)


@then("the navigation shows these pages in order")
def the_navigation_shows(book: Book, datatable: list[list[str]]) -> None:
    titles = [link.text for nav in book.page_at("index.html").every("nav") for link in nav.every("a")]
    wanted = [title for (title,) in datatable[1:]]
    places = [titles.index(title) for title in wanted]
    assert places == sorted(places), titles


@then(parsers.parse('the page "{title}" links to "{address}"'))
def the_page_links_to(book: Book, title: str, address: str) -> None:
    assert address in [link.attributes.get("href") for link in book.content(title).every("a")]


@then(parsers.parse('the page "{title}" links to the page "{other}"'))
def the_page_links_to_page(book: Book, title: str, other: str) -> None:
    page, target = book.page(title)[0], book.page(other)[0]
    links = [link.attributes.get("href", "") for link in book.content(title).every("a")]
    folder = (book.site / page).parent
    assert (book.site / target).resolve() in {(folder / unquote(urldefrag(link)[0])).resolve() for link in links}


@then(parsers.re(r'the page "(?P<title>.+?)" shows (?P<count>\d+) examples?: (?P<states>.+)'))
def the_page_shows_examples(book: Book, title: str, count: str, states: str) -> None:
    examples = [one for one in book.content(title).every() if "data-sb-example" in one.attributes]
    found = [one.attributes["data-sb-state"] for one in examples]
    assert len(found) == int(count)
    for number, state in re.findall(r"(\d+) ([a-z-]+)", states):
        assert found.count(state) == int(number), found


@then(parsers.parse('the page "{title}" emphasises "{text}"'))
def the_page_emphasises(book: Book, title: str, text: str) -> None:
    assert text in [element.text for element in book.content(title).every("em")]


@then(parsers.parse('the page "{title}" lists "{text}"'))
def the_page_lists(book: Book, title: str, text: str) -> None:
    assert text in [element.text for element in book.content(title).every("li")]


@then(parsers.parse('the page "{title}" explains these words'))
def the_page_explains(book: Book, title: str, datatable: list[list[str]]) -> None:
    found = [[one.text, one.attributes["title"]] for one in book.content(title).every("abbr")]
    assert found == datatable[1:]


@then(parsers.parse('of the words on the page "{title}", these are explained: {words}'))
def the_page_explains_one(book: Book, title: str, words: str) -> None:
    found = [one.text for one in book.content(title).every("abbr")]
    assert found == ([] if words == "nothing" else [words])


@then(parsers.parse('no file of the book holds "{marker}"'))
def no_file_holds(book: Book, marker: str) -> None:
    assert book.files()
    found = [path.name for path in book.files() if marker.casefold() in _everything_in(book, path)]
    assert found == []


def _everything_in(book: Book, path: Path) -> str:
    """Read a file's name and content, however it is packed or escaped."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8", errors="ignore")
    decoded = re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)
    readings = (text, unescape(text), unquote(text), decoded)
    return "\n".join((path.relative_to(book.site).as_posix(), *readings)).casefold()


@then("the name stands exactly so on its page, in the title, in the navigation and in the search")
def the_name_stands_exactly(book: Book, odd_name: str) -> None:
    address, page = book.page(odd_name)
    assert page.every("title")[0].text.startswith(odd_name + " - ")
    home = book.page_at("index.html")
    navigation = {link.attributes.get("href"): link.text for nav in home.every("nav") for link in nav.every("a")}
    assert navigation[address] == odd_name
    index = json.loads((book.site / "search" / "search_index.json").read_text("utf-8"))
    titles = [unescape(doc["title"]) for doc in index["docs"] if doc["location"] == address]
    assert titles == [odd_name]
