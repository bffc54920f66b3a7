"""Which words the checks object to, and which they leave alone."""

import pytest

from specbook.check_settings import CheckSettings
from specbook.checks import Finding, Known, every_check, run_checks
from specbook.config import Settings
from specbook.fixing import edited, keeps_steps
from specbook.model import GherkinDocument, Specs
from specbook.product import Product
from specbook.reader import read_text

WORDING = [check for check in every_check() if check.family == "wording"]


def specs_of(source: str) -> Specs:
    document = read_text("a.feature", source)
    assert isinstance(document, GherkinDocument)
    return Specs("specs", (document,))


def findings(source: str, known: Known | None = None) -> list[Finding]:
    return list(run_checks(specs_of(source), known, WORDING))


def step(text: str, language: str = "en", keyword: str = "") -> str:
    if language == "fr":
        return f"# language: fr\nFonctionnalité: Payer\n  Scénario: Payer\n    {keyword or 'Quand '}{text}\n"
    return f"# language: {language}\nFeature: Pay\n  Scenario: Pay by card\n    {keyword or 'When '}{text}\n"


def marked(source: str, known: Known | None = None) -> list[tuple[str, str]]:
    """Return each finding's check, and what stands between its columns."""
    lines = source.split("\n")
    return [(one.check, lines[one.line - 1][one.column - 1 : one.end - 1]) for one in findings(source, known)]


@pytest.mark.parametrize(
    ("text", "language", "word"),
    [
        ("the user clicks on the basket", "en", "clicks"),
        ("they choose it in the drop-down list", "en", "drop-down list"),
        ('they press the "Pay" button', "en", "button"),
        ("he fills in the password field", "en", "password field"),
        ("they hover over the picture", "en", "hover"),
        ("le client clique sur le panier", "fr", "clique"),
        ("il décoche la case", "fr", "décoche"),
        ("il choisit dans la liste déroulante", "fr", "liste déroulante"),
    ],
)
def test_words_of_an_interface_are_found(text: str, language: str, word: str) -> None:
    assert marked(step(text, language)) == [("no-interface-words", word)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ('the shop is called "Click and collect"', "en"),
        ("the shop is called “The Button”", "en"),
        ("the farmer ploughs the field", "en"),
        ("each answer is at most three clicks from home", "en"),
        ("the click-through rate rises", "en"),
        ("the menu of the day is served", "en"),
        ("the boutonniere <button> is sold", "en"),
        ("der Kunde klickt auf den Button", "de"),
        ("le client paie le champ de blé", "fr"),
        ("la vente de « boutons » commence", "fr"),
    ],
)
def test_words_that_mean_something_else_and_other_languages_are_left_alone(text: str, language: str) -> None:
    source = (
        step(text, language)
        if language != "de"
        else (f"# language: de\nFunktionalität: Zahlen\n  Szenario: Karte\n    Wenn {text}\n")
    )
    assert marked(source) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("a POST request is sent", "POST"),
        ("the client calls GET /orders", "GET"),
        ("the status code is 201", "status code"),
        ("the xpath is looked up", "xpath"),
        ("the database table holds a row", "database table"),
        ("they run SELECT name FROM users", "SELECT name FROM"),
    ],
)
def test_words_of_developers_are_found(text: str, word: str) -> None:
    assert marked(step(text)) == [("no-technical-words", word)]


@pytest.mark.parametrize(
    "text", ["they post a letter", "they get and put back a book", "the customer deletes the order", 'they read "SQL"']
)
def test_a_post_is_no_request(text: str) -> None:
    assert marked(step(text)) == []


@pytest.mark.parametrize(
    ("text", "language", "word"),
    [
        ("the total is correct", "en", "correct"),
        ("it works as expected", "en", "as expected"),
        ("the payment works", "en", "works"),
        ("the page is properly shown", "en", "properly"),
        ("le total est correct", "fr", "correct"),
        ("la page s'affiche correctement", "fr", "correctement"),
        ("tout fonctionne comme prévu", "fr", "comme prévu"),
    ],
)
def test_outcomes_that_only_judge_are_found(text: str, language: str, word: str) -> None:
    keyword = "Alors " if language == "fr" else "Then "
    assert marked(step(text, language, keyword)) == [("outcomes-are-exact", word)]


@pytest.mark.parametrize(
    "text",
    [
        "the correct total of 38 euros is shown",
        'the page correctly says "paid"',
        "the totals are correct:\n      | 38 |",
        "the shop works on Sundays",
        "the order is corrected",
    ],
)
def test_an_outcome_with_a_value_may_judge_as_well(text: str) -> None:
    assert marked(step(text, keyword="Then ")) == []


