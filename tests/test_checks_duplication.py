"""What the checks of duplication find across files, and what only looks like it."""

import pytest
from tests.checked import found, lines

FEATURE = "Feature: {0}\n\n"
SCENARIO = "  Scenario: {0}\n    Given {1}\n    Then it ends\n\n"


def steps(*texts: str) -> str:
    """Write a feature of which each scenario has one of some steps."""
    return FEATURE.format("Pay") + "".join(SCENARIO.format(number, text) for number, text in enumerate(texts))


def near(*texts: str, language: str = "") -> list[str]:
    """Return the steps that are told to be nearly another one."""
    told = found("steps-are-reused", f"{language}{steps(*texts)}")
    return [str(one.message).split("“")[1].split("”")[0] for one in told]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the customer pays by card", "the customer pays by a card"),
        ("the customer pays by card", "the Customer pays by card"),
        ("the customer pays by card", "the customer pay by card"),
        ("the customer pays by card.", "the customer pays by card"),
        ("a receipt is sent to the customer", "a reciept is sent to the customer"),
        ("the order of 5 euros is paid", "the order of <price> euros was paid"),
        ('the shopper chooses "tea"', 'the shopper choses "rope"'),
        ("la facture est envoyée au client", "la facture est envoyé au client"),
    ],
)
def test_steps_that_say_the_same_in_other_words_are_found(one: str, other: str) -> None:
    assert near(one, other) == [other]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the order is paid", "the order is paid"),
        ("an order of 5 euros", "an order of 7 euros"),
        ('an order of "tea"', "an order of <goods>"),
        ("the order is paid", "the order is not paid"),
        ("the order isn't paid today", "the order is paid today"),
        ("la commande est payée ce matin", "la commande n'est pas payée ce matin"),
        ("the customer pays with the blue card", "the customer pays with the red card"),
        ("money is sent from the account", "money is sent to the account"),
        ("the shopper has 1 book in the basket", "the shopper has 2 books in the basket"),
        ("the sum is 1 + 2", "the sum is 1 - 2"),
        ("the address is valid", "the address is invalid"),
        ("the shop is open", "the shop is opaque"),
        ("user1 signs in", "user2 signs in"),
        ("<one>", "<other>:"),
    ],
)
def test_steps_that_mean_something_else_are_not(one: str, other: str) -> None:
    assert near(one, other) == []


def test_what_is_prepared_may_be_said_otherwise_than_what_is_checked() -> None:
    source = "Feature: a\n  Scenario: b\n    Given the order is paid by card\n    Then the order was paid by card\n"
    assert lines("steps-are-reused", source) == []
    assert lines("steps-are-reused", source + "    And the order is paid by card\n") == [5]


def test_the_wording_that_is_used_more_often_is_the_one_to_use() -> None:
    assert near("a card is refused by the bank", *["a card was refused by the bank"] * 2) == [
        "a card is refused by the bank"
    ]


def test_a_step_is_compared_across_files_but_not_across_languages() -> None:
    assert lines("steps-are-reused", steps("pay by card at once"), steps("pay by a card at once")) == [4]
    german = "# language: de\nFunktionalität: a\n  Szenario: b\n    Angenommen pay by a card at once\n"
    assert lines("steps-are-reused", steps("pay by card at once"), german) == []


def test_ten_thousand_wordings_alike_are_compared_with_their_neighbours_alone() -> None:
    names = [f"{a}{b}{c}" for a in "bcdfghjklm" for b in "aeiou" for c in "npqrstvwxz"]
    texts = [f"the customer in {one} pays by card in {other}" for one in names[:100] for other in names[:100]]
    assert len(texts) == 10_000
    assert isinstance(found("steps-are-reused", steps(*texts)), list)


def test_a_background_makes_scenarios_differ() -> None:
    one = FEATURE.format("A") + SCENARIO.format("x", "a basket")
    other = FEATURE.format("B") + "  Background:\n    Given a card\n\n" + SCENARIO.format("y", "a basket")
    assert lines("scenarios-differ", one, other) == []
    assert [f"{one.uri}:{one.line}" for one in found("scenarios-differ", one, one)] == ["specs/b.feature:3"]


@pytest.mark.parametrize("tag", ["@firefox", "@id:x"])
def test_tags_make_scenarios_differ_but_an_identity_does_not(tag: str) -> None:
    source = FEATURE.format("A") + SCENARIO.format("x", "a") + f"  {tag}\n" + SCENARIO.format("y", "a")
    assert lines("scenarios-differ", source) == ([8] if tag.startswith("@id") else [])


def test_scenarios_without_anything_to_run_are_not_compared() -> None:
    assert lines("scenarios-differ", "Feature: a\n  Scenario: b\n\n  Scenario: c\n") == []
    empty = "  Scenario Outline: {0}\n    Given <x>\n\n    Examples:\n      | x |\n\n"
    assert lines("scenarios-differ", "Feature: a\n" + empty.format(1) + empty.format(2)) == []


def test_outlines_are_the_same_only_with_all_their_rows() -> None:
    outline = "  Scenario Outline: {0}\n    Given <x>\n\n    Examples:\n      | x |\n      | {1} |\n      | {2} |\n\n"
    assert lines("scenarios-differ", "Feature: a\n" + outline.format(1, 5, 6) + outline.format(2, 6, 5)) == [10]
    assert lines("scenarios-differ", "Feature: a\n" + outline.format(1, 5, 6) + outline.format(2, 6, 7)) == []


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (("a 1", "a 2", "a 3"), [3]),
        (("a 1", "a 2"), []),
        (("a 1", "a 1", "a 2"), []),
        (("a 1", "b 2", "a 3"), []),
        (('a "x"', 'a "y"', 'a "z"'), [3]),
        (("a\n      | 1 |", "a\n      | 2 |", "a\n      | 3 |"), [3]),
        (("a\n      | x |", "a\n      | y |", "a\n      | z |"), []),
    ],
)
def test_three_scenarios_that_differ_in_values_alone_are_an_outline(texts: tuple[str, ...], told: list[int]) -> None:
    assert lines("scenarios-could-be-an-outline", steps(*texts)) == told


def test_an_outline_holds_scenarios_of_one_rule_and_with_the_same_tags() -> None:
    one, two, three = (SCENARIO.format(number, f"a {number}") for number in (1, 2, 3))
    assert lines("scenarios-could-be-an-outline", f"Feature: a\n\n{one}{two}  Rule: b\n\n{three}") == []
    assert lines("scenarios-could-be-an-outline", f"Feature: a\n\n{one}{two}  @slow\n{three}") == []


def test_features_are_told_apart_by_more_than_capitals() -> None:
    assert lines("feature-names-are-unique", "Feature: Pay by card\n", "Feature: pay  by Card\n") == [1]
    assert lines("feature-names-are-unique", "Feature: Pay\n", "# language: fr\nFonctionnalité: Pay\n") == []
    assert lines("feature-names-are-unique", "Feature:\n", "Feature:\n") == []
