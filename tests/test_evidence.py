"""Evidence beyond what the book tells: any size, any library's responses, and what can go wrong."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
import requests
from tests.sandbox import Sandbox, assert_valid, of

from specbook.pytest_plugin.exchanges import answer_of, message, request_of

OURS = "application/vnd.specbook+json"
SHOWN = "Feature: Shown\n  Scenario: It\n    Given all is well\n    When it is shown\n    Then it ends\n"
STEP = """\
import os
import resource
from pathlib import Path
from pytest_bdd import when

@when("it is shown")
def it_is_shown(evidence):
"""


def shown(sandbox: Sandbox, *lines: str, spec: str = SHOWN) -> Sandbox:
    """Write a project whose one step `it is shown` runs some lines."""
    sandbox.write("specs/shown.feature", spec)
    sandbox.write("steps/shown.py", STEP + "".join(f"    {line}\n" for line in lines))
    return sandbox


def attached(sandbox: Sandbox) -> list[dict[str, Any]]:
    return [node for node in of(sandbox.stream(), "attachment") if node["mediaType"] != OURS]


def stored(sandbox: Sandbox) -> list[Path]:
    return sorted(sandbox.root.glob(".specbook/results/*/evidence/*"))


@pytest.mark.parametrize("content", ["sparse", "text"])
def test_a_file_of_100_mb_is_attached_without_being_held(sandbox: Sandbox, content: str) -> None:
    if content == "sparse":
        with sandbox.write("big.bin", "").open("r+b") as file:
            file.truncate(100 * 1024 * 1024)
    else:
        sandbox.write("big.bin", b"It took long, and went well.\n" * (100 * 1024 * 1024 // 29))
    shown(
        sandbox,
        "pages = int(Path('/proc/self/statm').read_text().split()[0])",
        "most = pages * resource.getpagesize() + 32 * 1024 * 1024",
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss",
        "limits = resource.getrlimit(resource.RLIMIT_AS)",
        "resource.setrlimit(resource.RLIMIT_AS, (most, limits[1]))",
        "evidence.file('big.bin', 'Big')",
        "resource.setrlimit(resource.RLIMIT_AS, limits)",
        "Path('grown').write_text(str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before))",
    )
    said = sandbox.specbook("run")
    assert said.code == 0, said.text
    assert int((sandbox.root / "grown").read_text("utf-8")) < 24 * 1024
    (node,) = attached(sandbox)
    assert node["fileName"] == "big.bin"
    assert node["body"] == ""
    (path,) = stored(sandbox)
    assert path.parent.parent / node["url"] == path
    assert path.stat().st_size == (sandbox.root / "big.bin").stat().st_size
    path.unlink()


def test_a_large_text_file_is_masked_wherever_its_pieces_end(sandbox: Sandbox) -> None:
    line = "caf\xe9 blue-anchor Authorization: Bearer abc.def\n"
    sandbox.write("big.log", line.encode("latin-1") * 60_000)
    shown(sandbox, "evidence.file('big.log')")
    assert sandbox.specbook("run", SHOP_TOKEN="blue-anchor").code == 0
    (path,) = stored(sandbox)
    masked = "caf\xe9 [masked] Authorization: Bearer [masked]\n"
    assert path.read_bytes() == masked.encode("latin-1") * 60_000


@pytest.mark.parametrize("size", [100, 3_000_000])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_what_is_no_text_and_holds_a_secret_is_left_out_as_a_whole(sandbox: Sandbox, size: int, encoding: str) -> None:
    sandbox.write("shop.zip", b"PK\0" + b"\0" * size + "blue-anchor".encode(encoding))
    sandbox.write("other.zip", b"PK\0" + b"\0" * size)
    shown(sandbox, "evidence.file('shop.zip', 'The shop')", "evidence.file('other.zip', 'Another')")
    assert sandbox.specbook("run", SHOP_TOKEN="blue-anchor").code == 0
    hidden, open_ = attached(sandbox)
    assert (hidden["body"], hidden["mediaType"], hidden["fileName"]) == ("[masked]", "text/plain", "shop.zip")
    assert open_["mediaType"] == "application/zip"
    assert len(stored(sandbox)) == ("url" in open_) == (size > 100)


def test_a_file_that_is_missing_fails_the_step_and_leaves_nothing(sandbox: Sandbox) -> None:
    shown(sandbox, "evidence.file('nowhere.bin')")
    assert sandbox.specbook("run").code == 1
    assert sandbox.statuses() == {"It": ["PASSED", "FAILED", "SKIPPED"]}
    assert "nowhere.bin" in sandbox.reasons()["It"]
    assert attached(sandbox) == []


def test_a_full_disk_stops_the_run_and_leaves_no_half_file(sandbox: Sandbox) -> None:
    sandbox.write("big.bin", b"\0" * 3_000_000)
    shown(
        sandbox,
        "limits = resource.getrlimit(resource.RLIMIT_FSIZE)",
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, limits[1]))",
        "try:",
        "    evidence.file('big.bin')",
        "finally:",
        "    resource.setrlimit(resource.RLIMIT_FSIZE, limits)",
    )
    said = sandbox.specbook("run")
    assert said.code == 1
    assert sandbox.states() == {"It": "not run"}
    assert "/evidence: cannot be written: File too large." in said.text
    assert list(sandbox.root.glob(".specbook/results/*/evidence/.*")) == stored(sandbox) == []
    assert_valid(sandbox.stream(), success=False)


def test_workers_keep_what_both_attach_once(sandbox: Sandbox) -> None:
    shown(sandbox, "evidence.text('much ' * 20_000, 'Much')", spec=SHOWN + "\n  Scenario: Two\n    When it is shown\n")
    assert sandbox.specbook("run", "--", "-n", "2").code == 0
    assert len(stored(sandbox)) == 1
    assert {node["url"] for node in attached(sandbox)} == {f"evidence/{stored(sandbox)[0].name}"}
    assert_valid(sandbox.stream(), success=True)


def test_where_nothing_is_recorded_evidence_is_read_and_left(sandbox: Sandbox) -> None:
    sandbox.write("big.bin", b"\0" * 300_000)
    shown(sandbox, "evidence.text('a')", "evidence.file('big.bin')", "evidence.image(b'GIF8')", "evidence.log('b')")
    assert sandbox.pytest("specs", "--no-record").code == 0
    shown(sandbox, "evidence.file('nowhere.bin')")
    assert sandbox.pytest("specs", "--no-record").code == 1
    assert list(sandbox.root.glob(".specbook/results/*")) == []


def test_a_message_is_masked_before_it_is_cut(sandbox: Sandbox) -> None:
    shown(sandbox, "raise ValueError('x' * 3983 + 'blue-anchor')")
    assert sandbox.specbook("run", SHOP_TOKEN="blue-anchor").code == 1
    assert "blue" not in json.dumps(sandbox.stream()[-6:])


@pytest.mark.parametrize("arguments", [(), ("-n", "1"), ("--tb=short", "-l"), ("--color=yes",), ("--full-trace",)])
def test_a_failure_is_told_without_secrets_in_the_terminal_and_in_junit_xml(
    sandbox: Sandbox, arguments: tuple[str, ...]
) -> None:
    shown(sandbox, "token = os.environ['SHOP_TOKEN']", "print('signed in with', token)", "assert token == 'other'")
    said = sandbox.specbook("run", "--", "--junitxml=report.xml", *arguments, SHOP_TOKEN="blue-anchor")
    report = (sandbox.root / "report.xml").read_text("utf-8")
    assert "signed in with [masked]" in said.text
    assert "assert '[masked]' == 'other'" in report
    assert "blue-anchor" not in said.text + report


PAGE = """\
import pytest

