"""Fixes are made together where they can be, and refused where a step would not stay what it is."""

import pytest

from specbook.finding import Edit, Finding, Fix
from specbook.fixing import edited, fix_safely, keeps_steps

SOURCE = "Feature: Pay\n\n  Scenario: Pay\n    Given a basket\n    Then it is paid\n"


def finding(*edits: Edit, safe: bool = True) -> Finding:
    at = edits[0]
    return Finding("a.feature", at.line, at.column, "parses", "error", "It is torn.", fixes=(Fix("Mend", edits, safe),))


def test_edits_are_put_in_by_their_places_whatever_their_order() -> None:
    edits = [Edit(3, 3, 3, 11, "Example"), Edit(1, 10, 1, 13, "Buy"), Edit(2, 1, 2, 1, "  So that.\n")]
    wanted = "Feature: Buy\n  So that.\n\n  Example: Pay\n    Given a basket\n    Then it is paid\n"
    assert edited(SOURCE, edits) == edited(SOURCE, reversed(edits)) == wanted


def test_an_edit_may_reach_beyond_the_end() -> None:
    assert edited("a\nb", [Edit(2, 1, 3, 1, "")]) == "a\n"
    assert edited("a\nb", [Edit(2, 1, 2, 99, "c")]) == "a\nc"
    assert edited("a\n", [Edit(9, 1, 9, 1, "b\n")]) == "a\nb\n"


def test_column_zero_is_before_the_byte_order_mark() -> None:
    assert edited("\ufeffa\n", [Edit(1, 0, 1, 1, "")]) == "a\n"
    assert edited("\ufeffa\n", [Edit(1, 1, 1, 2, "b")]) == "\ufeffb\n"


def test_new_lines_end_as_those_around_them() -> None:
    assert edited("a\r\nb\r\nc\n", [Edit(2, 1, 2, 1, "x\n"), Edit(3, 1, 3, 1, "y\n")]) == "a\r\nx\r\nb\r\ny\nc\n"


def test_edits_that_overlap_wait_for_another_round() -> None:
    one, other = finding(Edit(1, 10, 1, 13, "Buy")), finding(Edit(1, 12, 1, 13, "x"), Edit(2, 1, 2, 1, "  Why.\n"))
    fixed = fix_safely("a.feature", SOURCE, [other, one])
    assert fixed.mended == (one,)
    assert fixed.text == SOURCE.replace("Feature: Pay", "Feature: Buy")


def test_what_is_not_safe_is_left_alone() -> None:
    fixed = fix_safely("a.feature", SOURCE, [finding(Edit(1, 10, 1, 13, "Buy"), safe=False)])
    assert (fixed.text, fixed.mended, fixed.refused) == (SOURCE, (), ())


def test_a_fix_that_would_change_a_step_is_refused_and_the_others_are_made() -> None:
    good, bad = finding(Edit(1, 10, 1, 13, "Buy")), finding(Edit(4, 11, 4, 19, "two baskets"))
    fixed = fix_safely("a.feature", SOURCE, [bad, good])
    assert (fixed.mended, fixed.refused) == ((good,), (bad,))
    assert fixed.text == SOURCE.replace("Feature: Pay", "Feature: Buy")


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        ("Scenario: Pay", "Scenario: Buy", True),
        ("    Then it is paid\n", "", False),
        ("Given", "When", True),
        ("a basket", "a basket ", True),
        ("a basket", "a Basket", False),
        ("a basket\n", "a basket\n      | x |\n", False),
        ("Then it is paid\n", "Then it is paid\n    And more\n", True),
        ("Feature", "Featur", False),
    ],
)
def test_every_step_must_still_be_there_word_for_word(old: str, new: str, kept: bool) -> None:
    assert keeps_steps("a.feature", SOURCE, SOURCE.replace(old, new)) is kept


def test_of_a_file_that_cannot_be_read_the_fix_must_leave_no_more_mistakes() -> None:
    torn = SOURCE + "nonsense\n"
    assert keeps_steps("a.feature", torn, SOURCE)
    assert keeps_steps("a.feature", torn, torn.replace("Pay", "Buy"))
    assert not keeps_steps("a.feature", torn, torn + "more nonsense\n")
