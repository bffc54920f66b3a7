"""A real browser on the built book, and the book served while it changes."""

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.error import URLError

import pytest
from pytest_bdd import given, parsers, then, when
from steps.books import Book, content, heading, parse_page
from steps.projects import Project, environment

from specbook.pytest_plugin.evidence import Evidence

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
)
PICTURED = {"width": 800, "height": 640}
_PATIENCE_SECONDS = 40
# What pytest-playwright gives, with a browser that is installed already.
_PAGE_FIXTURE = """\
import pytest
from playwright.sync_api import sync_playwright


@pytest.fixture
def page():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path={path!r}, args={flags!r})
        yield browser.new_page(viewport={{"width": 320, "height": 200}})
        browser.close()
"""


class Visit:
    """A browser's visits to a book: the pages it read, whom it asked, and what went wrong."""

    def __init__(self, book: Book, browser: Any, host: str, width: int = 1360) -> None:
        self.book, self.browser, self.host = book, browser, host
        self.foreign: list[str] = []
        self.errors: list[str] = []
        self.page = self.open_window(width)

    def open_window(self, width: int = 1360, scheme: str = "light") -> Any:
        page = self.browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page.on("request", lambda request: self._note_request(request.url))
        page.on("requestfailed", lambda request: self._note_failure(request))
        page.on("console", lambda message: self._note_console(message))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        return page

    def _note_request(self, url: str) -> None:
        if not url.startswith((self.host, "data:", "blob:")):
            self.foreign.append(url)

    def _note_failure(self, request: Any) -> None:
        """Take back what the page's own rules kept the browser from asking."""
        if request.failure == "csp" and request.url in self.foreign:
            self.foreign.remove(request.url)

    def _note_console(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.errors.append(message.text)

    def go(self, address: str) -> None:
        self.page.goto(f"{self.host}/{address}", wait_until="load")

    def picture(self, evidence: Evidence, caption: str) -> None:
        """Attach a picture of the window, made narrower: on a phone, a picture of a wide one is no use."""
        wide = self.page.viewport_size
        self.page.set_viewport_size(PICTURED)
        evidence.screenshot(self.page, caption)
        self.page.set_viewport_size(wide)

    def search(self, words: str) -> list[str]:
        """Type into the search, and return the titles of what it finds."""
        self.go("index.html")
        return self.search_here(words)

    def search_here(self, words: str) -> list[str]:
        field = self.page.locator("input.md-search__input")
        field.click()
        # All at once, and then a key: what was typed letter by letter would be answered letter by letter.
        field.fill(words)
        field.press("End")
        results = self.page.locator(".md-search-result__item h1")
        results.first.wait_for(timeout=_PATIENCE_SECONDS * 1000)
        return [" ".join(text.split()) for text in results.all_inner_texts()]


@pytest.fixture(scope="session")
def browser_path() -> str:
    """Find a Chromium; without one, what needs it is not run, and says so."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        pytest.skip("no browser")
    return path


@pytest.fixture(scope="session")
def chromium(browser_path: str) -> Iterator[Any]:
    """Give a headless Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=FLAGS.split())
        yield browser
        browser.close()


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves a folder without a word: the run's own output is what is read."""

    def log_message(self, format: str, *args: object) -> None:
        """Leave out the line for each request."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Show the book's own page where there is nothing, as hosts of such files do."""
        page = Path(self.directory) / f"{code}.html"
        if not page.is_file():
            return super().send_error(code, message, explain)
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.read_bytes())
        return None


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a folder on this computer; give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def visit(book: Book, chromium: Any) -> Iterator[Visit]:
    """Give a browser at the door of the built book."""
    with served(book.site) as host:
        visit = Visit(book, chromium, host)
        yield visit
        visit.page.close()


@given("its tests have Playwright's page")
def tests_have_a_page(project: Project, browser_path: str) -> None:
    project.write("conftest.py", _PAGE_FIXTURE.format(path=browser_path, flags=FLAGS.split()))


@when("I read every page of the book in a browser")
def i_read_every_page(visit: Visit) -> None:
    for address in visit.book.addresses():
        if address != "404.html":
            visit.go(address)


@given(parsers.parse('I have opened the page "{title}" in a browser'))
@when(parsers.parse('I open the page "{title}" in a browser'))
def i_open_the_page(visit: Visit, title: str) -> None:
    visit.go(visit.book.page(title)[0])


@when(parsers.parse('I read the page "{title}" to its end in a browser'))
def i_read_to_the_end(visit: Visit, title: str) -> None:
    visit.go(visit.book.page(title)[0])
    visit.page.keyboard.press("End")
    visit.page.wait_for_timeout(500)


