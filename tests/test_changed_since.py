"""`--changed-since`: which examples a change to specs or step definitions concerns, and which it does not."""

import subprocess

import pytest
from tests.sandbox import Sandbox

STEPS = """\
from pytest_bdd import given, parsers

LIMIT = 500


@given("a card")
def a_card():
    pass


@given(parsers.parse("a price of {price:d}"))
def a_price(price):
    assert price <= LIMIT
"""
CARD = "Feature: Card\n  Scenario: Card\n    Given a card\n"
PRICE = """\
Feature: Price
  Scenario: Price
    Given a price of 3

  Scenario: Both
    Given a card
    And a price of 3
"""


@pytest.fixture
def shop(sandbox: Sandbox) -> Sandbox:
    """Commit two specs with their steps."""
    sandbox.write("steps/plain.py", STEPS)
    sandbox.write("specs/card.feature", CARD)
    sandbox.write("specs/price.feature", PRICE)
    sandbox.write(".gitignore", ".specbook/\n__pycache__/\n.pytest_cache/\n")
    _commit(sandbox)
    return sandbox


def _commit(sandbox: Sandbox) -> None:
    for command in ("init --quiet", "add --all", "commit --quiet --message all"):
        subprocess.run(
            ["git", "-c", "user.name=A", "-c", "user.email=a@b.c", *command.split()], cwd=sandbox.root, check=True
        )


def _ran(sandbox: Sandbox, *arguments: str, revision: str = "HEAD") -> set[str]:
    sandbox.pytest("specs", f"--changed-since={revision}", *arguments)
    return {name for name, state in sandbox.states().items() if state != "not run"}


@pytest.mark.parametrize(
    ("old", "new", "ran"),
    [
        ("def a_card():\n    pass", "def a_card():\n    assert True", {"Card", "Both"}),
        ('"a price of {price:d}"', '"a price of {price:g}"', {"Price", "Both"}),
        ("\nLIMIT", "\n# a comment, which moves all that follows\nLIMIT", set()),
        ("def a_card():\n    pass", "def a_card():\n    pass  ", set()),
        ('@given("a card")', '@given("a card")\n@given("a coin")', {"Card", "Both"}),
    ],
)
def test_a_changed_step_definition_concerns_the_examples_that_use_it(
    shop: Sandbox, old: str, new: str, ran: set[str]
) -> None:
    assert old in STEPS
    shop.write("steps/plain.py", STEPS.replace(old, new))
    assert _ran(shop) == ran


def test_a_step_definition_that_moves_to_a_new_module_concerns_its_examples(shop: Sandbox) -> None:
    head, _, moved = STEPS.partition('@given(parsers.parse("a price')
    shop.write("steps/plain.py", head)
    shop.write("steps/price.py", f'{head.partition("@given")[0]}@given(parsers.parse("a price{moved}')
    assert _ran(shop) == {"Price", "Both"}


@pytest.mark.parametrize("processes", [(), ("-n", "1")], ids=["serial", "a worker"])
def test_a_changed_or_new_feature_file_concerns_its_own_examples(shop: Sandbox, processes: tuple[str, ...]) -> None:
    shop.write("specs/card.feature", CARD.replace("Card", "Cards"))
    shop.write("specs/new.feature", CARD.replace("Card", "New"))
    assert _ran(shop, *processes) == {"Cards", "New"}


def test_what_changed_since_an_older_revision_counts_too(shop: Sandbox) -> None:
    shop.write("specs/card.feature", CARD.replace("Card", "Cards"))
    _commit(shop)
    assert _ran(shop) == set()
    assert _ran(shop, revision="HEAD~1") == {"Cards"}


def test_examples_that_a_suite_binds_are_concerned_alike(shop: Sandbox) -> None:
    shop.write("tests/test_all.py", "from pytest_bdd import scenarios\n\nscenarios('../specs')\n")
    _commit(shop)
    shop.write("steps/plain.py", STEPS.replace("def a_card():\n    pass", "def a_card():\n    assert True"))
    assert _ran(shop, "tests") == {"Card", "Both"}


def test_what_changed_and_has_some_tags_must_be_both(shop: Sandbox) -> None:
    shop.write("specs/card.feature", CARD.replace("  Scenario", "  @money\n  Scenario"))
    shop.write("specs/price.feature", PRICE + "\n")
    assert _ran(shop, "--tags=@money") == {"Card"}


def test_a_revision_that_git_does_not_know_is_wrong_usage(shop: Sandbox) -> None:
    said = shop.specbook("run", "--", "--changed-since", "nowhere")
    assert said.code == 2
    assert "git knows no revision “nowhere” here" in said.text


def test_where_nothing_changed_nothing_is_proved(shop: Sandbox) -> None:
    said = shop.specbook("run", "--", "--changed-since", "HEAD")
    assert said.code == 1
    assert "no example was selected" in said.err
