"""The Harbour shop: a small project of its own, on which the specs are shown."""

import codecs
from textwrap import dedent

from pytest_bdd import given, parsers
from steps.projects import Project

STEP_DEFINITIONS = """\
from pytest_bdd import given, parsers, then, when
import pytest

LIMIT = 500


@given(parsers.parse("a basket worth {price:d} euros"), target_fixture="price")
@given(parsers.parse("un panier de {price:d} euros"), target_fixture="price")
def a_basket(price):
    return price


@when("the shopper pays by card", target_fixture="order")
@when("le client paie par carte", target_fixture="order")
def pay_by_card(price):
    return "paid" if price <= LIMIT else "refused"


@then(parsers.parse("the order is {outcome:w}"))
def the_order_is(order, outcome):
    assert order == outcome


@then("la commande est payée")
def la_commande_est_payee(order):
    assert order == "paid"


@then("a receipt is sent")
def a_receipt_is_sent():
    pass


@given("the shop is closed")
def the_shop_is_closed():
    pytest.skip("the shop is closed")


@given("a twin")
def one_twin():
    pass


@given(parsers.re("a (?P<kind>twin)"))
def other_twin(kind):
    pass
"""

GOOD = """\
Given a basket worth 38 euros
When the shopper pays by card
Then the order is paid
"""


def feature(*scenarios: str, name: str = "Feature: Pay by card") -> str:
    """Write a feature from scenarios, each the text from its keyword on; what follows the first line is its steps."""
    return "\n\n".join([name, *(_indented(scenario) for scenario in scenarios)]) + "\n"


def _indented(scenario: str) -> str:
    lines = scenario.strip("\n").splitlines()
    depth = next((number for number, line in enumerate(lines) if line[:1] not in "@"), 0)
    return "\n".join([f"  {line}" for line in lines[: depth + 1]] + [f"    {line}" for line in lines[depth + 1 :]])


PLAIN = feature("Scenario: Pay\n" + GOOD)

ODD_FILES: dict[str, bytes] = {
    "saved with a byte order mark": codecs.BOM_UTF8 + PLAIN.encode(),
    "written with Windows line endings": PLAIN.replace("\n", "\r\n").encode(),
    "beginning a scenario with And": PLAIN.replace("Given", "And").encode(),
    "beginning a scenario with *": PLAIN.replace("Given", "*").encode(),
    "holding a scenario without a name": feature("Scenario:\n" + GOOD).encode(),
    "holding two scenarios of the same name": feature(*["Scenario: Pay\n" + GOOD] * 2).encode(),
    "holding two scenarios without a name": feature(*["Scenario:\n" + GOOD] * 2).encode(),
    "holding the same name in two Rules": feature(
        "Rule: One", "Scenario: Pay\n" + GOOD, "Rule: Two", "Scenario: Pay\n" + GOOD
    ).encode(),
    "saved as Latin-1": PLAIN.replace("Pay", "Payé").encode("latin-1"),
}

SCENARIOS: dict[str, str] = {
    "that passes": "Scenario: It\n" + GOOD,
    "that fails in the middle": "Scenario: It\n" + GOOD.replace("38", "900") + "And a receipt is sent\n",
    "whose first step is not defined": "Scenario: It\nGiven nobody knows this\n" + GOOD,
    "whose last step is not defined": "Scenario: It\n" + GOOD + "And nobody knows this\n",
    "whose step has two definitions": "Scenario: It\nGiven a twin\n",
    "without steps": "Scenario: It",
    "that is an outline without rows": (
        "Scenario Outline: It\nGiven a basket worth <price> euros\n\nExamples:\n  | price |"
    ),
    "whose step skips": "Scenario: It\nGiven the shop is closed\n" + GOOD,
    "tagged @skip": "@skip\nScenario: It\n" + GOOD,
    "tagged @xfail, which fails": "@xfail\nScenario: It\n" + GOOD.replace("38", "900"),
    "tagged @wip, which is not defined": "@wip\nScenario: It\nGiven nobody knows this\n",
    "tagged @wip, which passes": "@wip\nScenario: It\n" + GOOD,
    "tagged @manual": "@manual\nScenario: It\nGiven a shopper who looks around\n",
}

