"""Which scenario is what, and whose wish a feature is."""

import pytest

from specbook.config import Settings
from specbook.flows import flows
from specbook.model import GherkinDocument
from specbook.reader import read_text
from specbook.stories import read_story

STEP = "    Given x\n"


def kinds(body: str, language: str = "en") -> list[str | None]:
    head = {"en": "Feature: A\n", "fr": "# language: fr\nFonctionnalité: A\n"}[language]
    document = read_text("a.feature", head + body)
    assert isinstance(document, GherkinDocument)
    assert document.feature
    return [one.kind.flow for one in flows(document.feature, Settings())]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"  Scenario: One\n{STEP}  Scenario: Two\n{STEP}", ["main", "alternative"]),
        (f"  Scenario: The bank refuses it\n{STEP}  Scenario: Two\n{STEP}", ["error", "main"]),
        (f"  Scenario: Edge cases of it\n{STEP}  Scenario: Two\n{STEP}", [None, "main"]),
        (f"  @test-case\n  Scenario: One\n{STEP}  @happy-path\n  Scenario: The error\n{STEP}", [None, "main"]),
        (f"  @error\n  Scenario: One\n{STEP}  @use-case\n  Scenario: Two\n{STEP}", ["error", "main"]),
        (f"  Scenario: One\n{STEP}  Rule: R\n    Example: Two\n{STEP}", ["main", None]),
        ("  Scenario Outline: O\n    Given <n>\n    Examples: limits\n      | n |\n      | 1 |\n", [None]),
    ],
)
def test_the_first_clue_decides(body: str, expected: list[str | None]) -> None:
    assert kinds(body) == expected


def test_french_words_and_tags_are_known() -> None:
    body = "  Scénario: La banque refuse\n    Quand x\n  @cas-limite\n  Scénario: Un\n    Quand x\n"
    assert kinds(body, "fr") == ["error", None]


@pytest.mark.parametrize(
    ("description", "language", "persona", "wish", "benefit"),
    [
        ("As a shopper\nI want to pay\nso that it ships", "en", "shopper", "pay", "it ships"),
        ("As an owner, I want stock so that I sell.", "en", "owner", "stock", "I sell"),
        ("In order to sell\nAs an owner\nI want stock", "en", "owner", "stock", "sell"),
        ("En tant que cliente\nJe veux payer\nAfin de recevoir", "fr", "cliente", "payer", "recevoir"),
        ("En tant qu'acheteur, je souhaite payer pour recevoir", "fr", "acheteur", "payer", "recevoir"),
        ("As a shopper I want to pay", "fr", "shopper", "pay", None),
        ("Some prose.\n\nAs a shopper\nI want to pay", "en", "shopper", "pay", None),
    ],
)
def test_a_story_is_read_in_its_language_and_order(
    description: str, language: str, persona: str, wish: str, benefit: str | None
) -> None:
    story = read_story(description, language)
    assert story
    assert (story.persona.text, story.wish.text) == (persona, wish)
    assert (story.benefit.text if story.benefit else None) == benefit


@pytest.mark.parametrize("description", ["", "Cards are charged at once.", "As soon as it ships, mail is sent."])
def test_prose_is_no_story(description: str) -> None:
    assert read_story(description, "en") is None
