"""What is asked for wrongly: told with its place, before anything is run or written."""

import pytest
from tests.sandbox import Sandbox

from specbook.errors import UsageError
from specbook.pytest_plugin.tag_expressions import parse_tags

SPEC = """\
# the first line
Feature: Pay
  @little
  Scenario: A little
    Given all is well


  # between two scenarios
  Scenario: A lot
    Given all is well
"""


@pytest.mark.parametrize(
    ("expression", "told", "column"),
    [
        ("@a and", "a tag is missing at its end", 6),
        ("@a and not", "a tag is missing at its end", 10),
        ("or @b", "a tag is missing before “or”", 0),
        ("(@a and) or @b", "a tag is missing before “)”", 7),
        ("@a  or  or @b", "a tag is missing before “or”", 8),
        ("()", "a tag is missing before “)”", 1),
        ("@a @b", "“and” or “or” is missing before “@b”", 3),
        ("@a not @b", "“and” or “or” is missing before “not”", 3),
        ("@a (@b)", "“and” or “or” is missing before “(”", 3),
        ("@a and (@b", "“(” is never closed", 7),
        ("(@a and (@b)", "“(” is never closed", 0),
        ("(@a)) or (@b", "“)” closes nothing", 4),
        ("@a and b", "a tag begins with @, as in @b", 7),
    ],
)
def test_a_mistake_in_a_tag_expression_is_pointed_at(expression: str, told: str, column: int) -> None:
    with pytest.raises(UsageError) as raised:
        parse_tags(expression)
    assert str(raised.value) == f"the tag expression has a mistake: {told}\n  {expression}\n  {' ' * column}^"


@pytest.mark.parametrize(
    ("expression", "tags"),
    [
        ("@a and not (@b or @c)", {"@a"}),
        ("not(@b)and(@a)", {"@a"}),
        ("@with\\(brackets\\) or @b", {"@with(brackets)"}),
        ("not not @a", {"@a"}),
        (" ", set()),
    ],
)
def test_an_expression_without_a_mistake_is_left_to_cucumbers_own_parser(expression: str, tags: set[str]) -> None:
    assert parse_tags(expression).evaluate(tags)


@pytest.mark.parametrize("processes", [(), ("-n", "2")], ids=["serial", "two processes"])
@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["--tags=@little and"], "  @little and\n             ^"),
        (
            ["specs/pay.feature:99"],
            "specs/pay.feature:99 is no line of a scenario; the nearest, “A lot”, begins on line 9",
        ),
        (["specs/pay.feature:1"], "specs/pay.feature:1 is no line of a scenario"),
        (["specs/pay.feature:0"], "specs/pay.feature:0 is no line of a scenario"),
        (["specs/pay.feature:4:99"], "specs/pay.feature:99 is no line of a scenario"),
        (["specs/none.feature:4"], "specs/none.feature: there is no such file"),
        (["@lines.txt"], "specs/pay.feature:77 is no line of a scenario"),
        (["@none.txt"], "none.txt"),
        (["--changed-since=no-revision"], "git knows no revision “no-revision” here"),
    ],
)
def test_what_is_asked_wrongly_runs_nothing_and_overwrites_nothing(
    sandbox: Sandbox, asked: list[str], told: str, processes: tuple[str, ...]
) -> None:
    sandbox.write("specs/pay.feature", SPEC)
    sandbox.write("lines.txt", "specs/pay.feature:4\nspecs/pay.feature:77\n")
    assert sandbox.specbook("run").code == 0
    before = _results(sandbox)
    said = sandbox.specbook("run", "--", *asked, *processes)
    assert said.code == 2, said.text
    assert told in said.text
    assert sandbox.pytest(*asked, *processes).code == 4
    assert _results(sandbox) == before


def _results(sandbox: Sandbox) -> dict[str, bytes]:
    folder = sandbox.root / ".specbook"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
