"""Tag expressions: what they select, and where a mistake in one is pointed at."""

import random

import pytest
from cucumber_tag_expressions import TagExpressionError, parse
from tests.sandbox import Sandbox

from specbook.errors import UsageError
from specbook.pytest_plugin.tag_expressions import parse_tags


@pytest.mark.parametrize(
    ("expression", "tags", "wanted"),
    [
        ("", "", True),
        ("  ", "@a", True),
        ("@a", "@a @b", True),
        ("not @a", "", True),
        ("@a or @b and @c", "@a", True),
        ("(@a or @b) and @c", "@a", False),
        ("not(@a)or(@b)", "@a @b", True),
        ("not not @a", "@a", True),
        ("@a\n  and @b", "@a @b", True),
        (r"@id\(12\)", "@id(12)", True),
        (r"@a\\b", r"@a\b", True),
        ("@été", "@été", True),
    ],
)
def test_an_expression_selects_by_tags(expression: str, tags: str, wanted: bool) -> None:
    assert parse_tags(expression).evaluate(tags.split()) is wanted


@pytest.mark.parametrize(
    ("expression", "pointed", "told"),
    [
        ("@a and", "      ^", "a tag is missing at the end"),
        ("@a and not", "          ^", "a tag is missing at the end"),
        ("and @a", "^", "a tag is missing before “and”"),
        ("@a or or @b", "      ^", "a tag is missing before “or”"),
        ("@a and ()", "        ^", "a tag is missing before “)”"),
        ("@a @b", "   ^", "“and” or “or” is missing before “@b”"),
        ("@a\nAND @b", "   ^", "“and” or “or” is missing before “AND”"),
        ("@a(@b)", "  ^", "“and” or “or” is missing before “(”"),
        ("@a)", "  ^", "no “(” belongs to this “)”"),
        ("((@a) and @b", "^", "no “)” belongs to this “(”"),
        ("@a or b", "      ^", "a tag begins with @, as in @b"),
        (r"@a or @b\c", "      ^", "a backslash stands only before"),
    ],
)
def test_a_mistake_is_pointed_at(expression: str, pointed: str, told: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_tags(expression)
    first, shown, pointer = str(refused.value).splitlines()
    assert told in first
    assert shown == f"  {expression}".replace("\n", " ")
    assert pointer == f"  {pointed}"


def test_what_is_refused_is_what_the_library_refuses() -> None:
    seen = {True: 0, False: 0}
    for seed in range(3000):
        drawn = random.Random(seed)
        words = drawn.choices(["@a", "@b", "and", "or", "not", "(", ")"], k=drawn.randint(1, 7))
        assert _accepts(parse_tags, UsageError, words) is _accepts(parse, TagExpressionError, words), words
        seen[_accepts(parse_tags, UsageError, words)] += 1
    assert min(seen.values()) > 50


def _accepts(parser: object, refusal: type[Exception], words: list[str]) -> bool:
    try:
        parser(" ".join(words))  # type: ignore[operator]
    except refusal:
        return False
    return True


@pytest.mark.parametrize("processes", [(), ("-n", "1")], ids=["serial", "a worker"])
def test_tags_with_brackets_select_what_is_run(sandbox: Sandbox, processes: tuple[str, ...]) -> None:
    sandbox.write(
        "specs/it.feature",
        "Feature: It\n  @id(12)\n  Scenario: Twelve\n    Given all is well\n"
        "  @id(13)\n  Scenario: Thirteen\n    Given all is well\n",
    )
    assert sandbox.specbook("run", "--", "--tags", r"@id\(12\)", *processes).code == 0
    assert sandbox.states() == {"Twelve": "verified", "Thirteen": "not run"}


def test_a_mistake_in_the_option_is_wrong_usage_and_runs_nothing(sandbox: Sandbox) -> None:
    sandbox.write("specs/it.feature", "Feature: It\n  Scenario: It\n    Given all is well\n")
    said = sandbox.specbook("run", "--", "--tags", "@a or")
    assert said.code == 2
    assert not list((sandbox.root / ".specbook/results").glob("*/"))
