"""Layouts that a reader of the book need not know: each rule of the formatter, its proof, and parts of a file alone."""

import os
from pathlib import Path

import pytest
from tests.meanings import meaning

from specbook.formatter import Formatted, format_range, format_text
from specbook.formatter.descriptions import without_margin
from specbook.formatter.proof import first_difference
from specbook.formatter.tables import width
from specbook.reader import read_tokens
from specbook.tokens import Tokens

ROOT = Path(__file__).parent.parent
CORPORA = Path(os.environ.get("SPECBOOK_CORPORA", ROOT.parent / "shared/corpora"))
HEAD = "Feature: F\n\n  Scenario: S\n"


def formatted(text: str, uri: str = "specs/f.feature") -> str:
    """Format a text, and see that it says the same as before, and stays as it is."""
    done = format_text(uri, text)
    assert done.problems == ()
    assert meaning(done.text) == meaning(text)
    assert format_text(uri, done.text) == Formatted(done.text)
    return done.text


def tokens(text: str) -> Tokens:
    read = read_tokens("f.feature", text)
    assert isinstance(read, Tokens)
    return read


@pytest.mark.parametrize("path", sorted((ROOT / "specs").rglob("*.feature")), ids=lambda path: path.stem)
def test_our_own_specs_say_the_same_in_their_layout(path: Path) -> None:
    formatted(path.read_text("utf-8"))


@pytest.mark.skipif(not CORPORA.is_dir(), reason=f"there are no corpora in {CORPORA.name}")
def test_whatever_of_the_corpora_is_gherkin_says_the_same_in_its_layout() -> None:
    texts = [path.read_bytes().decode() for path in sorted(CORPORA.rglob("*.feature"))]
    readable = [text for text in texts if meaning(text)]
    assert len(readable) > 100
    for text in readable:
        formatted(text)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "Feature:\n\n\n\n  it\n\n\n  is\nScenario:\n", "Feature:\n  it\n\n  is\n\n  Scenario:\n", id="blocks"
        ),
        pytest.param(HEAD + "\n\n    * a\n\n\n    * b\n    * c\n", HEAD + "    * a\n\n    * b\n    * c\n", id="steps"),
        pytest.param(
            HEAD + "    * a\n\n    | b |\n", HEAD + "    * a\n      | b |\n", id="a table belongs to its step"
        ),
        pytest.param("@a\n\n@b\n\nFeature: F\n", "@a\n@b\nFeature: F\n", id="tags stand right above"),
        pytest.param(
            "Feature: F\nRule: R\nBackground:\n* a\nScenario: S\n* b\nExamples:\n|c|\n",
            "Feature: F\n\n  Rule: R\n\n    Background:\n      * a\n\n    Scenario: S\n      * b\n\n      Examples:\n"
            "        | c |\n",
            id="levels",
        ),
        pytest.param(
            HEAD + "    * a\n    Examples: E\n    why\n    | b |\n",
            HEAD + "    * a\n\n    Examples: E\n      why\n\n      | b |\n",
            id="a description is set apart from its table",
        ),
    ],
)
def test_blank_lines_and_levels_follow_the_parts_of_a_spec(before: str, after: str) -> None:
    assert formatted(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "\n\n# a\n\n\n# b\n# language: fr\nFonctionnalité: F", "# a\n\n# b\n# language: fr\nFonctionnalité: F\n"
        ),
        pytest.param(HEAD + "    * a\n# b\n* c\n", HEAD + "    * a\n    # b\n    * c\n", id="before a step"),
        pytest.param(
            HEAD + "* a\n# b\n\n# c\nScenario: T\n",
            HEAD + "    * a\n    # b\n\n  # c\n  Scenario: T\n",
            id="between blocks",
        ),
        pytest.param(
            HEAD + "* a\n|1|\n#|2|\n# b\n* c\n",
            HEAD + "    * a\n      | 1 |\n      #|2|\n    # b\n    * c\n",
            id="in tables",
        ),
        pytest.param(
            HEAD + "* a\n\n # Scenario: T\n #   * b\n",
            HEAD + "    * a\n\n  # Scenario: T\n  #   * b\n",
            id="a scenario that is commented out at the end",
        ),
        pytest.param(HEAD + "* a\n\n\n# vim: et\n\n", HEAD + "    * a\n\n# vim: et\n", id="at the margin at the end"),
        pytest.param("# only this", "# only this\n", id="alone"),
        pytest.param(
            "Feature: F\n a\n# b\n c\n  # d\n\n Scenario: S",
            "Feature: F\n  a\n  # b\n  c\n  # d\n\n  Scenario: S\n",
            id="in a description",
        ),
    ],
)
def test_comments_stay_before_what_they_speak_of(before: str, after: str) -> None:
    assert formatted(before) == after


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "# language: fr\nFonctionnalité: F\n\n  Scénario: S\n    Étant donné  que x\n", id="another keyword"
        ),
        pytest.param(
            "# language: ja\nフィーチャ: F\n\n  シナリオ: S\n    前提口座\n    もし 口座\n    かつ　口座\n",
            id="Japanese",
        ),
        pytest.param(HEAD + "    * \n    Given \n", id="a step without a text"),
        pytest.param(HEAD + '    * a\n      """ json\n      {}\n      """ behind\n', id="the marks of a doc string"),
        pytest.param(HEAD + "    * a\n      | b | # no comment\n      | c | \\\n", id="behind the last bar"),
        pytest.param(HEAD + "    * a\n      | b \\\n", id="a row without a cell"),
        pytest.param(HEAD + "    * a\n      |  |\n", id="an empty cell"),
        pytest.param("Feature: F\n  a\n  \u00a0\n  b\n", id="a no-break space is a paragraph to Markdown"),
        pytest.param("Feature: F # no comment\n", id="a name with a number sign"),
        pytest.param("", id="nothing"),
        pytest.param("\n \n", id="blank lines alone"),
    ],
)
def test_what_would_mean_another_thing_stays_as_it_is_written(text: str) -> None:
    assert formatted(text) == text


