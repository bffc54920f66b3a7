"""Cucumber expressions as step parsers: what they match, what they give, and where a mistake in one is told."""

import re

import pytest
from tests.sandbox import Sandbox

from specbook import expression, parameter_type
from specbook.errors import UsageError

MATCHES = [
    ("I have {int} cucumber(s)", "I have 1 cucumber", (1,)),
    ("I have {int} cucumber(s)", "I have -42 cucumbers", (-42,)),
    ("(a )small boat", "small boat", ()),
    ("a harbour/marina berth", "a marina berth", ()),
    ("boat(s)/ship(s) at sea", "ships at sea", ()),
    (r"the price \(with tax) is {float}", "the price (with tax) is 3.5", (3.5,)),
    (r"a 12\/24 volt battery", "a 12/24 volt battery", ()),
    (r"\{int} is {int}", "{int} is 3", (3,)),
    ("it costs $5.00 (a) [b]*", "it costs $5.00 a [b]*", ()),
    ("it costs $5.00 (a) [b]*", "it costs $5.00  [b]*", ()),
    ("a {string} and a {string}", 'a "boat\'s" and a \'big "one"\'', ("boat's", 'big "one"')),
    (r"say {string}", r'say "a \"b\""', ('a "b"',)),
    ("say {string}", 'say ""', ("",)),
    ("{word} sails", "Émilie sails", ("Émilie",)),
    ("{} sails", "the old boat sails", ("the old boat",)),
    ("", "", ()),
    ("Ħ{word}", "Ħx", ("x",)),
    (re.compile(r"^a (big|small) dog( barks)?$"), "a big dog", ("big", None)),
    (re.compile(r"(\d+) dogs"), "3 dogs", (3,)),
]
NO_MATCHES = [
    ("I have {int} cucumber(s)", "I have 1.5 cucumbers"),
    ("I have {int} cucumber(s)", "I have 1 cucumber!"),
    ("a harbour/marina berth", "a harbourmarina berth"),
    ("a harbour/marina berth", "A harbour berth"),
    ("{word} sails", "two words sails"),
    ("it costs $5.00", "it costs $5x00"),
]


@pytest.mark.parametrize(("pattern", "text", "values"), MATCHES)
def test_an_expression_gives_the_values_of_a_text_that_it_matches(
    pattern: str | re.Pattern[str], text: str, values: tuple[object, ...]
) -> None:
    match = expression(pattern).match_expression(text)
    assert match is not None
    assert tuple(argument.value for argument in match.arguments) == values


@pytest.mark.parametrize(("pattern", "text"), NO_MATCHES)
def test_an_expression_matches_only_the_whole_text(pattern: str, text: str) -> None:
    assert not expression(pattern).is_matching(text)


@pytest.mark.parametrize(("pattern", "text", "values"), MATCHES)
def test_the_beginning_that_an_expression_is_found_by_begins_every_match(
    pattern: str | re.Pattern[str], text: str, values: tuple[object, ...]
) -> None:
    assert text.startswith(expression(pattern).finder.beginning)


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("a boat (at {berth})", "may not contain a parameter type"),
        ("a boat (at (sea))", "may not contain an other optional"),
        ("a boat ()", "must contain some text"),
        ("a boat / a ship", "Alternative may not be empty"),
        ("a boat (at", "does not have a matching ')'"),
        ("a {boat", "does not have a matching '}'"),
        (r"a \boat", "can be escaped"),
    ],
)
def test_a_mistake_in_an_expression_stops_its_module_and_names_the_line(
    sandbox: Sandbox, pattern: str, told: str
) -> None:
    sandbox.write("specs/it.feature", "Feature: It\n  Scenario: It\n    Given all is well\n")
    source = f"from pytest_bdd import given\nfrom specbook import expression\n\n@given(expression({pattern!r}))\n"
    sandbox.write("steps/wrong.py", source + "def wrong():\n    pass\n")
    said = sandbox.specbook("run")
    assert said.code == 1
    assert "steps/wrong.py:4: " in said.out
    assert told in said.out
    assert "INTERNALERROR" not in said.text


@pytest.mark.parametrize("name", ["a(b", "a{b", "a.b", "a|b", "a/b", "[a]"])
def test_a_type_cannot_have_a_name_that_no_expression_could_hold(name: str) -> None:
    with pytest.raises(UsageError, match="cannot be called"):
        parameter_type(name, "x")


def test_a_pattern_that_is_no_regular_expression_is_refused_where_it_stands() -> None:
    with pytest.raises(UsageError, match=r"the pattern of the parameter type “berth” has a mistake: missing \)"):
        parameter_type("berth", "([A-F]")


TYPES = """\
from specbook import parameter_type


@parameter_type("berth-number", "[A-F][0-9]+")
def berth(text):
    if text == "F0":
        raise LookupError("there is no berth F0")
    return text


@parameter_type("left", "here|there")
def left(text):
    return text


@parameter_type("right", "here|there")
def right(text):
    return text
"""
USES = """\
import re

from pytest_bdd import given
from specbook import expression


@given(expression("a boat at {berth-number}"))
def a_boat_at(place):
    assert place == "C12"


@given(expression("{int} times {int}"))
def times(number):
    pass


@given(expression(re.compile("it is (here|there)")))
def it_is(where):
    pass
"""


def test_types_of_the_project_behave_whatever_module_defines_them(sandbox: Sandbox) -> None:
    sandbox.write("steps/a_uses.py", USES)
    sandbox.write("steps/z_types.py", TYPES)
    sandbox.write(
        "specs/it.feature",
        "Feature: Types\n"
        "  Scenario: defined later than used\n    Given a boat at C12\n"
        "  Scenario: no value can be made\n    Given a boat at F0\n"
        "  Scenario: more values than parameters\n    Given 3 times 4\n"
        "  Scenario: two types fit a regular expression\n    Given it is here\n"
        "  Scenario: suggested\n    Given something lies at B7\n",
    )
    said = sandbox.specbook("run")
    assert sandbox.states() == {
        "defined later than used": "verified",
        "no value can be made": "failing",
        "more values than parameters": "failing",
        "two types fit a regular expression": "failing",
        "suggested": "undefined",
    }
    assert "there is no berth F0" in sandbox.reasons()["no value can be made"]
    assert "2 step definitions match" not in said.out
    assert "gives 2 arguments, its function takes 1" in sandbox.reasons()["more values than parameters"]
    assert "matches multiple parameter types" in said.out
    assert (
        '@given(expression("something lies at {berth-number}"))\nE   def something_lies_at(berth_number):\n' in said.out
    )


def test_a_type_that_is_defined_twice_is_told_with_its_line(sandbox: Sandbox) -> None:
    sandbox.write("specs/it.feature", "Feature: It\n  Scenario: It\n    Given all is well\n")
    sandbox.write("steps/a_types.py", TYPES)
    sandbox.write("steps/b_types.py", TYPES)
    said = sandbox.specbook("run")
    assert said.code == 1
    assert "steps/b_types.py:4: " in said.out
    assert "already a parameter with name berth-number" in said.out
