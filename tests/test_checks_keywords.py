"""Which lines the checks take for keywords gone wrong, and which they leave alone."""

import pytest

from specbook.checks import Finding, Severity, every_check, run_checks
from specbook.model import GherkinDocument, Specs
from specbook.reader import dialect_keywords, languages, read_text

SILENT_LOSS = [check for check in every_check() if check.family == "silent loss"]
TITLES = ("feature", "rule", "background", "scenario", "scenarioOutline", "examples")


def findings(source: str, check: str = "") -> list[Finding]:
    read_one = read_text("a.feature", source)
    if isinstance(read_one, GherkinDocument):
        specs = Specs("specs", (read_one,))
    else:
        specs = Specs("specs", (), read_one, unparsed=(("a.feature", source),))
    return [one for one in run_checks(specs, checks=SILENT_LOSS) if check in ("", one.check)]


def in_a_scenario(lines: str, language: str = "") -> str:
    return f"{language}Feature: Pay\n\n  Scenario: With a card\n{lines}\n    Given a card\n    Then it is charged\n"


def swallowed(source: str) -> list[tuple[int, str]]:
    return [(one.line, one.severity) for one in findings(source, "no-swallowed-lines")]


@pytest.mark.parametrize(
    ("lines", "severity"),
    [
        ("    Givne a cart", "warning"),
        ("    Gvien a cart", "warning"),
        ("    Wehn a cart", "warning"),
        ("    Tehn a cart", "warning"),
        ("    given a cart", "error"),
        ("    GIVEN a cart", "error"),
        ("    Given: a cart", "error"),
        ("    Étant donné un panier", "warning"),
        ("    Background:", "error"),
        ("    background:", "warning"),
        ("  Feature: Another", "error"),
        ("  scenario: Another", "warning"),
        ("  Scenaro: Another", "warning"),
        ("  Background", "warning"),
        ("  Kontext:", "error"),
        ("  Szenario: Another", "warning"),
    ],
)
def test_a_line_under_a_scenarios_title_that_was_meant_as_a_keyword_is_found(lines: str, severity: Severity) -> None:
    assert swallowed(in_a_scenario(lines)) == [(4, severity)]


@pytest.mark.parametrize(
    "lines",
    [
        "    The card is one of ours.",
        "    The card is one of ours",
        "    They pay at once.",
        "    Whenever a card is new, it is checked first",
        "    Where the card comes from\n    plays no role here",
        "    This tells what happens\n    when a card is new.",
        "    A card that is not ours\n    is refused\n",
        "    As a customer\n    I want to pay\n    So that I get my tea",
        "    Data from the bank arrives at night.",
        "    Rules: none. Examples: many.",
        "    Note: a card is checked first.",
        "    | kind | fee |\n    | ---- | --- |\n    | card | 1   |",
        "    - given cards\n    - when charged",
    ],
)
def test_prose_under_a_scenarios_title_is_left_alone(lines: str) -> None:
    assert swallowed(in_a_scenario(lines)) == []


@pytest.mark.parametrize(
    "prose",
    [
        "When you pay, the shop keeps the receipt.",
        "Given the law of 2019, receipts are kept.\nThen they are burnt.",
        "As a customer\nI want to pay by card\nSo that I need no cash",
        "Rules: the law of 2019 applies.",
        "Role: customer",
        "Example: a card of another bank.".lower() + "\nIt is refused.",
        "* Given cards\n* When charged",
        "Features: cards, cash",
        "Background\ncolours are those of the bank.",
    ],
)
def test_prose_under_a_features_title_is_left_alone(prose: str) -> None:
    source = f"Feature: Pay\n{prose}\n\n  Scenario: With a card\n    Given a card\n    Then it is charged\n"
    assert swallowed(source) == []


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("Feature: Pay\n\n  Given a card\n  When it is read\n  Then it is charged\n", 3),
        ("Feature: Pay\n\n  Scenaro: With a card\n    Given a card\n    Then it is charged\n", 3),
        ("Feature: Pay\n\n  Scenario With a card\n    Given a card\n    Then it is charged\n", 3),
        ("Feature: Pay\n\n  Contexte:\n    Given a card\n\n  Scenario: a\n    Given b\n", 3),
        ("Feature: Pay\n  Scenario: a\n    Given b\n\n  Scenarios: c\n    Given d\n    Then e\n", 6),
        ("Feature: Pay\n  Scenario: a\n    Given b\n\n  Examples:\n    Given d\n", 6),
        ("Feature: Pay\n  rulle: of the house\n\n  Rule: a\n    Example: b\n      Given c\n", None),
        ("Feature: Pay\n  Scenario: a\n    Soit une carte\n    Quand on paie\n    Alors c'est bon\n", 3),
        ("# language: fr\nFonctionnalité: a\n  Scénario: b\n    Given c\n    Soit d\n", 4),
        ("# language: fr\nFonctionnalité: a\n  Scénario: b\n    etant donné c\n    Soit d\n", 4),
        ("# language: fr\nFonctionnalité: a\n  Plan du scenario: b\n    Soit <d>\n", 3),
    ],
)
def test_steps_and_titles_in_any_description_are_found(source: str, line: int | None) -> None:
    assert [number for number, _ in swallowed(source)] == ([line] if line else [])


