"""`specbook steps` and `specbook new`: what they print, how they end, and what they take for what."""

import json
import os

import pytest
from tests.sandbox import Sandbox

WELL = "Feature: Well\n  Scenario: It\n    Given all is well\n"
MISSING = "Feature: Missing\n  Scenario: It\n    Given nobody knows it\n"
PLANNED = "Feature: Planned\n  @planned\n  Scenario: It\n    Given nobody knows it\n"
TWINS = "Feature: Twins\n  Scenario: It\n    Given a twin\n"


@pytest.mark.parametrize(
    ("spec", "arguments", "code"),
    [
        (WELL, (), 0),
        (MISSING, (), 1),
        (MISSING, ("--undefined",), 1),
        (MISSING, ("--json",), 1),
        (MISSING, ("--unused",), 0),
        (MISSING, ("--search", "well"), 0),
        (MISSING, ("--search", "nothing says that"), 0),
        (PLANNED, (), 0),
        (PLANNED.replace("@planned", "@manual"), (), 0),
        (TWINS, (), 1),
        (WELL, ("--undefined", "--unused"), 2),
        (WELL, ("--undefined", "--search", "x"), 2),
    ],
)
def test_what_is_due_and_not_defined_once_is_a_finding(
    sandbox: Sandbox, spec: str, arguments: tuple[str, ...], code: int
) -> None:
    sandbox.write("specs/it.feature", spec)
    said = sandbox.specbook("steps", *arguments)
    assert said.code == code, said.text
    assert "Traceback" not in said.text


def test_the_json_is_whole_relative_and_the_same_each_time(sandbox: Sandbox) -> None:
    sandbox.write("specs/b.feature", MISSING)
    sandbox.write("specs/a.feature", TWINS + "    When the mail comes\n      | letter |\n")
    sandbox.write("steps/odd.py", "from pytest_bdd import when\n\n@when('the ' + input())\ndef f(): ...\n")
    sandbox.write("steps/torn.py", "def f(:\n")
    said = sandbox.specbook("steps", "--json")
    told = json.loads(said.out)
    assert sandbox.specbook("steps", "--json").out == said.out
    assert str(sandbox.root) not in said.text
    (twin,) = (one for one in told["definitions"] if one["pattern"] == "a (?P<kind>twin)")
    assert twin == {
        "uri": "steps/plain.py",
        "line": 54,
        "end": 56,
        "function": "other_twin",
        "keywords": ["given"],
        "pattern": "a (?P<kind>twin)",
        "parser": "re",
        "parameters": [{"name": "kind", "type": ""}],
        "doc": "",
        "dynamic": False,
        "unused": False,
        "uses": [{"uri": "specs/a.feature", "line": 3, "text": "a twin"}],
    }
    assert [one["pattern"] for one in told["definitions"] if one["keywords"] == ["given", "when"]] == ["all is well"]
    (missing,) = told["undefined"]
    assert (missing["uri"], missing["line"], missing["type"], missing["planned"]) == (
        "specs/b.feature",
        3,
        "given",
        False,
    )
    assert missing["snippet"].startswith('@given("nobody knows it")\ndef nobody_knows_it():')
    (ambiguous,), (perhaps,) = told["ambiguous"], told["perhaps"]
    assert [one["line"] for one in ambiguous["definitions"]] == [49, 54]
    assert [one["uri"] for one in perhaps["definitions"]] == ["steps/odd.py"]
    assert [(one["uri"], one["line"]) for one in told["problems"]] == [("steps/torn.py", 1)]
    assert "differences" not in told


def test_json_is_nothing_else_under_github_actions_either(sandbox: Sandbox) -> None:
    sandbox.write("specs/it.feature", WELL)
    assert json.loads(sandbox.specbook("steps", "--json", GITHUB_ACTIONS="true").out)["undefined"] == []
    assert "::stop-commands::" in sandbox.specbook("steps", GITHUB_ACTIONS="true").out


def test_a_search_minds_neither_accents_nor_capitals(sandbox: Sandbox) -> None:
    sandbox.write("specs/it.feature", WELL)
    own = 'from pytest_bdd import given\n\n@given("l\'été à Brest")\ndef summer_holidays():\n    """Vers la Mer."""\n'
    sandbox.write("steps/own.py", own)
    for words in ("ETE brest", "mer été", "holidays"):
        assert "l'été à Brest" in sandbox.specbook("steps", "--search", words).out
    assert "0 step definitions." in sandbox.specbook("steps", "--search", "ete hiver").out


