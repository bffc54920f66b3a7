"""Comments that ignore checks: what they cover, when they are needed no more, and what is left of them."""

from dataclasses import replace

import pytest
from tests.checked import specs_of

from specbook.check_settings import CheckSettings
from specbook.checks import Finding, Known, run_checks
from specbook.config import Settings
from specbook.fixing import edited, keeps_steps

SPEC = """\
{above}Feature: Pay

  {ignore}
  Scenario:
    Given a basket
"""


def told(comment: str, above: str = "", **options: object) -> list[Finding]:
    settings = replace(Settings(), check=replace(CheckSettings(), **options))  # type: ignore[arg-type]
    specs = specs_of(SPEC.format(ignore=comment, above=above))
    return [one for one in run_checks(specs, Known(settings)) if one.check.startswith("ignores-")]


def after(ignore: str, above: str = "") -> str:
    """Return the lines of the comments once they are mended."""
    source = SPEC.format(ignore=ignore, above=above)
    edits = [edit for one in told(ignore, above) for fix in one.fixes for edit in fix.edits]
    mended = edited(source, edits)
    assert keeps_steps("a.feature", source, mended)
    return "\n".join(line.strip() for line in mended.splitlines() if line.lstrip().startswith("#"))


@pytest.mark.parametrize(
    ("ignore", "left"),
    [
        ("# specbook: ignore[scenarios-are-named]", "# specbook: ignore[scenarios-are-named]"),
        ("# specbook: ignore[scenarios-have-steps]", ""),
        ("# specbook: ignore[scenarios-have-steps] they come", "# they come"),
        (
            "# specbook: ignore[scenarios-have-steps, scenarios-are-named] both",
            "# specbook: ignore[scenarios-are-named] both",
        ),
        ("#specbook:ignore[ scenarios-are-named scenarios-have-steps ]x", "#specbook:ignore[scenarios-are-named]x"),
        ("# specbook: ignore[]", ""),
        ("# specbook: ignore[] no name yet", "# no name yet"),
        ("# specbook: ignore[scenarios-are-nmaed]", "# specbook: ignore[scenarios-are-nmaed]"),
    ],
)
def test_what_is_needed_no_more_is_taken_out_and_its_reason_stays(ignore: str, left: str) -> None:
    assert after(ignore) == left


def test_a_comment_above_the_feature_is_needed_where_anything_in_the_file_is_ignored() -> None:
    assert told("", "# specbook: ignore[scenarios-are-named]\n") == []
    assert after("", "# specbook: ignore[scenarios-have-steps]\n") == ""


def test_of_two_comments_that_cover_a_line_the_first_is_the_one_that_is_needed() -> None:
    (one,) = told("# specbook: ignore[scenarios-are-named]", "# specbook: ignore[scenarios-are-named]\n")
    assert one.line == 4


def test_a_name_that_no_check_has_comes_with_the_nearest() -> None:
    (one,) = told("# specbook: ignore[scenarios-are-nmaed]")
    assert one.message == "There is no check “scenarios-are-nmaed”. Did you mean “scenarios-are-named”?"
    assert one.fixes == ()


@pytest.mark.parametrize(
    "options",
    [
        {"ignore": ("scenarios-have-steps",)},
        {"ignore": ("ignores-are-used",)},
        {"select": ("tags", "suppressions")},
    ],
)
def test_of_a_check_that_is_off_nobody_knows_whether_it_would_find_something(options: dict[str, object]) -> None:
    assert told("# specbook: ignore[scenarios-have-steps] x", **options) == []


def test_reasons_are_asked_for_only_where_somebody_wants_that() -> None:
    bare, reasoned = "# specbook: ignore[scenarios-are-named]", "# specbook: ignore[scenarios-are-named] old"
    wanted = {"extend_select": ("ignores-have-reasons",)}
    assert [one.check for one in told(bare, **wanted)] == ["ignores-have-reasons"]
    assert told(reasoned, **wanted) == told(bare) == []