def test_an_accent_makes_a_sentence_and_not_a_keyword() -> None:
    source = "# language: it\nFunzionalità: a\n  Scenario: b\n    È sempre aperto\n    Dato c\n    Allora d\n"
    assert findings(source) == []


@pytest.mark.parametrize("language", languages())
def test_a_well_written_file_in_any_language_is_clean(language: str) -> None:
    words = dialect_keywords(language)
    first = {name: next(word for word in words[name] if word != "* ") for name in (*TITLES, "given", "when", "then")}
    source = f"# language: {language}\n{first['feature']}: 1\n\n"
    for number, word in enumerate(words["scenario"]):
        steps = [word for name in ("given", "when", "then", "and", "but") for word in words[name] if word != "* "]
        source += f"  {word}: {number}\n" + "".join(f"    {step}12 : 13\n" for step in steps) + "\n"
    source += f"  {first['scenarioOutline']}: 99\n    {first['given']}<a>\n\n    {first['examples']}:\n"
    assert findings(source + "      | a |\n      | 1 |\n") == []


@pytest.mark.parametrize("language", ["fr", "de", "ja", "zh-CN", "ar", "ru", "es", "en"])
def test_keywords_of_an_undeclared_language_are_named_once(language: str) -> None:
    words = dialect_keywords(language)
    source = f"{words['feature'][0]}: 1\n  {words['scenario'][0]}: 2\n" + "".join(
        f"    {words[name][-1]}3\n" for name in ("given", "when", "then")
    )
    declared = "# language: fi\n" if language == "en" else ""
    found = findings(declared + source)
    assert [one.check for one in found] == ["language-is-declared", "parses"]
    assert f"`# language: {language}`" in found[0].message


@pytest.mark.parametrize(
    ("line", "check"),
    [
        ("  Scénario : b", "no-space-before-colon"),
        ("  Scénario\u00a0: b", "no-space-before-colon"),
        ("  Scénario\u202f: b", "no-space-before-colon"),
        ("  Sce\u0301nario: b", "no-invisible-characters"),
        ("  Scénario\u200b: b", "no-invisible-characters"),
        ("  \ufeffScénario: b", "no-invisible-characters"),
        ("    Étant\u00a0donné b", "no-invisible-characters"),
        ("    Soit\u00a0b", "no-invisible-characters"),
        ("    Soit\tb", "no-invisible-characters"),
        ("    Étant donné qu’un b", "no-curly-keywords"),
        ("    Lorsqu’un b", "no-curly-keywords"),
    ],
)
def test_what_looks_like_a_keyword_is_told_by_its_own_check_and_no_other(line: str, check: str) -> None:
    source = f"# language: fr\nFonctionnalité: a\n{line}\n\n  Scénario: c\n    Soit d\n"
    if line.startswith("    "):
        source = f"# language: fr\nFonctionnalité: a\n  Scénario: c\n{line}\n    Soit d\n"
    assert [(one.check, one.severity) for one in findings(source)] == [(check, "error")]


def test_a_byte_order_mark_is_an_error_of_one_check_only() -> None:
    source = "\ufeffFeature: a\n  Scenario: b\n    Given c\n    Then d\n"
    assert [(one.check, one.line) for one in findings(source)] == [("no-invisible-characters", 1)]


