"""Every check keeps what its page promises, and authors can switch a check off."""

import os
import re
import textwrap
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.sandbox import Sandbox

from specbook.check_examples import fix_kind, lay_out
from specbook.checks import Check, Finding, every_check, run_checks
from specbook.findings import known_findings, what_is_known
from specbook.fixing import edited, keeps_steps
from specbook.model import GherkinDocument, Specs
from specbook.reader import read, read_text

CORPORA = Path(os.environ.get("SPECBOOK_CORPORA", Path(__file__).parents[2] / "shared/corpora"))
CHECKS = pytest.mark.parametrize("check", every_check(), ids=lambda check: check.name)


def specs_of(source: str, uri: str = "specs/checkout.feature") -> Specs:
    read_one = read_text(uri, source)
    if isinstance(read_one, GherkinDocument):
        return Specs("specs", (read_one,))
    return Specs("specs", (), read_one, unparsed=((uri, source),))


def findings(source: str, uri: str = "specs/checkout.feature") -> tuple[Finding, ...]:
    return run_checks(specs_of(source, uri))


def found_in(tmp_path: Path, check: Check, example: str, own: Mapping[str, str]) -> tuple[Finding, ...]:
    """Find what all checks do in an example of one; what rests on results is looked for after a run."""
    project = lay_out(check, example, own, tmp_path)
    if check.name == "tags-agree-with-results":
        assert "1 verified" in Sandbox(tmp_path).specbook("run").text
    specs = read(project.specs, project.root)
    return known_findings(project, specs, replace(what_is_known(project, specs), today=date(2026, 11, 1)))


@CHECKS
def test_a_check_finds_its_bad_example(check: Check, tmp_path: Path) -> None:
    assert check.name in {one.check for one in found_in(tmp_path, check, check.bad, check.bad_files)}


@CHECKS
def test_a_good_example_is_clean_under_all_checks(check: Check, tmp_path: Path) -> None:
    assert found_in(tmp_path, check, check.good, check.good_files) == ()


@CHECKS
def test_a_fix_mends_its_bad_example_and_changes_no_step(check: Check, tmp_path: Path) -> None:
    found = [one for one in found_in(tmp_path, check, check.bad, check.bad_files) if one.check == check.name]
    for fix in (fix for one in found for fix in one.fixes):
        uri = found[0].uri
        before = (tmp_path / uri).read_text("utf-8")
        after = edited(before, fix.edits)
        assert after != before
        assert keeps_steps(uri, before, after)
    kinds = {"safe" if fix.safe else "offered" for one in found for fix in one.fixes}
    assert fix_kind(check.name) == ("safe" if "safe" in kinds else "".join(kinds))


@CHECKS
def test_a_check_says_in_sentences_what_is_true_of_good_specs_and_why(check: Check) -> None:
    assert check.sentence.endswith(".")
    assert check.why.endswith(".")
    assert "Feature:" in check.good or "Fonctionnalité:" in check.good


def test_a_finding_prints_like_a_compiler_message() -> None:
    finding = Finding("specs/a.feature", 3, 5, "parses", "error", "It is torn.")
    assert str(finding) == "specs/a.feature:3:5: error: It is torn. [parses]"


def test_findings_come_in_the_order_of_files_and_lines() -> None:
    a, b = (
        read_text(f"specs/{name}.feature", "Feature: x\n  Scenario: y\n\n  Scenario:\n    And a\n") for name in "ba"
    )
    assert isinstance(a, GherkinDocument)
    assert isinstance(b, GherkinDocument)
    found = run_checks(Specs("specs", (a, b)))
    places = [(one.uri, one.line) for one in found]
    assert places == sorted(places)
    assert {(f"specs/{name}.feature", line) for name in "ab" for line in (2, 4, 5)} <= set(places)


UNNAMED = """
{file}Feature: Checkout
  So that customers pay what they owe.

  {line}Scenario:
    Given a cart of 20 euros

  Scenario:
    Given a cart of 10 euros
"""


@pytest.mark.parametrize(
    ("file", "line", "left"),
    [
        ("", "", 2),
        ("", "# specbook: ignore[scenarios-are-named] drawn up by the insurers\n  ", 1),
        ("", "# specbook: ignore[scenarios-are-named]\n  @slow\n  # a remark\n  ", 1),
        ("", "# specbook: ignore[parses, scenarios-are-named] both\n  ", 1),
        ("", "#specbook:ignore[scenarios-are-named]\n  ", 1),
        ("", "# specbook: ignore[scenarios-have-steps] another check\n  ", 2),
        ("", "# specbook: ignore[scenarios-are-named]\n\n  ", 2),
        ("# specbook: ignore[scenarios-are-named] old file\n", "", 0),
        ("# specbook: ignore[scenarios-are-named] old file\n@slow\n", "", 0),
    ],
)
def test_a_comment_switches_a_check_off_for_a_line_or_a_file(file: str, line: str, left: int) -> None:
    found = findings(UNNAMED.format(file=file, line=line))
    assert [one.check for one in found if one.check == "scenarios-are-named"] == ["scenarios-are-named"] * left


def test_an_empty_file_and_one_with_only_comments_hold_no_feature() -> None:
    assert [one.check for one in findings("")] == ["features-have-scenarios"]
    assert [one.check for one in findings("# later\n")] == ["features-have-scenarios"]


def test_markdown_is_not_judged_as_classic_gherkin() -> None:
    source = """\
        # Feature: Paiement

        Scénario : ce mot est du texte, et given aussi.

        ## Scenario: Pay
        * Given a cart
        * When the customer pays for
          | item |
          | ---- |
          | tea  |
        * Then the tea is theirs

        ## Scenario: Pay for nothing
        * Given an empty cart
        * When the customer pays
        * Then nothing is theirs
    """
    assert findings(textwrap.dedent(source), "specs/pay.feature.md") == ()


@pytest.mark.parametrize("folder", ["i18n", "cucumber-compatibility-kit", "gherkin-testdata/good"])
def test_files_that_others_wrote_are_hardly_ever_suspected(folder: str) -> None:
    if not (CORPORA / folder).is_dir():
        pytest.skip(f"there is no {folder} in the folder that SPECBOOK_CORPORA names")
    doubtful = {
        "columns-are-unique",
        "examples-are-a-table",
        "language-is-declared",
        "no-curly-keywords",
        "no-invisible-characters",
        "no-space-before-colon",
        "no-swallowed-lines",
        "parses",
        "placeholders-have-columns",
    }
    assert [str(one) for one in run_checks(read(CORPORA / folder, CORPORA)) if one.check in doubtful] == []


def test_each_bad_file_of_gherkins_own_is_explained_without_names_of_tokens() -> None:
    folder = CORPORA / "gherkin-testdata/bad"
    if not folder.is_dir():
        pytest.skip("there is no gherkin-testdata/bad in the folder that SPECBOOK_CORPORA names")
    specs = read(folder, folder)
    found = [one for one in run_checks(specs) if one.check == "parses"]
    assert {one.uri for one in found} == set(specs.unparsable)
    assert [one for one in found if re.search(r"expected|EOF|Separator|Other|inconsistent", one.message)] == []