class Page:
    def screenshot(self, **options):
        raise OSError("Target page has been closed")

@pytest.fixture
def page():
    return Page()
"""


def test_a_page_that_cannot_be_pictured_changes_no_result(sandbox: Sandbox) -> None:
    sandbox.write("pyproject.toml", "[tool.specbook]\nscreenshots = true\n")
    sandbox.write("conftest.py", PAGE)
    sandbox.write(
        "steps/page.py",
        "from pytest_bdd import given\nfrom specbook import after_scenario\n\n"
        "@given('a page')\ndef a_page(page):\n    pass\n\n@after_scenario\ndef close(page):\n    pass\n",
    )
    sandbox.write(
        "specs/page.feature", "Feature: Page\n  @illustrated\n  Scenario: It\n    Given a page\n    Then it ends\n"
    )
    assert sandbox.specbook("run").code == 0
    told = "no picture could be taken: OSError: Target page has been closed"
    assert [node["body"] for node in attached(sandbox)] == [told, told]
    captions = [json.loads(node["body"]) for node in of(sandbox.stream(), "attachment") if node["mediaType"] == OURS]
    assert captions[1:] == [{"caption": "no picture"}] * 2


def test_a_page_that_must_be_awaited_says_how_it_is_pictured(sandbox: Sandbox) -> None:
    sandbox.write("pyproject.toml", "[tool.specbook]\nscreenshots = true\n")
    sandbox.write("conftest.py", PAGE.replace("def screenshot", "async def screenshot"))
    shown(sandbox, "raise OSError('the bank is closed')")
    sandbox.write("specs/shown.feature", SHOWN.replace("all is well", "a page"))
    sandbox.write("steps/page.py", "from pytest_bdd import given\n\n@given('a page')\ndef a_page(page):\n    pass\n")
    assert "OSError: the bank is closed" in sandbox.specbook("run", "--", "-W", "error").out
    (node,) = attached(sandbox)
    assert node["body"].endswith("is awaited: evidence.image(await page.screenshot())")


def test_a_suite_of_its_own_has_its_pages_pictured_too(sandbox: Sandbox) -> None:
    sandbox.write("pyproject.toml", "[tool.specbook]\nscreenshots = true\n")
    picture = PAGE.replace('raise OSError("Target page has been closed")', r'return b"\x89PNG\r\n\x1a\n"')
    steps = "from pytest_bdd import given, then\n\n@given('a page')\ndef a_page(page):\n    pass\n\n"
    fails = "@then('it fails')\ndef it_fails():\n    assert 0\n"
    sandbox.write("conftest.py", picture + steps + fails)
    sandbox.write("specs/page.feature", "Feature: Page\n  Scenario: It\n    Given a page\n    Then it fails\n")
    sandbox.write("tests/test_page.py", "from pytest_bdd import scenarios\n\nscenarios('../specs/page.feature')\n")
    assert sandbox.pytest("tests").code == 1
    (node,) = attached(sandbox)
    assert node["mediaType"] == "image/png"


class _Answers(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(201)
        self.send_header("Set-Cookie", "session=abc")
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.end_headers()
        self.wfile.write("payé".encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def shop() -> Iterator[str]:
    """Serve a shop over HTTP."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/pay"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("library", [httpx, requests], ids=["httpx", "requests"])
