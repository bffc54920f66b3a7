"""Which examples of a Rule become one table, and which stay as they are."""

import pytest

from specbook.flows import flows
from specbook.model import GherkinDocument
from specbook.pages.alike import cases
from specbook.reader import read_text

SEND = 'Given a rope\nWhen it goes from "Oslo" to "Bergen"\nThen it costs 12 euros\n'


def grouped(*scenarios: str) -> list[list[str]]:
    """Return the names that stand together, after the titles of their columns."""
    texts = [scenario.replace("\n", "\n      ") for scenario in scenarios]
    source = "Feature: A\n  Rule: R\n" + "".join(f"    {text}\n" for text in texts)
    document = read_text("a.feature", source)
    assert isinstance(document, GherkinDocument)
    assert document.feature
    return [
        [*(column.title for column in group.columns), *(one.scenario.name for one in group.flowing)]
        for group in cases(flows(document.feature))
    ]


def test_each_step_that_differs_is_a_column_with_its_values_in_each_row() -> None:
    other = SEND.replace('"Bergen"', '"Narvik"').replace('"Oslo"', '"Vardø"').replace("12", "30.50")
    assert grouped(f"Example: Near\n{SEND}", f"Example: Far\n{other}") == [
        ["it goes from … to …", "it costs … euros", "Near", "Far"]
    ]


def test_one_word_may_differ_where_a_step_has_more_than_two() -> None:
    steps = "Given the order is {}\nThen it is {}\n"
    assert grouped(
        f"Example: One\n{steps.format('paid', 'done')}", f"Example: Two\n{steps.format('sent', 'lost')}"
    ) == [["the order is …", "it is …", "One", "Two"]]


@pytest.mark.parametrize(
    "other",
    [
        SEND.replace("12 euros", "12 euros\nAnd a receipt"),
        SEND.replace("Then it costs 12", "And it costs 12"),
        SEND.replace("a rope", "an oar"),
        SEND.replace("it costs 12 euros", "nobody pays for it"),
        SEND.replace("a rope", "a rope\n  | long |"),
        SEND.replace("a rope", 'a rope\n  """\n  long\n  """'),
        "As a text of its own.\n\n" + SEND,
    ],
    ids=["a step more", "a keyword", "a short step", "other words", "a table", "a text", "a description"],
)
def test_what_differs_in_more_than_values_stays_apart(other: str) -> None:
    assert grouped(f"Example: One\n{SEND}", f"Example: Two\n{other}") == [["One"], ["Two"]]


def test_five_steps_that_differ_are_too_many_columns() -> None:
    one, two = ("".join(f"Given the price of {n} is {value}\n" for n in "abcde") for value in (1, 2))
    assert grouped(f"Example: One\n{one}", f"Example: Two\n{two}") == [["One"], ["Two"]]


def test_an_outline_and_a_use_case_interrupt_a_table() -> None:
    outline = "Scenario Outline: Rows\nGiven a rope of <n>\nExamples:\n  | n |\n  | 1 |"
    use_case = f"@use-case\n    Example: Use\n{SEND}"
    names = [f"Example: {name}\n{SEND}" for name in "abcd"]
    found = grouped(names[0], names[1], outline, names[2], use_case, names[3])
    assert found == [["a", "b"], ["Rows"], ["c"], ["Use"], ["d"]]


def test_what_is_alike_only_two_by_two_stays_apart() -> None:
    words = ("the red rope", "the blue rope", "the red oar")
    names = [f"Example: {words}\nGiven {words}\n" for words in words]
    assert grouped(*names) == [[word] for word in words]