def test_only_outcomes_must_be_exact() -> None:
    assert marked(step("a correct address", keyword="Given ")) == []


def named(name: str, language: str = "en") -> str:
    if language == "fr":
        return f"# language: fr\nFonctionnalité: Payer\n  Scénario: {name}\n    Quand a\n"
    return f"Feature: Pay\n  Scenario: {name}\n    When a\n"


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("Verify that a card can be used", "en"),
        ("Verify login", "en"),
        ("Check if the basket is full", "en"),
        ("Check user is able to log in", "en"),
        ("Ensure the order is paid", "en"),
        ("Test the checkout", "en"),
        ("Test case 12", "en"),
        ("Vérifier que la carte est valable", "fr"),
        ("Tester le paiement", "fr"),
    ],
)
def test_names_that_begin_as_a_test_does_are_found(name: str, language: str) -> None:
    assert "no-test-like-names" in {check for check, _ in marked(named(name, language))}


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("Check in at the hotel", "en"),
        ("Check out", "en"),
        ("Check specs before they are trusted", "en"),
        ("Verify one's email address", "en"),
        ("Test drive a car", "en"),
        ("Test cases that fail are retried", "en"),
        ("Testament of a customer", "en"),
        ("Vérifier son adresse", "fr"),
        ("Validation de la commande", "fr"),
    ],
)
def test_names_of_what_somebody_does_are_left_alone(name: str, language: str) -> None:
    assert marked(named(name, language)) == []


def test_a_table_of_examples_may_be_called_test_cases() -> None:
    outline = "Feature: Pay\n  Scenario Outline: Pay <a>\n    When <a>\n\n"
    assert marked(f"{outline}    Examples: test cases\n      | a |\n      | 1 |\n") == []


@pytest.mark.parametrize("name", ["Scenario 1", "scenario_02", "Test", "TC-12", "1", "x", "Untitled", "Scénario", "#1"])
def test_names_that_could_be_of_anything_are_found(name: str) -> None:
    assert ("names-mean-something", name) in marked(named(name, "fr"))


@pytest.mark.parametrize("name", ["Pay", "支払", "<name>", "2 books", "🎉", "Scenario of a robbery"])
def test_short_names_may_mean_something(name: str) -> None:
    assert marked(named(name)) == []


GLOSSARY = Product(
    glossary={"basket": "A choice", "shopping bag": "A bag"}, avoided={"cart": "basket", "bag": "shopping bag"}
)
KNOWN = Known(product=GLOSSARY)


def test_what_the_glossary_calls_otherwise_is_found_in_names_prose_and_steps() -> None:
    source = (
        "Feature: Two carts\n  Cart by cart, a shopping bag.\n\n  Scenario: Pay\n    When a cart in a bag is paid\n"
    )
    assert [word for _, word in marked(source, KNOWN)] == ["carts", "Cart", "cart", "cart", "bag"]


def test_the_term_is_offered_as_it_was_written_but_never_in_a_step() -> None:
    source = "Feature: Carts\n  A cart.\n\n  Scenario: Cart\n    When a cart is paid\n"
    fixes = [fix for one in findings(source, KNOWN) for fix in one.fixes]
    assert [fix.title for fix in fixes] == ["Write “Baskets”", "Write “basket”", "Write “Basket”"]
    after = edited(source, [edit for fix in fixes for edit in fix.edits])
    assert after == "Feature: Baskets\n  A basket.\n\n  Scenario: Basket\n    When a cart is paid\n"
    assert keeps_steps("a.feature", source, after)


@pytest.mark.parametrize("text", ["a discarded basket", 'the word "cart"', "a shopping bag", "a cart-horse"])
def test_other_words_quotes_and_the_term_itself_are_left_alone(text: str) -> None:
    assert marked(step(text), KNOWN) == []


def test_words_to_avoid_are_found_with_what_to_say_instead() -> None:
    settings = Settings(check=CheckSettings(words_to_avoid=(("user", "the customer"), ("simply", ""))))
    source = "Feature: Pay\n  Users simply pay.\n\n  Scenario: Pay\n    When a “user” pays\n"
    found = findings(source, Known(settings))
    assert [(one.line, one.column, one.end) for one in found] == [(2, 3, 8), (2, 9, 15)]
    assert "Say “the customer”." in found[0].message
    assert "Leave it out" in found[1].message
