"""What `specbook serve` says before it serves, and how it ends."""

import signal
import socket
import subprocess
import sys
import time
import urllib.request
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
