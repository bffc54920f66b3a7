"""How scenarios run: in any language, and where a keyword can be mended without a step becoming another one."""

from collections.abc import Iterator

import pytest

from specbook.checks import Finding, every_check, run_checks
from specbook.finding import Fix
from specbook.fixing import edited, fix_safely
from specbook.model import GherkinDocument, Specs
from specbook.reader import dialect_keywords, languages, read_text

FLOW = [check for check in every_check() if check.family == "flow"]
ALL_BUT_OFF = [check for check in FLOW if check.default]


def document(source: str) -> GherkinDocument:
    read_one = read_text("a.feature", source)
    assert isinstance(read_one, GherkinDocument)
    return read_one


def findings(source: str, check: str = "") -> list[Finding]:
    found = run_checks(Specs("specs", (document(source),)), checks=ALL_BUT_OFF)
    return [one for one in found if check in ("", one.check)]


def scenario(*steps: str, language: str = "") -> str:
    keyword, title = ("Fonctionnalité", "Scénario") if language == "fr" else ("Feature", "Scenario")
    head = f"# language: {language}\n" if language else ""
    return f"{head}{keyword}: Pay\n  {title}: With a card\n" + "".join(f"    {step}\n" for step in steps)


def told(source: str) -> list[tuple[str, int]]:
    return [(one.check, one.line) for one in findings(source)]


def test_a_background_without_steps_is_found_in_a_feature_and_in_its_rules() -> None:
    scenarios = "".join(f"    Scenario: {name}\n      When a\n      Then b\n\n" for name in "cd")
    source = (
        f"Feature: Pay\n  Background:\n    # Given a card\n\n  Rule: r\n    Background: empty\n\n{scenarios}"
        f"  Rule: s\n    Background:\n      Given a card\n\n{scenarios}"
    )
    assert told(source) == [("backgrounds-have-steps", 2), ("backgrounds-have-steps", 6)]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (["Given a", "When b", "Then c"], []),
        (["Given a", "When b", "And c", "Then d", "But e"], []),
        (["When a", "Then b", "When c", "Then d", "When e", "Then f"], [("one-when-per-scenario", 5)]),
        (["Given a", "Then b", "When c", "Then d"], []),
        (["Given a", "When b", "Given c", "Then d"], [("steps-are-in-order", 5)]),
        (["When b", "Then c", "Given d", "When e"], [("steps-are-in-order", 5), ("one-when-per-scenario", 6)]),
        (["Given a", "When b", "Then c", "Given d", "And e"], [("no-trailing-given", 6)]),
        (["Given a", "And b", "Given c", "When d", "Then e"], [("no-repeated-keywords", 5)]),
        (["Given a"], [("scenarios-act-and-check", 2)]),
        (["* a", "* b"], []),
        (["Given a", "When b", "* c"], []),
        (["When a", "* b", "When c", "Then d"], []),
        (["When a", "And b", "And c", "Then d"], []),
        (["When a", "And b", "But c", "And d", "Then e"], [("no-scripts", 3)]),
        (["When a", "Then b", *["And c"] * 8], []),
        (["When a", "Then b", *["And c"] * 9], [("scenarios-are-short", 2)]),
    ],
)  # fmt: skip
def test_the_order_and_the_number_of_steps(steps: list[str], expected: list[tuple[str, int]]) -> None:
    assert told(scenario(*steps)) == expected


def test_a_scenario_that_is_still_to_come_need_not_act_and_check() -> None:
    assert told(f"@planned\n{scenario('Given a')}") == []


def test_what_somebody_does_may_stand_in_a_background() -> None:
    source = "Feature: a\n  Background:\n    When b\n\n  Scenario: c\n    Then d\n"
    assert told(source) == [("backgrounds-only-prepare", 3)]


