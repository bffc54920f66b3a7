"""What mends a keyword that is lost silently, in the odd forms that the checks' own pages do not show."""

import pytest

from specbook.checks import Finding, every_check, run_checks
from specbook.fixing import edited, fix_safely, keeps_steps
from specbook.model import GherkinDocument, Specs
from specbook.reader import read_text

SILENT_LOSS = [check for check in every_check() if check.family == "silent loss"]


def findings(source: str) -> tuple[Finding, ...]:
    read_one = read_text("a.feature", source)
    if isinstance(read_one, GherkinDocument):
        return run_checks(Specs("specs", (read_one,)), checks=SILENT_LOSS)
    return run_checks(Specs("specs", (), read_one, unparsed=(("a.feature", source),)), checks=SILENT_LOSS)


def mended(source: str) -> str:
    """Make the safe fixes, round by round, until none is left."""
    for _ in range(9):
        fixed = fix_safely("a.feature", source, findings(source))
        if not fixed.mended:
            return source
        source = fixed.text
    raise AssertionError("there is no end to the fixes")


GOOD = "# language: fr\nFonctionnalité: a\n\n  Scénario: b\n    Étant donné que c\n    Lorsqu'il d\n    Alors e\n"


@pytest.mark.parametrize(
    "bad",
    [
        GOOD.replace("Scénario:", "Scénario :"),
        GOOD.replace("Scénario:", "Scénario\u00a0:").replace("Fonctionnalité:", "Fonctionnalité\u202f:"),
        GOOD.replace("Scénario", "Sce\u0301nario"),
        GOOD.replace("Étant", "E\u0301tant"),
        GOOD.replace("Étant donné que c", "Étant\u00a0donné que c"),
        GOOD.replace("Lorsqu'il", "Lorsqu’il"),
        GOOD.removeprefix("# language: fr\n"),
        GOOD.replace("language: fr", "language: fi"),
        "\ufeff" + GOOD,
        "\ufeff" + GOOD.removeprefix("# language: fr\n").replace(":", " :").replace("'", "’"),
        GOOD.replace("\n", "\r\n").replace("Scénario:", "Scénario :"),
    ],
)
def test_a_file_from_a_word_processor_is_mended(bad: str) -> None:
    assert findings(bad)
    after = mended(bad)
    assert after.replace("\r\n", "\n") == GOOD
    assert findings(after) == ()


@pytest.mark.parametrize(
    "source",
    [
        GOOD.replace("Étant donné que c", "Étant donné qu’un c"),
        GOOD.replace("Étant donné que c", "Étant donné que\u00a0c"),
    ],
)
def test_where_a_keyword_would_take_letters_from_a_step_nothing_is_offered(source: str) -> None:
    (found,) = findings(source)
    assert found.fixes == ()


def offers(source: str, check: str) -> list[tuple[str, str]]:
    """Return the title of each fix of a check, and the text that it makes."""
    fixes = [fix for one in findings(source) if one.check == check for fix in one.fixes]
    made = [(fix.title, edited(source, fix.edits)) for fix in fixes]
    assert all(keeps_steps("a.feature", source, after) for _, after in made)
    return made


@pytest.mark.parametrize(
    ("line", "becomes"),
    [
        ("    Givne a cart", "    Given a cart"),
        ("    GIVEN a cart", "    Given a cart"),
        ("    Given: a cart", "    Given a cart"),
        ("    Étant donné un panier", "    Given un panier"),
        ("  Scenaro: Another", "  Scenario: Another"),
        ("  Szenario: Another", "  Scenario: Another"),
    ],
)
def test_a_swallowed_line_may_become_what_was_meant(line: str, becomes: str) -> None:
    source = (
        f"Feature: Pay\n  Scenario: With a card\n    Given a card\n    Then b\n\n  Scenario: c\n{line}\n    Given d\n"
    )
    assert [after.split("\n")[6] for _, after in offers(source, "no-swallowed-lines")] == [becomes]


def test_a_title_without_its_colon_may_become_one() -> None:
    source = "Feature: Pay\n  Scenario With a card\n    Given a card\n    Then b\n"
    assert [after.split("\n")[1] for _, after in offers(source, "no-swallowed-lines")] == ["  Scenario: With a card"]


def test_what_stands_in_the_wrong_place_stays_there() -> None:
    source = "Feature: Pay\n  Scenario: a\n    Background: b\n    Given c\n"
    assert offers(source, "no-swallowed-lines") == []
    assert offers(source.replace("Background", "background"), "no-swallowed-lines") == []


OUTLINE = """\
Feature: Pay
  Scenario Outline: Pay
    Given {0}
    Then it is paid

    Examples: Some
      | price | a \\| b |
      | 1     | tea    |
      | 20    | \\\\     |
"""


@pytest.mark.parametrize(
    ("step", "title", "header", "row"),
    [
        ("<prize>", "Rename the column “price” to “prize”", "| prize | a \\| b |", "| 20    | \\\\     |"),
        (
            "<prize> and <price>",
            "Add a column “prize” with what “price” says",
            "| price | a \\| b | prize |",
            "| 20    | \\\\     | 20    |",
        ),
        ("<who>", "Add a column “who”", "| price | a \\| b | who |", "| 20    | \\\\     |     |"),
        ("<price> and <a || b> and <a | b>", None, "", ""),
    ],
)
def test_a_placeholder_is_given_its_column(step: str, title: str | None, header: str, row: str) -> None:
    made = offers(OUTLINE.format(step), "placeholders-have-columns")
    assert [told for told, _ in made] == ([title] if title else [])
    for _, after in made:
        lines = [line.strip() for line in after.split("\n")]
        assert (lines[6], lines[8]) == (header, row)
        assert findings(after) == ()


TABLE = "Feature: a\n  Scenario: b\n    Given {0}\n    Then d\n\n  Example: e\n    | c |\n    | 1 |\n"


def test_a_table_is_put_under_examples_safely_only_where_a_step_asks_for_it() -> None:
    assert [fix.safe for one in findings(TABLE.format("<c>")) for fix in one.fixes] == [True]
    assert [fix.safe for one in findings(TABLE.format("d")) for fix in one.fixes] == [False]
    assert findings(mended(TABLE.format("<c>"))) == ()


def test_a_table_that_no_outline_comes_before_stays() -> None:
    source = "Feature: a\n  Example: e\n    | c |\n    | 1 |\n\n  Scenario: b\n    Given d\n"
    assert [one.check for one in findings(source)] == ["examples-are-a-table"]
    assert offers(source, "examples-are-a-table") == []


@pytest.mark.parametrize(
    ("source", "first"),
    [
        ("Feature: a\n  Scenario: b\n    And c\n    When d\n    Then e\n", "Begin with “Given”"),
        ("Feature: a\n  Scenario: b\n    Given z\n\n  Scenario: y\n    But c\n    Then e\n", "Begin with “Given”"),
        ("Feature: a\n  Background:\n    When z\n\n  Scenario: b\n    And c\n    Then d\n", "Begin with “When”"),
        ("# language: fr\nFonctionnalité: a\n  Scénario: b\n    Et que c\n    Quand d\n", "Begin with “Sachant que”"),
        ("# language: ja\n機能: a\n  シナリオ: b\n    かつc\n    もしd\n", "Begin with “前提”"),
    ],
)
def test_a_first_step_is_offered_the_keyword_that_it_most_likely_is(source: str, first: str) -> None:
    titles = [title for title, _ in offers(source, "first-steps-stand-alone")]
    assert len(titles) == 3
    assert titles[0] == first
