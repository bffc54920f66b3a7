"""What a feature is good for, as the checks read it, in the languages in which stories are known."""

import pytest

from specbook.benefits import tells_benefit
from specbook.check_settings import CheckSettings
from specbook.checks import Finding, Known, every_check, run_checks
from specbook.config import Settings
from specbook.fixing import edited
from specbook.model import GherkinDocument, Specs
from specbook.product import Persona, Product
from specbook.reader import read_text

PRODUCT = [check for check in every_check() if check.family == "product"]
TWO = "\n  Scenario: a\n    When b\n    Then c\n\n  Scenario: d\n    When e\n    Then f\n"


def findings(source: str, known: Known | None = None) -> list[Finding]:
    document = read_text("a.feature", source)
    assert isinstance(document, GherkinDocument)
    return list(run_checks(Specs("specs", (document,)), known, PRODUCT))


def told(source: str, known: Known | None = None) -> list[tuple[str, int]]:
    return [(one.check, one.line) for one in findings(source, known)]


@pytest.mark.parametrize("name", ["", "   ", "\u00a0"])
def test_a_feature_without_a_name_is_found_in_any_language(name: str) -> None:
    (one,) = findings(
        f"# language: fr\n@a\nFonctionnalité:{name}\n  Afin d'être livré.\n{TWO}".replace("Scenario", "Scénario")
    )
    assert (one.check, one.line, one.column) == ("features-are-named", 3, 1)
    assert "After “Fonctionnalité:”, say" in one.message


@pytest.mark.parametrize(
    ("description", "language"),
    [
        ("As a customer\nI want to pay\nso that it is sent", "en"),
        ("In order to have it sent\nAs a customer\nI want to pay", "en"),
        ("As a customer\nI want to pay\n\nBenefit: it is sent the same day", "en"),
        ("As a customer\nI want to pay\n\n**Benefit:** it is sent the same day", "en"),
        ("As a customer I want to pay by card because I carry no cash", "en"),
        ("So that it is sent the same day.", "en"),
        ("En tant que client\nJe veux payer\nAfin d'être livré", "fr"),
        ("En tant que client\nJe veux payer\n\nBénéfice : la livraison part aussitôt", "fr"),
        ("En tant que client\nJe veux payer\n\nBénéfice\u00a0: la livraison part aussitôt", "fr"),
        ("Als Kunde möchte ich zahlen, damit es kommt", "de"),
        ("Als Kunde\nmöchte ich zahlen\n\nNutzen: es kommt", "de"),
        ("Como cliente\nquiero pagar\npara recibirlo", "es"),
        ("Come cliente\nvoglio pagare\naffinché arrivi", "it"),
        ("Como cliente\nquero pagar\na fim de o receber", "pt"),
        ("Als klant\nwil ik betalen\nzodat het komt", "nl"),
        ("As a customer\nI want to pay\nso that it is sent", "fr"),
        ("Als klant\nwil ik betalen\n\nBenefit: it comes", "nl"),
    ],
)
def test_a_benefit_is_read_in_many_forms(description: str, language: str) -> None:
    assert tells_benefit(description, language)


@pytest.mark.parametrize(
    ("description", "language"),
    [
        ("As a customer\nI want to pay", "en"),
        ("The card is charged at once.", "en"),
        ("Benefit:", "en"),
        ("En tant que client\nJe veux payer", "fr"),
        ("La carte est débitée.", "fr"),
    ],
)
def test_where_none_is_told_none_is_read(description: str, language: str) -> None:
    assert not tells_benefit(description, language)


def feature(description: str) -> str:
    return "Feature: Pay\n" + "".join(f"  {line}\n" for line in description.split("\n")) + TWO


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("As a customer\nI want to pay", [("stories-have-a-benefit", 3)]),
        ("As a result, cards are charged.", [("benefits-are-clear", 1)]),
        ("Cards are charged.", [("benefits-are-clear", 1)]),
        ("", [("features-say-why", 1)]),
    ],
)
def test_a_story_and_prose_without_a_benefit_are_told_apart(description: str, expected: list[tuple[str, int]]) -> None:
    assert told(feature(description)) == expected


def test_where_stories_are_not_known_prose_is_not_judged() -> None:
    told_in_icelandic = "# language: is\nEiginleiki: a\n  Hann greiðir.\n\n"
    scenarios = "  Atburðarás: b\n    Þegar c\n\n  Atburðarás: d\n    Þegar e\n"
    assert told(told_in_icelandic + scenarios) == []


KNOWN = Known(product=Product(personas=(Persona("shopper", "Shopper"), Persona("clerk", "Till clerk"))))
STORY = "As a {0}\nI want to pay\nso that it is sent"


