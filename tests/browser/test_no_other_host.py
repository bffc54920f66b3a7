"""Our own book in a browser that logs all it does on the network: served, and opened from a disk, without an error."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from steps.books import Book
from steps.browsers import FLAGS, Visit, served
from steps.projects import environment

ROOT = Path(__file__).parent.parent.parent
Read = Callable[[Book, str], set[str]]
# Chromium asks whether somebody is signed in, what is new and what time it is, also where no page is open, and what the
# fields of a form are for.
BROWSERS_OWN = {
    "accounts.google.com",
    "clients2.google.com",
    "content-autofill.googleapis.com",
    "update.googleapis.com",
}


@pytest.fixture(scope="module")
def book_from_disk(own_book: Book, tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Build our own book once more, for who has no server, as any engine would."""
    site = tmp_path_factory.mktemp("from disk")
    for command in (
        ["specbook", "stage", "--offline"],
        ["mkdocs", "build", "--strict", "-f", ".specbook/book/public.offline/mkdocs.yml", "-d", str(site)],
    ):
        subprocess.run([sys.executable, "-m", *command], cwd=ROOT, env=environment(), check=True, capture_output=True)
    return Book(site)


@pytest.fixture
def hosts_asked(chromium: Any, browser_path: str, tmp_path: Path) -> Read:
    """Read a whole book in a browser of its own, as the curious do; tell the hosts that it has asked."""

    def read(book: Book, host: str) -> set[str]:
        log = tmp_path / "network.json"
        browser = chromium.browser_type.launch(
            executable_path=browser_path, args=[*FLAGS.split(), f"--log-net-log={log}"]
        )
        visit = Visit(book, browser, host)
        crawl(visit)
        browser.close()
        assert visit.errors == [] or visit.foreign
        logged = hosts(event.get("params", {}).get("url", "") for event in json.loads(log.read_text("utf-8"))["events"])
        return logged - BROWSERS_OWN | {urlsplit(url).netloc for url in visit.foreign}

    return read


def crawl(visit: Visit) -> None:
    """Read every page, and what a server shows where there is none; search, and switch the colours."""
    is_served = visit.host.startswith("http")
    addresses = [address for address in visit.book.addresses() if is_served or address != "404.html"]
    for address in addresses:
        visit.go(address)
    if len(addresses) > 1:
        assert visit.search("ledger")
        visit.page.keyboard.press("Escape")
        visit.page.locator("form[data-md-component=palette] label:visible").first.click()


def hosts(urls: Iterable[str]) -> set[str]:
    return {host for url in urls if (host := urlsplit(url).hostname)}


def test_a_served_book_asks_its_own_host_alone(own_book: Book, hosts_asked: Read) -> None:
    with served(own_book.site) as host:
        assert hosts_asked(own_book, host) == {"127.0.0.1"}


def test_a_book_from_a_disk_asks_no_host(book_from_disk: Book, hosts_asked: Read) -> None:
    assert hosts_asked(book_from_disk, book_from_disk.site.as_uri()) == set()


def test_a_page_that_asks_another_host_is_noticed(hosts_asked: Read, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<img src="https://elsewhere.example/pixel.png"><p>A control page', "utf-8")
    assert hosts_asked(Book(tmp_path), tmp_path.as_uri()) == {"elsewhere.example"}


def test_a_page_that_asks_another_server_of_its_own_host_is_noticed(hosts_asked: Read, tmp_path: Path) -> None:
    with served(tmp_path) as other, served(tmp_path) as host:
        (tmp_path / "pixel.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
        (tmp_path / "index.html").write_text(f'<img src="{other}/pixel.svg"><p>A control page', "utf-8")
        assert hosts_asked(Book(tmp_path), host) == {"127.0.0.1", urlsplit(other).netloc}


def test_a_page_that_meets_an_error_is_noticed(hosts_asked: Read, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<script>nobodyWroteThis()</script><p>A control page", "utf-8")
    with pytest.raises(AssertionError, match="nobodyWroteThis"):
        hosts_asked(Book(tmp_path), tmp_path.as_uri())
