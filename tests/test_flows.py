"""Which scenario is a use case, and which is test cases."""

import pytest

from specbook.config import Settings
from specbook.flows import flows
from specbook.model import GherkinDocument
from specbook.reader import read_text

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