@pytest.mark.parametrize(
    ("text", "columns"),
    [("e\u0301", 1), ("日本", 4), ("👨\u200d👩\u200d👧", 2), ("مُ", 1), ("\u200b", 0), ("a\tb\u00e9", 4)],
)
def test_a_text_is_as_wide_as_it_is_seen(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(
    ("endings", "kept"),
    [("\r\n \r\n \n", "\r\n"), ("\n \n \r\n", "\n"), ("\r\n \n \n", "\n"), ("\r\n \r\n \r\n", "\r\n")],
)
def test_mixed_line_endings_become_the_most_frequent_one(endings: str, kept: str) -> None:
    lines = zip(("Feature: F", " Scenario: S", "  * a"), endings.split(" "), strict=True)
    after = formatted("".join(f"{line}{ending}" for line, ending in lines))
    assert after == f"Feature: F{kept}{kept}  Scenario: S{kept}    * a{kept}"


def test_a_description_keeps_the_blank_lines_of_its_code_and_no_others() -> None:
    code = ["text", "", "    a", "", "", "    b", "", "", "```", "c ", "", "", "  ```", "```", "text "]
    kept = ["text", "", "    a", "", "", "    b", "", "```", "c ", "", "", "  ```", "```", "text "]
    assert without_margin(["", *(f"  {line}" if line else "" for line in code), " "]) == kept


def test_gherkin_in_markdown_is_left_to_formatters_of_markdown() -> None:
    text = "# Feature: F\n## Scenario: S\n* Given a\n"
    assert format_text("specs/f.feature.md", text) == Formatted(text)


def test_every_mistake_of_an_unreadable_text_is_told_with_its_place() -> None:
    done = format_text("f.feature", HEAD + "    nonsense\n    * a\n    nonsense\n    nonsense\n")
    assert [(problem.line, problem.column) for problem in done.problems] == [(6, 5), (7, 5)]


def test_a_cell_that_no_blank_may_follow_keeps_its_file_from_being_formatted() -> None:
    text = HEAD + "  * a\n   |b\\ \\n|\n"
    done = format_text("specs/f.feature", text)
    assert done.text == text
    assert str(done.problems[0]).startswith("specs/f.feature:5:1: laid out, this would not say the same any more")


@pytest.mark.parametrize(
    ("after", "line"),
    [
        pytest.param(HEAD + "    * b  c\n", 4, id="a step"),
        pytest.param("Feature: F\n\n  Scenario: T\n    * b c\n", 3, id="a name"),
        pytest.param(HEAD + "    * b c\n\n  Scenario:\n", 4, id="a scenario more"),
        pytest.param(HEAD, 4, id="a step less"),
        pytest.param(HEAD + "    Given b c\n", 4, id="a keyword"),
        pytest.param(HEAD + "    # c\n    * b c\n", 4, id="a comment more"),
        pytest.param("@t\n" + HEAD + "    * b c\n", 1, id="a tag more"),
    ],
)
def test_the_proof_notices_what_another_layout_changes(after: str, line: int) -> None:
    assert first_difference(tokens(HEAD + "    * b c\n"), tokens(after)) == line


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param('* a\n  """\n  b\n  """\n', '* a\n  """\n   b\n  """\n', id="a doc string"),
        pytest.param('* a\n  """\n  b\n\n  """\n', '* a\n  """\n  b\n  """\n', id="a blank line in a doc string"),
        pytest.param("* a\n | b |\n", "* a\n | b\\n |\n", id="a cell"),
        pytest.param("* a\n | b | c\n", "* a\n | b | d\n", id="what is behind a row"),
        pytest.param("  a\n   - b\n", "  a\n  - b\n", id="the depth of a list"),
        pytest.param("  a  \n  b\n", "  a\n  b\n", id="a hard line break"),
        pytest.param("# a\n* b\n* c\n", "* b\n# a\n* c\n", id="the place of a comment"),
        pytest.param("@a # b\nScenario:\n", "@a # c\nScenario:\n", id="a comment behind tags"),
    ],
)
def test_the_proof_notices_the_least_change(before: str, after: str) -> None:
    assert first_difference(tokens(HEAD + before), tokens(HEAD + after)) > 0
    assert first_difference(tokens(HEAD + before), tokens(HEAD + before)) == 0


