"""What `specbook serve` says before it serves, and how it ends."""

import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError

import pytest
from steps.projects import environment
from tests.sandbox import Sandbox, hear_ctrl_c


@pytest.mark.parametrize("address", ["nonsense", "127.0.0.1:pay", "127.0.0.1:123456"])
def test_what_is_no_address_is_told_before_anything_is_built(sandbox: Sandbox, address: str) -> None:
    sandbox.write("specs/pay.feature", "Feature: Pay\n  Scenario: By card\n    Given a basket\n")
    said = sandbox.specbook("serve", "--address", address)
    assert said.code == 2
    assert f"--address {address}: this is no address; write it as 127.0.0.1:8000." in said.err
    assert not (sandbox.root / ".specbook/book").exists()


def test_a_port_that_is_taken_is_told_before_anything_is_built(sandbox: Sandbox) -> None:
    sandbox.write("specs/pay.feature", "Feature: Pay\n  Scenario: By card\n    Given a basket\n")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        said = sandbox.specbook("serve", "--address", f"127.0.0.1:{taken.getsockname()[1]}")
    assert said.code == 2
    assert "Choose another port." in said.err
    assert "Traceback" not in said.err


def is_served(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://{address}/", timeout=5) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
@pytest.mark.parametrize("served", [True, False], ids=["while it serves", "while it builds"])
def test_however_often_it_is_told_to_end_it_ends_well(sandbox: Sandbox, number: signal.Signals, served: bool) -> None:
    sandbox.write("specs/pay.feature", "Feature: Pay\n  Scenario: By card\n    Given a basket\n")
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "specbook", "serve", "--address", address]
    process = subprocess.Popen(
        command, cwd=sandbox.root, env=environment(), stderr=subprocess.PIPE, text=True, preexec_fn=hear_ctrl_c
    )
    until = time.monotonic() + 60
    staged = sandbox.root / ".specbook/book/internal/mkdocs.yml"
    while not (is_served(address) if served else staged.exists()):
        assert time.monotonic() < until
        time.sleep(0.02)
    for _ in range(3):
        process.send_signal(number)
    said = process.communicate(timeout=20)[1]
    assert process.returncode == 0
    assert "Traceback" not in said
    assert not (sandbox.root / ".specbook/book/internal/served").exists()
    assert not is_served(address)


class Server:
    """`specbook serve` at work, with what it says."""

    def __init__(self, root: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.address = f"127.0.0.1:{free.getsockname()[1]}"
        command = [sys.executable, "-m", "specbook", "serve", "--address", self.address]
        self._log = root / "said.txt"
        with self._log.open("w") as log:
            self.process = subprocess.Popen(command, cwd=root, env=environment(), stderr=log)

    @property
    def said(self) -> list[str]:
        return self._log.read_text("utf-8").splitlines()

    def page(self, address: str) -> str:
        try:
            with urllib.request.urlopen(f"http://{self.address}/{address}", timeout=5) as answer:
                return str(answer.read().decode())
        except (URLError, OSError):
            return ""

    def soon(self, address: str, fits: Callable[[str], bool]) -> None:
        until = time.monotonic() + 60
        while not fits(self.page(address)):
            assert time.monotonic() < until, self.said
            time.sleep(0.1)


@pytest.fixture
def server(sandbox: Sandbox) -> Iterator[Server]:
    sandbox.write("specs/pay.feature", SPEC)
    sandbox.write("specs/product.yml", "personas:\n  shopper:\n    path: [pay.feature]\n")
    server = Server(sandbox.root)
    yield server
    server.process.terminate()
    assert server.process.wait(timeout=20) == 0


@pytest.mark.parametrize("directories", [False, True], ids=["files", "directories"])
def test_a_margin_is_found_below_the_path_of_the_site(sandbox: Sandbox, directories: bool) -> None:
    site = f"site_name: Shop\nsite_url: https://shop.example/book/\nuse_directory_urls: {str(directories).lower()}\n"
    sandbox.write("mkdocs.yml", site)
    sandbox.write("specs/pay.feature", f"{SPEC}\n  Scenario: Empty\n")
    server = Server(sandbox.root)
    try:
        page = "book/specs/pay/" if directories else "book/specs/pay.html"
        server.soon(page, lambda text: "By card" in text)
        assert 'src="/book/assets/specbook/live/margin.js"' in server.page(page)
        assert "scenarios-have-steps" in server.page(f"book/assets/specbook/live/margin.json?page=/{page}")
        for none in ("book/status.html", "book/index.html", ""):
            assert server.page(f"book/assets/specbook/live/margin.json?page=/{none}") == ""
        assert "summary" in server.page("book/assets/specbook/live/margin.js")
        assert "<script" not in server.page("book/specs.json")
    finally:
        server.process.terminate()
        assert server.process.wait(timeout=20) == 0


SPEC = "Feature: Pay\n  As a shopper\n  I want to pay\n\n  Scenario: By card\n    Given a basket\n"


def test_a_folder_that_is_made_later_or_anew_is_followed(sandbox: Sandbox, server: Server) -> None:
    server.soon("specs/pay.html", lambda text: "By card" in text)
    for number in (1, 2):
        sandbox.write("docs/guide.md", f"# Guide {number}\n")
        server.soon("guide.html", lambda text, number=number: f"Guide {number}" in text)  # type: ignore[misc]
        sandbox.write("docs/guide.md", f"# Guide {number}, second edition\n")
        server.soon("guide.html", lambda text: "second edition" in text)
        shutil.rmtree(sandbox.root / "docs")
        server.soon("guide.html", lambda text: not text)


def test_a_page_that_is_shown_at_once_names_the_pages_around_it(sandbox: Sandbox, server: Server) -> None:
    server.soon("specs/pay.html", lambda text: "By card" in text)
    around = re.findall(r'aria-label="((?:Previous|Next): [^"]*)"', server.page("specs/pay.html"))
    assert around
    sandbox.write("specs/pay.feature", SPEC.replace("By card", "By cash"))
    server.soon("specs/pay.html", lambda text: "By cash" in text)
    assert re.findall(r'aria-label="((?:Previous|Next): [^"]*)"', server.page("specs/pay.html")) == around


def test_what_is_emptied_is_not_called_shown_and_goes_with_the_whole(sandbox: Sandbox, server: Server) -> None:
    server.soon("specs/pay.html", lambda text: "By card" in text)
    sandbox.write("specs/pay.feature", "")
    server.soon("specs/pay.html", lambda text: not text)
    assert "Shown: specs/pay.feature" not in server.said
    sandbox.write("specs/pay.feature", SPEC.replace("By card", "By cash"))
    server.soon("specs/pay.html", lambda text: "By cash" in text)


def test_an_error_while_typing_is_told_alone(sandbox: Sandbox, server: Server) -> None:
    server.soon("reading/shopper.html", lambda text: "Pay" in text)
    sandbox.write("specs/pay.feature", f"{SPEC}    Wh\n")
    server.soon("specs/pay.html", lambda text: "This spec cannot be read" in text)
    server.soon("reading/shopper.html", lambda text: not text)  # the whole was built
    told = [line for line in server.said if not line.startswith(("Serving on", "Shown:", "Everything is shown", "["))]
    assert {line.partition(" ")[0] for line in told} == {"specs/pay.feature:7:5:", "specs/product.yml:3:"}, told
