"""What vanishes or passes vacuously, in the odd forms that the checks' own pages do not show."""

import pytest

from specbook.checks import Finding, every_check, run_checks
from specbook.model import GherkinDocument, Specs
from specbook.reader import read_text

SILENT_LOSS = [check for check in every_check() if check.family == "silent loss"]
OUTLINE = """\
Feature: Pay
  Scenario Outline: Pay
    Given {step}
    Then it is paid

    Examples: Some
      | price | name |
      | 1     | tea  |
"""


def findings(source: str) -> list[Finding]:
    document = read_text("a.feature", source)
    assert isinstance(document, GherkinDocument)
    return list(run_checks(Specs("specs", (document,)), checks=SILENT_LOSS))


def names(source: str) -> list[str]:
    return [one.check for one in findings(source)]


def test_a_placeholder_without_a_column_comes_with_the_nearest_column() -> None:
    assert "Did you mean “price”?" in findings(OUTLINE.format(step="a price of <prize>"))[0].message


@pytest.mark.parametrize(
    "step",
    [
        "an amount of <price> for <name>",
        "a comparison 1 < 2 and 3 > 2",
        "an address <mailto://a> or <a@b.example>",
        "markup such as <b>bold</b> and <br/>",
        'a link <a href="x">',
        'a page\n      """\n      <html>\n      <br>\n      """',
    ],
)
def test_what_is_no_placeholder_needs_no_column(step: str) -> None:
    assert names(OUTLINE.format(step=step)) == []


@pytest.mark.parametrize(
    "step",
    ["a table\n      | <prize> |", 'a text\n      """\n      <prize>\n      """', "<a> and <price>", "x <na me>"],
)
def test_placeholders_are_looked_for_in_all_parts_of_a_step(step: str) -> None:
    assert names(OUTLINE.format(step=step)) == ["placeholders-have-columns"]


def test_a_placeholder_needs_a_column_in_each_table() -> None:
    source = OUTLINE.format(step="a price of <price>") + "\n    Examples: More\n      | name |\n      | tea  |\n"
    assert [(one.check, "line 11" in one.message) for one in findings(source)] == [("placeholders-have-columns", True)]


def test_a_plain_scenario_may_hold_angle_brackets() -> None:
    assert names("Feature: a\n  Scenario: b\n    Given <c>\n    Then d\n") == []


@pytest.mark.parametrize("tag", ["@planned", "@wip"])
@pytest.mark.parametrize("level", ["Feature", "Scenario"])
def test_planned_work_may_wait_for_its_steps_and_rows(tag: str, level: str) -> None:
    source = "Feature: a\n  Scenario: b\n\n{tag}\n  Scenario Outline: c\n    Given <d>\n"
    source = source.replace("{tag}", "  @planned") if level == "Scenario" else f"{tag}\n" + source.replace("{tag}", "")
    assert names(source) == (["scenarios-have-steps"] if level == "Scenario" else [])


def test_an_idea_needs_no_scenario() -> None:
    assert names("@idea\nFeature: a\n") == []
    assert names("Feature: a\n\n  Rule: b\n") == ["features-have-scenarios"]


def test_a_misread_table_is_told_once() -> None:
    source = "Feature: a\n  Scenario Outline: b\n    Given <c>\n    Then d\n\n  Example:\n    | c |\n    | 1 |\n"
    assert names(source) == ["outlines-have-rows", "examples-are-a-table"]


def test_an_outline_without_examples_and_examples_without_a_table_are_told_apart() -> None:
    source = "Feature: a\n  Scenario Outline: b\n    Given c\n    Then d\n"
    assert "no “Examples:”" in findings(source)[0].message
    assert "has no table" in findings(source + "\n    Examples: e\n")[0].message


def test_the_same_name_is_found_across_rules() -> None:
    rule = "  Rule: {0}\n    Example: b\n      Given c\n      Then d\n\n"
    found = findings("Feature: a\n" + rule.format(1) + rule.format(2))
    assert [(one.check, one.line, "line 3" in one.message) for one in found] == [("scenario-names-are-unique", 8, True)]


def test_two_columns_of_one_name_are_found_at_the_second() -> None:
    source = OUTLINE.format(step="<price>").replace("name |", "price |")
    assert [(one.check, one.line, one.column) for one in findings(source)] == [("columns-are-unique", 7, 17)]


@pytest.mark.parametrize("keyword", ["And", "But", "*"])
def test_a_backgrounds_first_step_stands_alone_too(keyword: str) -> None:
    source = f"Feature: a\n  Background:\n    {keyword} b\n\n  Scenario: c\n    Given d\n    Then e\n"
    assert names(source) == ["first-steps-stand-alone"]


def test_a_keyword_that_is_two_types_in_its_language_stands_alone() -> None:
    source = "# language: sl\nFunkcionalnost: a\n  Scenarij: b\n    Dano c\n    Nato d\n"
    assert names(source) == []