@then(parsers.parse('the browser shows "{text}"'))
def the_browser_shows(visit: Visit, text: str) -> None:
    visit.page.get_by_text(text).first.wait_for(timeout=_PATIENCE_SECONDS * 1000)


@then("it looks like this")
def it_looks_like_this(visit: Visit, evidence: Evidence) -> None:
    visit.picture(evidence, f"The page “{visit.page.title().partition(' - ')[0]}”")


@then("the browser has asked no other host")
def no_other_host(visit: Visit) -> None:
    assert visit.page.url != "about:blank"
    assert visit.foreign == []


@then("the browser has met no error")
def no_error(visit: Visit) -> None:
    assert visit.errors == []


@then(parsers.parse('searching for "{words}" finds "{title}"'))
def searching_finds(visit: Visit, words: str, title: str) -> None:
    assert title in visit.search(words)


@then(parsers.parse('searching for "{words}" finds the name'))
def searching_finds_name(visit: Visit, words: str, odd_name: str) -> None:
    assert odd_name in visit.search(words)


@then(parsers.parse('the page "{title}" can be read in the dark'))
def read_in_the_dark(visit: Visit, title: str) -> None:
    visit.go(visit.book.page(title)[0])
    before = visit.page.evaluate("document.body.dataset.mdColorScheme")
    visit.page.locator("form[data-md-component=palette] label:visible").first.click()
    dark, light = _brightness(visit.page, "body", "backgroundColor"), _brightness(visit.page, "article h1", "color")
    schemes = {before, visit.page.evaluate("document.body.dataset.mdColorScheme")}
    assert schemes == {"default", "slate"}
    assert dark < 80 < 120 < light


def _brightness(page: Any, selector: str, style: str) -> float:
    """Measure how bright a colour is as it is shown, from 0 to 255."""
    page.wait_for_timeout(400)
    numbers = page.evaluate(
        """([selector, style]) => {
            const canvas = document.createElement("canvas").getContext("2d");
            canvas.fillStyle = "white";
            canvas.fillStyle = getComputedStyle(document.querySelector(selector))[style];
            canvas.fillRect(0, 0, 1, 1);
            return Array.from(canvas.getImageData(0, 0, 1, 1).data);
        }""",
        [selector, style],
    )
    return float(sum(numbers[:3]) / 3)


@then(parsers.parse("no page is wider than a phone of {width:d} pixels"))
def no_page_is_wider(visit: Visit, width: int) -> None:
    visit.page.close()
    visit.page = visit.open_window(width)
    too_wide = []
    for address in visit.book.addresses():
        visit.go(address)
        if visit.page.evaluate("document.documentElement.scrollWidth") > width:
            too_wide.append(address)
    assert too_wide == []


@then("the browser shows today's date")
def shows_todays_date(visit: Visit) -> None:
    assert today() in visit.page.locator("article").inner_text()


def today() -> str:
    """Return the day as a page shows it."""
    now = datetime.now(UTC)
    return f"{now.day} {now:%b} {now:%Y}"


class Served:
    """A book that is served while its project changes."""

    def __init__(self, address: str, process: subprocess.Popen[bytes]) -> None:
        self.address, self.process = address, process

    def soon_says(self, page: str, text: str) -> bool:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < deadline:
            if text in self.text(page):
                return True
            time.sleep(0.2)
        return False

    def text(self, page: str) -> str:
        try:
            with urllib.request.urlopen(f"http://{self.address}/{page}", timeout=5) as answer:
                tree = parse_page(answer.read().decode())
        except (URLError, OSError):
            return ""
        return f"{heading(tree)} {content(tree).text}"


@given("the book is served", target_fixture="served")
def the_book_is_served(project: Project, request: pytest.FixtureRequest) -> Served:
    return serve(project, request)


def serve(project: Project, request: pytest.FixtureRequest, *options: str) -> Served:
    """Serve a book until the scenario has ended; return once its page is there."""
    address = f"127.0.0.1:{_free_port()}"
    command = [sys.executable, "-m", "specbook", "serve", "--address", address, *options]
    process = subprocess.Popen(command, cwd=project.root, env=environment(), stderr=subprocess.DEVNULL)

    def stop() -> None:
        process.terminate()
        process.wait()

    request.addfinalizer(stop)
    served = Served(address, process)
    assert served.soon_says("specs/pay.html", "Pay with a saved card")
    return served


@given(parsers.parse('the served page "{page}" has come to say "{text}"'))
@then(parsers.parse('the served page "{page}" soon says "{text}"'))
def the_served_page_says(served: Served, page: str, text: str) -> None:
    assert served.soon_says(page, text), served.text(page)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