MISTAKES: dict[str, str] = {
    "a line that is no Gherkin": PLAIN + "this is no step\n",
    "a Background inside a scenario": feature("Scenario: Pay\nBackground: a basket\n" + GOOD),
    "a step keyword in lower case": feature("Scenario: Pay\ngiven a basket worth 38 euros\n" + GOOD),
    "a curly apostrophe in a keyword": "# language: fr\n"
    + feature("Scénario: Payer\nEtant donné qu’un panier est plein\n", name="Fonctionnalité: Payer"),
    "a space before the colon": "# language: fr\nFonctionnalité : Payer\n\n  Scénario : Payer\n    Quand on paie\n",
    "French keywords without a language line": feature(
        "Scénario: Payer\nQuand on paie\n", name="Fonctionnalité: Payer"
    ),
    "a byte order mark": "\ufeff" + PLAIN,
    "a scenario without a name": feature("Scenario:\n" + GOOD),
    "a scenario without steps": feature("Scenario: Pay"),
    "an outline without rows": feature(SCENARIOS["that is an outline without rows"]),
    "a placeholder that is no column": feature(
        "Scenario Outline: Pay\nGiven a basket worth <prise> euros\n\nExamples:\n  | price |\n  | 1     |"
    ),
    "Example where Examples is meant": feature("Scenario: Pay\n" + GOOD, "Example:\n  | price |\n  | 1     |"),
    "And as the first step": PLAIN.replace("Given", "And"),
    "a feature without scenarios": "Feature: Pay by card\n",
    "a feature without a description": PLAIN,
    "a description that names no benefit": feature("Scenario: Pay\n" + GOOD, name="Feature: Pay\n  It is charged."),
    "scenarios of refusals alone": feature("Scenario: An expired card\n" + GOOD, "Scenario: A wrong card\n" + GOOD),
    "one single case": PLAIN,
    "a feature without a name": feature("Scenario: Pay\n" + GOOD, name="Feature:"),
    "a Rule without an example": feature("Scenario: Pay\n" + GOOD, "Rule: Small sums need no code"),
    "a TODO in a comment": feature("# TODO: ask the bank\nScenario: Pay\n" + GOOD),
    "more than twenty scenarios": feature(*(f"Scenario: Pay {price} euros\n{GOOD}" for price in range(21))),
    "something given after it happened": feature("Scenario: Pay\n" + GOOD.replace("Then", "Given a bank\nThen")),
    "something given at the end": feature("Scenario: Pay\n" + GOOD + "Given a bank\n"),
    "eleven steps": feature("Scenario: Pay\n" + GOOD + "And a receipt is sent\n" * 8),
    "no outcome": feature("Scenario: Pay\n" + GOOD.partition("Then")[0]),
    "a Background in which somebody acts": feature("Background:\nWhen somebody comes", "Scenario: Pay\n" + GOOD),
    "a Background without steps": feature("Background:", "Scenario: Pay\n" + GOOD),
    "a Background of six steps": feature("Background:\n" + "Given a card\n" * 6, "Scenario: Pay\n" + GOOD),
    "Given twice in a row": feature("Scenario: Pay\nGiven a card\n" + GOOD),
    "four moves in a row": feature("Scenario: Pay\n" + "When somebody waits\n" * 3 + GOOD.partition("\n")[2]),
    "a status code": feature("Scenario: Pay\n" + GOOD + "And the status code is 201\n"),
    "an outcome that is only “correct”": feature("Scenario: Pay\n" + GOOD + "And the receipt is correct\n"),
    "a name that begins with “Verify”": feature("Scenario: Verify that one can pay\n" + GOOD),
    "a scenario called “Scenario 1”": feature("Scenario: Scenario 1\n" + GOOD),
    "a name that is longer than a line": feature("Scenario: Pay" + " again and again" * 8 + "\n" + GOOD),
    "a step that is longer than a line": feature("Scenario: Pay\n" + GOOD + "And" + " a receipt is sent" * 7 + "\n"),
    "a column twice": feature(
        "Scenario Outline: Pay\nGiven a basket worth <price> euros\n\nExamples:\n"
        "  | price | price |\n  | 1     | 2     |"
    ),
}


@given("the Harbour shop")
def the_harbour_shop(project: Project) -> None:
    """Lay out a project with step definitions for baskets, cards and orders, and no specs yet."""
    project.write("pyproject.toml", '[project]\nname = "harbour-shop"\nversion = "1.0"\n')
    project.write("steps/shop.py", STEP_DEFINITIONS)
    project.path("specs").mkdir()


@given(parsers.parse('its file "{path}" is {odd}'))
def a_file_is_odd(project: Project, path: str, odd: str) -> None:
    project.write(path, ODD_FILES[odd])


@given(parsers.parse('its file "{path}" holds a scenario {what}'))
def a_file_holds_a_scenario(project: Project, path: str, what: str) -> None:
    project.write(path, feature(SCENARIOS[what]))


@given(parsers.parse('its file "{path}" has this mistake: {mistake}'))
def a_file_has_a_mistake(project: Project, path: str, mistake: str) -> None:
    project.write(path, MISTAKES[mistake])


@given(parsers.parse('its folder "{folder}" holds these features'))
def a_folder_holds_features(project: Project, folder: str, datatable: list[list[str]]) -> None:
    """Write a file for each row; a scenario passes, unless “which fails” or “by hand” follows its name."""
    for number, (name, tag, persona, scenarios) in enumerate(datatable[1:]):
        story = f"Feature: {name}\n  As {persona}\n  I want it done here\n  so that I need not go elsewhere"
        project.write(
            f"{folder}/feature_{number}.feature",
            f"{tag}\n{feature(*map(_told_scenario, scenarios.split('; ')), name=story)}",
        )


def _told_scenario(told: str) -> str:
    name, _, how = told.partition(", ")
    steps = {"": GOOD, "which fails": GOOD.replace("38", "501"), "by hand": GOOD}[how]
    return "@manual\n" * (how == "by hand") + f"Scenario: {name}\n{steps}"


@given(parsers.parse('its file "{path}" has the tag {tag}'))
def a_file_has_a_tag(project: Project, path: str, tag: str) -> None:
    project.write(path, f"{tag}\n{PLAIN}")


@given(parsers.parse('its file "{path}" has the step and the cell'))
def a_file_has_a_text(project: Project, path: str, docstring: str) -> None:
    cell = docstring.replace("\\", "\\\\").replace("|", "\\|")
    table = f"  | cell |\n  | {cell} |"
    project.write(path, feature(f"Scenario: Text\nGiven {docstring}\n{table}", name="Feature: Odd"))


@given("a feature that is named", target_fixture="odd_name")
def a_feature_is_named(project: Project, docstring: str) -> str:
    project.write("specs/odd.feature", dedent(feature("Scenario: Pay\n" + GOOD, name=f"Feature: {docstring}")))
    return docstring
