"""What `specbook serve` says before it serves."""

import socket

import pytest
from tests.sandbox import Sandbox


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
