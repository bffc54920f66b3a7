"""What the checks of examples find, in the odd forms that their own pages do not show."""

import pytest
from tests.checked import found, lines, mended

OUTLINE = """\
Feature: Pay
  Scenario Outline: Pay {name}
    {description}

    Given a price of <price>
    {step}

    Examples: Some
      | {columns} |
      | {first} |
      | {second} |
"""


def outline(columns: str, first: str, second: str, name: str = "", description: str = "", step: str = "") -> str:
    """Write an outline whose step asks for the column “price”."""
    return OUTLINE.format(columns=columns, first=first, second=second, name=name, description=description, step=step)


@pytest.mark.parametrize(
    "used",
    [
        {"name": "with <tax>"},
        {"description": "It is <tax> more."},
        {"step": "And a tax of <tax>"},
        {"step": "And a bill\n      | <tax> |"},
        {"step": 'And a bill\n      """\n      <tax>\n      """'},
        {"step": 'And a bill\n      """<tax>\n      text\n      """'},
    ],
)
def test_a_column_may_be_used_wherever_a_placeholder_may_stand(used: dict[str, str]) -> None:
    assert lines("columns-are-used", outline("price | tax", "1 | 2", "3 | 4", **used)) == []


def test_a_column_that_nothing_uses_is_found_at_its_name() -> None:
    (one,) = found("columns-are-used", outline("price | tax", "1 | 2", "3 | 4"))
    assert (one.line, one.column, one.end) == (9, 17, 20)
    assert "“tax”" in one.message


@pytest.mark.parametrize(
    ("columns", "first", "second"),
    [
        ("case | price", "1 | 2", "2 | 3"),
        ("price | Remarque", "1 | x", "2 | x"),
        ("price | comment!", "1 | x", "2 | x"),
        ("price | test_description", "1 | x", "2 | x"),
        ("who | price", "a shopper | 2", "a guest | 3"),
        ("goods | price", "tea | 2", "rope | 3"),
        ("price | told", "1 | it is too cheap", "2 | it is just right"),
    ],
)
def test_a_column_that_is_for_the_reader_may_stay(columns: str, first: str, second: str) -> None:
    assert lines("columns-are-used", outline(columns, first, second)) == []


@pytest.mark.parametrize(
    ("columns", "first", "second"),
    [
        ("tax | price", "1 | 2", "2 | 3"),
        ("colour | price", "red | 2", "red | 3"),
        ("price | colour", "1 | red", "2 | blue"),
    ],
)
def test_a_column_that_looks_like_data_may_not(columns: str, first: str, second: str) -> None:
    assert lines("columns-are-used", outline(columns, first, second)) == [9]


def test_the_rows_of_all_tables_count_for_whether_an_outline_varies() -> None:
    one = "Feature: Pay\n  Scenario Outline: Pay\n    Given <a>\n\n    Examples:\n      | a |\n      | 1 |\n"
    assert lines("outlines-vary", one) == [2]
    assert lines("outlines-vary", one + "\n    Examples:\n      | a |\n      | 2 |\n") == []
    assert lines("outlines-vary", one.replace("      | 1 |\n", "")) == []


def test_a_row_is_the_same_whatever_the_order_of_its_columns_and_not_where_tags_choose_it() -> None:
    more = "\n    {tags}\n    Examples: More\n      | tax | price |\n      | 2 | 1 |\n"
    source = outline("price | tax", "1 | 2", "3 | 4", step="And <tax>")
    assert lines("rows-are-unique", source + more.format(tags="")) == [16]
    assert lines("rows-are-unique", source + more.format(tags="@slow")) == []


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_the_later_row_is_removed_whole(ends: str) -> None:
    source = outline("price", "1", "1").replace("\n", ends)
    assert mended("rows-are-unique", source) == source.replace(f"      | 1 |{ends}", "", 1)
    assert mended("rows-are-unique", source.rstrip()) == source.replace(f"      | 1 |{ends}", "", 1)


def test_a_table_of_a_step_can_be_too_wide_too() -> None:
    row = f"|{' x |' * 11}"
    assert lines("tables-are-narrow", f"Feature: a\n  Background:\n    Given b\n      {row}\n") == [4]
    assert lines("tables-are-narrow", outline(" | ".join("abcdefghijk"), " | " * 10, " | " * 10)) == [9]
    assert (
        lines("tables-are-narrow", f"Feature: a\n  Scenario: s\n    Given b\n      {row.replace('x |', '', 1)}\n") == []
    )


def test_every_empty_cell_is_told_with_its_column() -> None:
    one, other = found("no-empty-cells", outline("price | tax", " | 2", "3 | "))
    assert "“price”" in one.message
    assert "“tax”" in other.message
