"""A step's data table in the shape that its step definition asks for, and tables that have not that shape."""

import pytest
from tests.sandbox import Sandbox

TABLES = """\
from __future__ import annotations

import specbook
from pytest_bdd import given
from specbook import Columns, Dicts, Pairs


@given("dicts of one row")
def dicts_of_one_row(datatable: Dicts):
    assert datatable == [{"a": "1", "b": ""}]


@given("dicts without rows")
def dicts_without_rows(datatable: specbook.Dicts):
    assert datatable == []


@given("columns without rows")
def columns_without_rows(datatable: Columns):
    assert datatable == {"a": [], "b": []}


@given("pairs")
def pairs(datatable: Pairs):
    assert datatable == {"a": "1", "b": "1"}


@given("rows of another annotation")
def rows(datatable: list[list[str]]):
    assert datatable == [["a", "a"], ["a|b", "c\\nd"]]


@given("whoever needs a table")
def needs_a_table(datatable):
    pass


@given("nobody asks for its table")
def nobody_asks():
    pass
"""
SPEC = """\
Feature: Tables
  Scenario: dicts
    Given dicts of one row
      | a | b |
      | 1 |   |

  Scenario: no rows
    Given dicts without rows
      | a | b |
    And columns without rows
      | a | b |

  Scenario: pairs
    Given pairs
      | a | 1 |
      | b | 1 |

  Scenario: rows keep what is equal, escaped or broken into lines
    Given rows of another annotation
      | a    | a    |
      | a\\|b | c\\nd |

  Scenario: a table that nobody asks for
    Given nobody asks for its table
      | a |

  Scenario: a column twice
    Given columns without rows
      | a | a |

  Scenario: a key twice
    Given pairs
      | a | 1 |
      | a | 2 |

  Scenario: pairs of three
    Given pairs
      | a | 1 | 2 |

  Scenario: pairs of one
    Given pairs
      | a |

  Scenario: no table
    Given whoever needs a table
"""


@pytest.fixture(scope="module")
def tabled(tmp_path_factory: pytest.TempPathFactory) -> Sandbox:
    """Run all tables once."""
    sandbox = Sandbox(tmp_path_factory.mktemp("tables"))
    sandbox.write("steps/tables.py", TABLES)
    sandbox.write("specs/tables.feature", SPEC)
    sandbox.specbook("run")
    return sandbox


@pytest.mark.parametrize(
    "name",
    [
        "dicts",
        "no rows",
        "pairs",
        "rows keep what is equal, escaped or broken into lines",
        "a table that nobody asks for",
    ],
)
def test_a_table_is_given_in_the_shape_that_is_asked_for(tabled: Sandbox, name: str) -> None:
    assert tabled.states()[name] == "verified", tabled.reasons()[name]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("a column twice", "“a” stands twice"),
        ("a key twice", "“a” stands twice"),
        ("pairs of three", "a table of pairs has two columns, this one has 3"),
        ("pairs of one", "a table of pairs has two columns, this one has 1"),
        ("no table", "datatable"),
    ],
)
def test_a_table_that_has_not_the_shape_fails_its_step_and_says_why(tabled: Sandbox, name: str, told: str) -> None:
    assert tabled.states()[name] == "failing"
    assert told in tabled.reasons()[name]


def test_a_ragged_table_is_refused_where_it_stands_and_the_other_files_run(sandbox: Sandbox) -> None:
    ragged = "Feature: It\n  Scenario: It\n    Given all is well\n      | a | b |\n      | 1 |\n"
    sandbox.write("specs/ragged.feature", ragged)
    sandbox.write("specs/well.feature", "Feature: Well\n  Scenario: Well\n    Given all is well\n")
    said = sandbox.specbook("run")
    assert said.code == 1
    assert "specs/ragged.feature:5:7: " in said.out
    assert sandbox.states() == {"Well": "verified"}
