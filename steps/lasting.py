"""Addresses of a book that people keep: old pages, old anchors and short links."""

from pytest_bdd import given, parsers, then, when
from steps.books import Book
from steps.browsers import Visit
from steps.machines import specs_json
from steps.projects import Project


@then(parsers.parse('the address "{old}" of the book leads on to "{new}"'))
def address_leads_on(book: Book, old: str, new: str) -> None:
    page = book.page_at(old)
    (refresh,) = page.every("meta", http_equiv="refresh")
    (link,) = page.every("a")
    _, _, target = refresh.attributes["content"].partition("url=")
    assert target == link.attributes["href"]
    assert ((book.site / old).parent / target).resolve() == (book.site / new).resolve()
    assert (book.site / new).is_file()
    assert [one.attributes["content"] for one in page.every("meta", name="robots")] == ["noindex"]


@then(parsers.parse('the anchors "{old}" and "{new}" of "{address}" are in one place'))
def anchors_are_together(book: Book, old: str, new: str, address: str) -> None:
    anchors = [
        one.attributes["id"] for one in book.page_at(address).every("article")[0].every() if "id" in one.attributes
    ]
    assert anchors.count(old) == anchors.count(new) == 1
    assert abs(anchors.index(old) - anchors.index(new)) <= 2, anchors


@then(parsers.parse('the page "{title}" has the anchor "{anchor}"'))
def page_has_anchor(book: Book, title: str, anchor: str) -> None:
    assert book.content(title).every(id=anchor)


@given(parsers.parse('I have noted the short link of "{scenario}"'), target_fixture="short")
def note_short_link(book: Book, scenario: str) -> str:
    return short_links(book)[scenario]


@then(parsers.parse('the short link leads to "{address}"'))
def short_link_leads(book: Book, short: str, address: str) -> None:
    file, _, key = short.partition("#")
    (entry,) = book.page_at(file).every("li", id=key)
    (link,) = entry.every("a")
    assert link.attributes["href"] == f"../{address}"
    assert short in short_links(book).values()


def short_links(book: Book) -> dict[str, str]:
    """Return the short link of each example by its name."""
    scenarios = [scenario for feature in specs_json(book)["features"] for scenario in feature["scenarios"]]
    return {example["name"]: example["short"] for scenario in scenarios for example in scenario["examples"]}


@when(parsers.parse('in its file "{path}" "{old}" becomes "{first} {second}", on two lines'))
def becomes_two_lines(project: Project, path: str, old: str, first: str, second: str) -> None:
    text = project.path(path).read_text("utf-8")
    assert old in text
    project.write(path, text.replace(old, f"{first}\n  {second}"))


@given(parsers.parse('I have opened the address "{address}" in a browser'))
@when(parsers.parse('I open the address "{address}" in a browser'))
def open_address(visit: Visit, address: str) -> None:
    visit.go(address)


@then(parsers.parse('the browser soon is at "{address}"'))
def browser_soon_is_at(visit: Visit, address: str) -> None:
    visit.page.wait_for_url(f"{visit.host}/{address}")
    assert visit.errors == []


@when(parsers.parse('I follow "{text}"'))
def i_follow(visit: Visit, text: str) -> None:
    visit.page.get_by_role("link", name=text).click()


@then(parsers.parse('the search shows "{title}"'))
def the_search_shows(visit: Visit, title: str) -> None:
    visit.page.locator(".md-search-result__item h1", has_text=title).first.wait_for()
