"""What a step definition takes from a step's text, found in the quick ways and in the libraries' own."""

import inspect
import random
from collections.abc import AsyncIterator, Callable, Iterator
from functools import wraps
from typing import Any

import pytest
from pytest_bdd import parsers

from specbook.pytest_plugin import arguments
from specbook.pytest_plugin.stepping import signature_of
from specbook.step_patterns.finders import Finder, found_in

FIELDS = ["{count}", "{count:d}", "{count:w}", "{a_1:d}"]
AROUND = ["", " ", "pay ", "Pay (", ") €", "a+b ", " x", "7", "-", ".", "it's ", "ß", "K", "tab\t", "two  spaces "]
VALUES = [
    "",
    "7",
    "-7",
    "+7",
    "1,000",
    "0x1f",
    "0b1",
    "3.5",
    "1e3",
    "nan",
    "word",
    "two words",
    " 7",
    "7 ",
    "é",
    "7x",
    ".",
]
RESULT = tuple[Any, Any] | None


def told(finder: Finder, text: str) -> RESULT:
    """Say what was found, by name and place; or nothing."""
    found = found_in(finder, text)
    return (found.named, found.spans) if found else None


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("seed", range(20))
def test_a_pattern_of_one_field_finds_what_the_parse_library_finds(field: str, seed: int) -> None:
    chance = random.Random(seed)
    found = 0
    for _ in range(60):
        parser = parsers.parse(chance.choice(AROUND) + field + chance.choice(AROUND))
        before, _, after = parser.name.partition(field)
        for value in VALUES:
            near = before + value + after
            for text in (near, near.upper(), near.lower(), near[1:], near + " ", near.replace("K", "\u212a")):
                expected = told(Finder(parser.parser.parse), text)
                assert told(arguments.finder(parser), text) == expected, (parser.name, text)
                found += expected is not None
    assert found > 50


@pytest.mark.parametrize(
    ("parser", "text"),
    [
        (parsers.parse("{a:d} and {b:d}"), "1 and 2"),
        (parsers.parse("{a:Upper}", extra_types={"Upper": str.upper}), "x"),
        (parsers.parse("{a:d}", extra_types={"d": lambda text: "own " + text}), "x"),
        (parsers.parse("Pay {a}", case_sensitive=True), "pay x"),
        (parsers.parse("{{a}} {b}"), "{a} x"),
        (parsers.parse("{a:g} x"), "1e3 x"),
        (parsers.parse("{a[b]} x"), "y x"),
        (parsers.parse("{a:>5} x"), "    y x"),
        (parsers.cfparse("{a:Word+}", extra_types={"Word": str}), "x, y"),
    ],
    ids=lambda value: str(getattr(value, "name", value)),
)
def test_any_other_pattern_is_left_to_the_parse_library(parser: parsers.parse, text: str) -> None:
    assert told(arguments.finder(parser), text) == told(Finder(parser.parser.parse), text)


def test_a_value_that_a_step_could_change_is_made_anew_for_each_step() -> None:
    parser = parsers.parse("{a:List}", extra_types={"List": lambda text: text.split(",")})
    found = arguments.finder(parser).find("x,y")
    arguments.values(parser, found, "x,y")["a"].append("z")
    assert arguments.values(parser, found, "x,y") == {"a": ["x", "y"]}


def plain(a: int, b: str) -> None: ...
def with_defaults(a: int, b: str = "") -> None: ...
def by_position(a: int, /, b: int) -> None: ...
def by_name(a: int, *, b: int, c: int = 0) -> None: ...
def anything(*args: int, a: int, **others: int) -> None: ...
def none() -> None: ...


def generator(a: int) -> Iterator[int]:
    yield a


async def waiting(a: int) -> None: ...
async def waiting_generator(a: int) -> AsyncIterator[int]:
    yield a


@wraps(plain)
def wrapped(*args: int) -> None: ...


@pytest.mark.parametrize(
    "function",
    [plain, with_defaults, by_position, by_name, anything, none, wrapped, generator, waiting, waiting_generator],
)
def test_a_function_is_asked_for_its_parameters_as_inspect_tells_them(function: Callable[..., None]) -> None:
    parameters = inspect.signature(function).parameters
    known = signature_of(function)
    assert known.parameters == tuple(parameters)
    assert known.required == tuple(
        name for name, one in parameters.items() if one.kind == one.POSITIONAL_OR_KEYWORD and one.default is one.empty
    )
    assert (known.is_generator, known.is_async, known.is_unfit) == (
        inspect.isgeneratorfunction(function),
        inspect.iscoroutinefunction(function),
        inspect.isasyncgenfunction(function),
    )