@pytest.mark.parametrize("name", ["shopper", "Shopper", "clerk", "till clerk"])
def test_personas_are_known_by_their_names_and_titles(name: str) -> None:
    assert told(feature(STORY.format(name)), KNOWN) == []


def test_a_persona_nobody_knows_is_told_with_the_nearest() -> None:
    source = feature(STORY.format("shoper"))
    (found,) = findings(source, KNOWN)
    assert (found.check, found.line, found.column, found.end) == ("personas-are-known", 2, 8, 14)
    (fix,) = found.fixes
    assert told(edited(source, fix.edits), KNOWN) == []


def test_a_persona_like_none_is_told_with_all_and_where_none_are_listed_any_will_do() -> None:
    (found,) = findings(feature(STORY.format("harbour master")), KNOWN)
    assert "Known are: shopper, till clerk." in found.message
    assert found.fixes == ()
    assert told(feature(STORY.format("harbour master"))) == []


def test_rules_may_hold_all_of_a_feature_but_refusals_alone_do_not_show_its_use() -> None:
    rule = "Feature: a\n  So b.\n\n  Rule: c\n    Example: too late\n      When d\n\n    Example: wrong\n      When e\n"
    assert told(rule) == []
    refusals = "Feature: a\n  So that b.\n\n  Scenario: too late\n    When d\n\n  Scenario: refused\n    When e\n"
    assert told(refusals) == [("features-have-a-use-case", 1)]


@pytest.mark.parametrize("tag", ["@planned", "@idea", "@idée"])
def test_what_is_still_to_come_needs_neither_cases_nor_examples(tag: str) -> None:
    source = f"{tag}\nFeature: a\n  So that b.\n\n  Scenario: c\n    When d\n\n  Rule: e\n"
    assert told(source) == []
    assert told(source.removeprefix(f"{tag}\n")) == [("features-have-test-cases", 1), ("rules-have-examples", 7)]


def test_tags_of_a_projects_own_say_what_is_still_to_come() -> None:
    known = Known(Settings(planned_tags=("@later",), check=CheckSettings(idea_tags=("@dream",))))
    source = "Feature: a\n  So that b.\n\n  @later\n  Scenario: c\n    When d\n\n  @later\n  Rule: e\n"
    assert told(source, known) == []
    assert told("@dream\nFeature: a\n  So that b.\n\n  Rule: e\n", known) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  Question: may it be empty?\n", 3),
        ("  - Question : et les chèques ?\n", 3),
        ("  Open questions: many\n", 3),
        ("  # TODO ask the bank\n", 3),
        ("  # later (TODO: ask)\n", 3),
        ("  TBD\n", 3),
    ],
)
def test_what_is_open_is_found(text: str, line: int) -> None:
    assert told(f"Feature: a\n  So that b.\n{text}{TWO}") == [("no-open-questions", line)]


@pytest.mark.parametrize(
    "text", ["  A TODO list is kept.\n", "  The question is asked once.\n", "  # who asks questions\n", "  # todo\n"]
)
def test_a_list_of_things_to_do_is_no_open_question(text: str) -> None:
    assert told(f"Feature: a\n  So that b.\n{text}{TWO}") == []


def test_an_open_question_is_an_error_only_where_a_feature_is_called_ready() -> None:
    source = f"Feature: a\n  So that b.\n  TODO: c\n{TWO}"
    ready = Known(Settings(check=CheckSettings(ready_tags=("@go",))))
    assert [one.severity for one in findings(source, ready)] == ["information"]
    assert [one.severity for one in findings(f"@go\n{source}", ready)] == ["error"]


def test_steps_and_names_may_be_open_too() -> None:
    source = "Feature: a\n  So that b.\n\n  Scenario: TBD\n    When ???\n\n  Scenario: c\n    When d\n"
    assert told(source) == [("no-open-questions", 4), ("no-open-questions", 5)]


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("".join(f"  Scenario: {number}\n    When a\n\n" for number in range(21)), "21 scenarios"),
        ("".join(f"  @planned\n  Rule: {number}\n\n" for number in range(9)), "9 Rules"),
        (f"  Scenario: a\n    When b\n{'    # c' + chr(10)}" * 101, None),
        (TWO + "\n  # a" * 300, "lines"),
    ],
)
def test_a_feature_is_too_large_by_scenarios_rules_or_lines(source: str, what: str | None) -> None:
    found = [one for one in findings(f"Feature: a\n  So that b.\n\n{source}") if one.check == "features-are-small"]
    assert len(found) == 1
    assert what is None or what in found[0].message
