"""A project in which everything happens that a stream can tell of: each status, attempts, hooks, evidence, workers."""

from tests.sandbox import Sandbox

SPEC = '''\
@shop
Feature: Pay
  As a shopper <b>in a hurry</b>
  I want to pay

  Background: A basket
    Given all is well

  Scenario: It passes
    When it is shown
    Then it ends

  Scenario: It fails
    When it fails
    Then it ends

  Scenario: It skips
    Given it skips
    Then it ends

  Scenario: It is pending
    When nobody has written it
    Then it ends

  Scenario: It is undefined
    When nobody knows "this" step
    Then it ends

  Scenario: It is ambiguous
    Given a twin
    Then it ends

  Scenario: It works at the second attempt
    When it fails once
    Then it ends

  Scenario: Its fixture fails
    When its fixture fails
    Then it ends

  @unlucky
  Scenario: A hook fails after it
    Then it ends

  @xfail
  Scenario: It is expected to fail
    When it fails

  Rule: Prices are low
    Background:
      Given a fare in {money}

    Scenario Outline: It costs <price>
      When it costs <price> euros
        | price   | note |
        | <price> | “≤”  |
      And it says
        """markdown
        It costs **<price>**.
        """

      @cheap
      Examples: Cheap
        | price |
        | 1     |
        | 2     |

      Examples: Dear
        | price |
        | 30    |
'''
STEPS = r"""
import itertools
import re

import pytest
from pytest_bdd import given, parsers, then, when
from specbook import after_run, after_scenario, before_run, before_scenario, expression, parameter_type

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)
tries = itertools.count()


@parameter_type("money", r"\{[a-z]+\}")
def money(text):
    return text


@before_run(name="Opens the shop")
def opens(evidence):
    evidence.log("open")


@after_run
def closes(evidence):
    evidence.log("closed")


@before_scenario(name="Lights on")
def lights_on():
    pass


@after_scenario("@unlucky", name="Lights out")
def lights_out(evidence):
    evidence.text("dark", "After the lights went out")
    raise OSError("the fuse is gone")


@pytest.fixture
def broken():
    raise ValueError("cannot be made")


@when("it is shown")
def it_is_shown(evidence):
    evidence.text("38 euros </script>", "The receipt")
    evidence.log("\x1b[32mpaid\x1b[0m")
    evidence.json({"paid": 38}, "The entry")
    evidence.image(PNG, "The till")
    evidence.link("https://shop.example/orders/1", "The order")
    evidence.transcript("shop orders", "1 order", "In the terminal")
    evidence.file("pyproject.toml", "The settings")
    evidence.text("Paid: 38 euros\n" * 10_000, "All receipts")
    evidence.exchange(caption="The bank", method="POST", url="https://bank.example", status=201)


@when("it fails once")
def it_fails_once():
    assert next(tries)


@when("its fixture fails")
def its_fixture_fails(broken):
    pass


@given(expression("a fare in {money}"))
def a_fare(fare):
    pass


@when(parsers.re(r"it costs (?P<price>\d+)( euros)?"))
def it_costs(price, datatable):
    assert int(price) < 10


@when("it says")
def it_says(docstring):
    assert docstring.startswith("It costs")
"""
# How each scenario ends, its rows in their order.
STATUSES = {
    "It passes": "PASSED",
    "It fails": "FAILED",
    "It skips": "SKIPPED",
    "It is pending": "PENDING",
    "It is undefined": "UNDEFINED",
    "It is ambiguous": "AMBIGUOUS",
    "It works at the second attempt": "PASSED",
    "Its fixture fails": "FAILED",
    "A hook fails after it": "FAILED",
    "It is expected to fail": "PENDING",
    "It costs 1": "PASSED",
    "It costs 2": "PASSED",
    "It costs 30": "FAILED",
}


def run_rich_project(sandbox: Sandbox, *arguments: str) -> None:
    """Run it, with one more attempt for what fails."""
    sandbox.write("specs/pay.feature", SPEC)
    sandbox.write("steps/rich.py", STEPS)
    said = sandbox.specbook("run", "--", "--reruns", "1", *arguments)
    assert said.code == 1, said.text