def test_a_response_is_read_as_its_library_gives_it(library: Any, shop: str) -> None:
    response = library.post(shop, data={"price": "38"}, headers={"Authorization": "Bearer abc", "X-Shop-Token": "abc"})
    request, answer = request_of(response), answer_of(response)
    assert (request["method"], request["url"], request["body"]) == ("POST", shop, "price=38")
    assert (answer["status"], answer["body"]) == (201, "payé")
    sent = {name.lower(): value for name, value in request["headers"].items()}
    assert (sent["authorization"], sent["x-shop-token"]) == ("[masked]", "[masked]")
    assert sent["content-length"] == "8"
    got = {name.lower(): value for name, value in answer["headers"].items()}
    assert (got["set-cookie"], got["content-type"]) == ("[masked]", "text/plain; charset=utf-8")


def test_a_response_that_cannot_tell_everything_tells_the_rest(shop: str) -> None:
    with httpx.stream("POST", shop, content=iter([b"38"]), headers={"Content-Length": "2"}) as response:
        assert answer_of(response)["body"] == "[not read: ResponseNotRead]"
        assert request_of(response)["body"] == "[not read: RequestNotRead]"
    alone = httpx.Response(204, headers=[("A", "1"), ("A", "2")])
    assert request_of(alone) == {"method": "", "url": "", "headers": {}, "body": ""}
    assert answer_of(alone) == {"status": 204, "headers": {"a": "1, 2"}, "body": ""}


def test_plain_values_may_be_pairs_bytes_or_nothing() -> None:
    pairs = [("Accept", "a"), ("Accept", "b"), ("cookie", "c")]
    assert message(pairs, b"\xff\xfe") == {"headers": {"Accept": "a, b", "cookie": "[masked]"}, "body": "[2 bytes]"}
    assert message({}, None, status=204) == {"status": 204, "headers": {}, "body": ""}
    assert message({}, iter(()))["body"] == "[tuple_iterator]"