BAD = "Feature: F\n Scenario: S\n  * a\n  |b|\n  * c\n\n\n Scenario: T\n   * d"


@pytest.mark.parametrize(
    ("first", "last", "after"),
    [
        pytest.param(4, 4, BAD.replace("  * a\n  |b|", "    * a\n      | b |"), id="a step with its table"),
        pytest.param(2, 2, BAD.replace("\n Scenario: S", "\n  Scenario: S"), id="a keyword alone"),
        pytest.param(1, 2, BAD.replace("\n Scenario: S", "\n\n  Scenario: S"), id="with what comes before"),
        pytest.param(9, 99, BAD.replace("   * d", "    * d\n"), id="the end"),
        pytest.param(5, 8, BAD.replace("  * c\n\n\n Scen", "    * c\n\n  Scen"), id="with the lines between"),
        pytest.param(6, 7, BAD, id="blank lines alone"),
    ],
)
def test_only_the_parts_that_lines_belong_to_are_laid_out(first: int, last: int, after: str) -> None:
    done = format_range("f.feature", BAD, first, last)
    assert done == Formatted(after)
    assert meaning(done.text) == meaning(BAD)


def test_all_lines_are_the_whole_text() -> None:
    assert format_range("f.feature", BAD, 1, 99) == format_text("f.feature", BAD)


@pytest.mark.parametrize(
    "row", [f"| {'long ' * 100}" * 5 + "|", "|" + "a" * 200_000, "|" + "\\" * 200_000, "|" + " " * 100_000 + "\\n|"]
)
def test_large_rows_are_split_in_one_pass(row: str) -> None:
    formatted(HEAD + "    * a\n" + f"      {row}\n" * 4)