def test_a_cr_in_the_middle_of_a_line_is_told_where_editors_break_it() -> None:
    source = "Feature: a\r\n  Scenario: b\n    Given c\r    When d\n    Then e\r\n"
    glued = [one for one in findings(source) if one.check == "no-invisible-characters"]
    assert [(one.line, one.column, one.fixes) for one in glued] == [(3, 12, ())]
    text = 'Feature: a\n  Scenario: b\n    Given c\n      """\n      d\re\n      """\n    Then f\n'
    assert findings(text) == []


def test_doc_strings_tables_and_comments_hold_no_keywords() -> None:
    source = '''# language: fr
Fonctionnalité: a
  Scénario: b
    Soit un texte
      """
      Scénario : c
      Lorsqu’un d
      """
    # Scénario : e
    Et une table
      | Scénario : f |
'''
    assert findings(source) == []


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("Feature: a\n  Scenario: b\n    Given c\n    Wehn d\n", 4, "Did you mean “When”?"),
        ("Feature: a\n  Scenario: b\n    Given c\n    then d\n", 4, "Did you mean “Then”?"),
        ("Feature: a\n  Scenario: b\n    Given c\n  Background:\n    Given d\n", 4, "before the first scenario"),
        ("Feature: a\n  Scenario: b\n    Given c\n  Feature: d\n", 4, "one feature"),
        ("Feature: a\n  Scenario: b\n    Given c\n  Examples\n    | d |\n", 4, "colon is missing"),
        ("Feature: a\n  Scenario: b\n    Given c\n    Alors d\n", 4, "“Alors” is French (fr)"),
        ("Feature: a\n  Scenario: b\n    Given c\n  Scenario : d\n", 4, "space stands before the colon"),
        ("Feature: a\n  Scenario: b\n    Given c\n    When\u00a0d\n", 4, "cannot be seen"),
        ("Feature: a\n  Scenario: b\n    Given c\n    so it goes\n", 4, "begins with no keyword"),
        ('Feature: a\n  Scenario: b\n    Given c\n      """\n      d\n', 4, "never ends"),
        ('Feature: a\n  Scenario: b\n    Given c\n      """\n      ```\n', 4, 'with a line “"""”'),
        ("Feature: a\n  Scenario: b\n    Given c\n      # |\n      | d | e |\n      | f |\n", 6, "in line 5, has 2"),
        (
            "Feature: a\n  Scenario: b\n    Given c\n      | d | e |\n      | f |\n",
            5,
            "1 cell, but the first, in",
        ),
        ("Feature: a\n  Scenario: b\n    Given c\n      | d | e |\n\n      | f |\n", 6, "in line 4, has 2"),
        ("Feature: a\n  Scenario: b\n    Given c\n      | d | e\n      | f | g |\n", 4, "does not end in `|`"),
        ("Feature: a\n  Scenario: b\n    Given c\n      | d | e |\n      | f \\\\|\n", 5, "has 1 cell, but"),
        ("Feature: a\n  Scenario: b\n    Given c\n      | d | e |\n      | f | g \\|\n", 5, "does not end in `|`"),
        ("Feature: a\n  Scenario: b\n    Given c\n      | d | e |\n      | f | g\n", 5, "does not end in `|`"),
        ("Feature: a\n  @b c\n  Scenario: d\n", 2, "A tag holds no space"),
        ("Feature: a\n  @b\n", 3, "ends after tags"),
        ("# language: FR\nFonctionnalité: a\n", 1, "Did you mean “fr”?"),
        ("# language: french\nFonctionnalité: a\n", 1, "Did you mean “fr”?"),
        ("Scenario: a\n  Given b\n", 1, "where “Feature:” should"),
        ("Feature: a\n  Scenario: b\n    Given c\n      '''\n", 4, "three double quotes or backticks"),
        ("# language: fr\nFonctionnalité: a\n  Scénario: b\n    Soit c\n    Lorsqu’il d\n", 5, "curly apostrophe"),
    ],
)
def test_a_parse_error_is_told_with_its_likely_cause(source: str, line: int, words: str) -> None:
    found = findings(source, "parses")
    assert found[0].line == line
    assert words in found[0].message


def test_errors_that_follow_from_another_are_not_told() -> None:
    source = "Feature : a\n  Scenario: b\n    Given c\n"
    assert [(one.line, one.check) for one in findings(source)] == [(1, "parses"), (1, "no-space-before-colon")]