def test_pytest_that_cannot_load_the_definitions_says_why(sandbox: Sandbox) -> None:
    sandbox.write("specs/it.feature", WELL)
    sandbox.write("steps/broken.py", "raise RuntimeError('no harbour')\n")
    said = sandbox.specbook("steps", "--exact")
    assert said.code == 1
    assert "no harbour" in said.err
    assert "0 different in pytest" in said.out


def test_pytest_is_asked_for_what_test_modules_bind_too(sandbox: Sandbox) -> None:
    sandbox.write("specs/it.feature", MISSING)
    bound = (
        "from pytest_bdd import given, scenarios\n\nscenarios('../specs')\n\n@given('nobody knows it')\ndef f(): ...\n"
    )
    sandbox.write("tests/test_it.py", bound)
    said = sandbox.specbook("steps", "--exact")
    assert said.code == 0, said.text


@pytest.mark.parametrize("environment", [{}, {"FORCE_COLOR": "1"}])
def test_an_undefined_step_of_several_places_is_told_once_with_all_of_them(
    sandbox: Sandbox, environment: dict[str, str]
) -> None:
    sandbox.write("specs/a.feature", MISSING)
    sandbox.write("specs/b.feature", MISSING.replace("Missing", "Other"))
    sandbox.write("specs/c.feature", PLANNED)
    said = sandbox.specbook("steps", "--undefined", **environment).out
    assert "specs/a.feature:3  Given nobody knows it\nspecs/b.feature:3  Given nobody knows it\n    near it: " in said
    assert said.count("@given(") == 1
    assert "Of examples that are planned, 1 more." in said


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("Pay by card",), 0, "specs/pay_by_card.feature: written"),
        (("--language", "fr", "Payer"), 0, "specs/payer.feature: written"),
        (("feature", "steps"), 0, "specs/steps.feature: written"),
        (("steps",), 2, "Missing argument 'FEATURE'"),
        (("steps", "specs/none.feature"), 2, "there is no such file"),
        (("steps", "pyproject.toml"), 2, "this is no spec below specs/"),
        (("Pay", "--language", "klingon"), 2, "Gherkin has no such language"),
        (("Pay", "--in", "../outside"), 2, "name a folder below specs/"),
        ((" … ",), 2, "a feature needs a title"),
        (("One", "Two"), 2, "unexpected extra argument"),
        (("--nothing", "x"), 2, "No such option"),
    ],
)
def test_what_begins_with_no_subcommand_is_a_title(
    sandbox: Sandbox, arguments: tuple[str, ...], code: int, told: str
) -> None:
    sandbox.write("specs/README.md", "# Specs\n")
    said = sandbox.specbook("new", *arguments)
    assert (said.code, told in said.text) == (code, True), said.text
    assert "Traceback" not in said.text


def test_a_first_feature_needs_no_folder_of_specs(sandbox: Sandbox) -> None:
    assert sandbox.specbook("new", "As a shopper I want to pay so that it is mine").code == 0
    assert sandbox.states() == {"Pay": "planned", "Pay, with … 1": "planned"}
    assert sandbox.specbook("check").code == 0


def test_a_feature_of_that_title_is_named(sandbox: Sandbox) -> None:
    sandbox.write("specs/other.feature", "Feature: Pay  by card\n  Scenario: It\n    Given all is well\n")
    said = sandbox.specbook("new", "pay by card")
    assert said.code == 2
    assert "specs/other.feature: this is the feature “Pay by card” already" in said.err


def test_a_spec_that_cannot_be_read_gets_no_definitions(sandbox: Sandbox) -> None:
    sandbox.write("specs/torn.feature", "Feature: A\n  Scenario: B\n    Given a\n    nonsense\n")
    said = sandbox.specbook("new", "steps", "specs/torn.feature")
    assert said.code == 2
    assert "specs/torn.feature:4:" in said.err
    assert "Mend the file first." in said.err


def test_a_spec_is_named_from_the_folder_that_one_is_in(sandbox: Sandbox) -> None:
    sandbox.write("specs/paying/card.feature", MISSING)
    for path in (
        "paying/card.feature",
        "specs/paying/card.feature",
        os.fspath(sandbox.root / "specs/paying/card.feature"),
    ):
        said = sandbox.specbook("new", "steps", path)
        assert said.code == 0
    assert "Every step of specs/paying/card.feature has its definition." in said.out