def test_outlines_and_rules_are_looked_at_as_well() -> None:
    source = (
        "Feature: a\n  Rule: b\n    Background:\n      Given c\n      Given d\n\n    Scenario Outline: e\n"
        "      When <f>\n      Then g\n      Given <h>\n\n      Examples:\n        | f | h |\n        | 1 | 2 |\n"
    )
    assert told(source) == [("no-repeated-keywords", 5), ("no-trailing-given", 10)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Etant donné que a", "Et que b"),
        ("Etant donné qu'a", "Et qu'b"),
        ("Sachant b", "Et b"),
        ("Soit a", "Et b"),
        ("Lorsqu'a", "Et qu'b"),
        ("Lorsque a", "Et que b"),
        ("Quand a", "Et b"),
        ("Alors a", "Et b"),
    ],
)
def test_what_follows_the_keyword_goes_on_in_french(before: str, after: str) -> None:
    repeated = before[:-1] + "b"
    source = (
        scenario("Soit z", before, repeated, language="fr")
        if before[0] not in "ES"
        else scenario(before, repeated, language="fr")
    )
    line = next(one.line for one in findings(source, "no-repeated-keywords"))
    fixed = fix_safely("a.feature", source, findings(source, "no-repeated-keywords")).text
    assert fixed.split("\n")[line - 1].strip() == after


@pytest.mark.parametrize("language", languages())
def test_a_repeated_keyword_is_mended_in_any_language_and_every_example_stays_what_it_was(language: str) -> None:
    words = dialect_keywords(language)
    title = f"# language: {language}\n{words['feature'][0]}: 1\n\n  {words['scenario'][0]}: 2\n"
    for name in ("given", "when", "then"):
        for word in (word for word in words[name] if word != "* "):
            source = f"{title}    {word}1 : 2\n    {word}3\n      | a |\n    {word}4\n"
            fixed = fix_safely("a.feature", source, findings(source, "no-repeated-keywords"))
            assert fixed.refused == ()
            assert [one.fingerprint for one in document(fixed.text).pickles] == [
                one.fingerprint for one in document(source).pickles
            ]
            assert findings(fixed.text, "no-repeated-keywords") == [] or not fixed.mended


def test_a_keyword_is_left_alone_where_the_line_would_be_another_step() -> None:
    source = scenario("Soit a", "Soit que b", language="fr")
    (found,) = findings(source, "no-repeated-keywords")
    assert found.fixes == ()


SHARED = """\
Feature: Pay
  What it is for.

  # the first of three
  @card
  Scenario: a
    Given one
      | x |
    And two
    And three
    When it is paid
    Then it is done

  Scenario: b
    Given one
      | x |
    And two
    When it is paid twice
    Then it is done

  Scenario: c
    Given one
      | x |
    And two
    When it is not paid
    Then it is not done
"""


def fix_of(source: str) -> Iterator[Fix]:
    return (fix for one in findings(source, "shared-givens-are-background") for fix in one.fixes)


def test_what_all_scenarios_begin_with_moves_into_a_background() -> None:
    (fix,) = fix_of(SHARED)
    fixed = edited(SHARED, fix.edits)
    assert fixed.startswith(
        """\
Feature: Pay
  What it is for.

  Background:
    Given one
      | x |
    And two

  # the first of three
  @card
  Scenario: a
    Given three
    When it is paid
    Then it is done

  Scenario: b
    When it is paid twice
"""
    )
    before, after = document(SHARED).pickles, document(fixed).pickles
    assert [one.fingerprint for one in before] == [one.fingerprint for one in after]


@pytest.mark.parametrize(
    ("old", "new", "found", "fixes"),
    [
        ("    And two\n    When it is paid twice", "    # note\n    And two\n    When it is paid twice", 1, 0),
        ("    And two\n    When it is paid twice", "    And 2\n    When it is paid twice", 0, 0),
        ("      | x |\n    And two\n    When it is not", "      | y |\n    And two\n    When it is not", 0, 0),
        ("  # the first", "  Background:\n    Given zero\n\n  # the first", 0, 0),
        ("  Scenario: c", "  Rule: d\n   Scenario: c", 0, 0),
        ("    When it is not paid\n    Then it is not done\n", "", 0, 0),
    ],
)
def test_only_what_can_be_moved_is_offered_to_be(old: str, new: str, found: int, fixes: int) -> None:
    source = SHARED.replace(old, new)
    assert source != SHARED
    told = findings(source, "shared-givens-are-background")
    assert (len(told), len(list(fix_of(source)))) == (found, fixes)


def test_what_examples_fill_in_is_not_shared() -> None:
    rows = "\n      Examples:\n        | y |\n        | 1 |\n"
    outlines = "".join(
        f"  Scenario Outline: {name}\n    Given <y>\n    And b\n    When {name}\n    Then d\n{rows}\n" for name in "xyz"
    )
    assert findings(f"Feature: a\n{outlines}", "shared-givens-are-background") == []
