"""Specs in a bad layout, and in the good one that says the same."""

from pytest_bdd import given, parsers, then
from steps.projects import Project

SPEC = "specs/layout.feature"


def _doc_string(margin: str, *lines: str, marks: str) -> str:
    written = "".join(f"{line}\n" for line in (f'{marks}"""', *lines, f'{marks}"""'))
    return f"Feature: Letters\n\n  Scenario: Send one\n{margin}Given a letter\n{written}"


def _story(margin: str, *lines: str) -> str:
    return "Feature: Pay\n" + "".join(f"{margin}{line}\n" if line else "\n" for line in lines)


STORY = ("Pay  ", "at once:", "- by card", "  - or not", "", "```", "a", "", "", "  b ", "```")
PLAIN_BAD = "Feature: Pay\n Scenario: Pay\n  Given a card\n"
PLAIN_GOOD = "Feature: Pay\n\n  Scenario: Pay\n    Given a card\n"

LAYOUTS: dict[str, tuple[str, str]] = {
    "a doc string that is deeper indented than its marks": (
        _doc_string("  ", "     Dear shopper,", "       your parcel", marks="  "),
        _doc_string("    ", "         Dear shopper,", "           your parcel", marks="      "),
    ),
    "a doc string that is less indented than its marks": (
        _doc_string("", "Dear shopper,", " your parcel", marks="    "),
        _doc_string("    ", "      Dear shopper,", "      your parcel", marks="      "),
    ),
    "a doc string with blank lines, and blanks at the ends": (
        _doc_string("", "Dear shopper,  ", "", "", "your parcel\t", "   ", marks=""),
        _doc_string("    ", "      Dear shopper,  ", "", "", "      your parcel\t", "         ", marks="      "),
    ),
    "cells with bars, backslashes and line breaks": (
        PLAIN_BAD + "   |\\||a\\\\|\n  |one\\ntwo|\\n|\n",
        PLAIN_GOOD + "      | \\|       | a\\\\ |\n      | one\\ntwo | \\n  |\n",
    ),
    "a list, a fence and a hard line break in its story": (
        _story("   ", *STORY) + " Scenario: Pay\n",
        _story("  ", *STORY) + "\n  Scenario: Pay\n",
    ),
    "a comment behind its tags": (
        "@pay   @card   # both\n" + PLAIN_BAD,
        "@pay @card # both\n" + PLAIN_GOOD,
    ),
    "Japanese in its table": (
        PLAIN_BAD + "  |値段|price|\n  |三十八|38|\n",
        PLAIN_GOOD + "      | 値段   | price |\n      | 三十八 | 38    |\n",
    ),
    "Windows line endings": (PLAIN_BAD.replace("\n", "\r\n"), PLAIN_GOOD.replace("\n", "\r\n")),
    "a byte order mark": ("\ufeff" + PLAIN_BAD, "\ufeff" + PLAIN_GOOD),
}


@given(parsers.parse("a spec in a bad layout, with {what}"))
def a_spec_in_a_bad_layout(project: Project, what: str) -> None:
    project.write(SPEC, LAYOUTS[what][0])


@then(parsers.parse("the spec is in a good layout, still with {what}"))
def the_spec_is_in_a_good_layout(project: Project, what: str) -> None:
    assert project.path(SPEC).read_bytes().decode() == LAYOUTS[what][1]
