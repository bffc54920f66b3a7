"""Patterns of steps: found by their beginnings as if each was tried, told from near ones, and written as code."""

import ast
import difflib
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_bdd import parsers

from specbook import expression
from specbook.pytest_plugin import arguments
from specbook.step_patterns.expressions import ParameterTypes
from specbook.step_patterns.finders import found_in
from specbook.step_patterns.lookup import Lookup
from specbook.step_patterns.near import Nearness
from specbook.step_patterns.stubs import Stub, function_name, parameter_name, python_string, stubs

PARSERS = [
    parsers.string("a boat"),
    parsers.parse("a boat"),
    parsers.parse("a {kind} boat of {owner}"),
    parsers.parse("A Boat of {owner} in Å"),
    parsers.parse("{count:d} boats"),
    parsers.parse("{{a}} boat {x} {{b}}"),
    parsers.parse("boat {x}s"),
    parsers.cfparse("boats {names:Name+} moor", extra_types={"Name": str}),
    parsers.re(r"a (?P<kind>\w+|big one) boat"),
    parsers.re(r"a boat|a ship"),
    parsers.re(r"boats? moor(ed)?"),
    parsers.re(r"a b+oat"),
    parsers.re(r"a boat\x21"),
    parsers.re(r"a boat [|x] now"),
    parsers.re(r"a boat \(small\)"),
    parsers.re(r"^a boat at sea$"),
    parsers.re(r"A BOAT", re.IGNORECASE),
    parsers.re(r"a  boat  # small", re.VERBOSE),
    parsers.re(r"(?i:a) Boat"),
    parsers.re(r"é boat"),
    expression("{int} boat(s)"),
    expression("a/the boat(s) of {word}"),
    expression("a (small )boat/ship moors"),
    expression("boat {int} of {string} moors (here)"),
    expression(r"a \{boat} of {word}"),
    expression(re.compile(r"^(\d+) boats")),
    expression(""),
]
# At least one text for each of them.
MATCHED = """\
a boat
a small boat of Ann
A boat of Ann in Å
3 boats
{a} boat x {b}
boat xs
boats x, y moor
a big one boat
a ship
boats moored
boat moor
a boat!
a boat | now
a boat (small)
a boat at sea
A Boat
aboat
A Boat of Ann
é boat
1 boat
the boat of Ann
a small ship moors
boat 3 of 'x' moors here
a {boat} of Ann
3 boats of ours
"""


def test_looking_up_finds_what_trying_every_pattern_finds() -> None:
    lookup: Lookup[int] = Lookup()
    finders = [arguments.finder(parser) for parser in PARSERS]
    for number, finder in enumerate(finders):
        lookup.add(finder, number)
    chance = random.Random(1)
    lines = MATCHED.split("\n")
    words = sorted({*MATCHED.split(), "ſ", "å", "K", "  ", "bboat"})
    found: set[int] = set()
    for line in lines * 600:
        mixed = line.split(" ")
        for _ in range(chance.randint(0, 2)):
            mixed[chance.randrange(len(mixed))] = chance.choice(words)
        text = " ".join(mixed) if chance.random() < 0.9 else line.swapcase()
        every = {number for number, finder in enumerate(finders) if found_in(finder, text)}
        assert {number for finder, number in lookup.candidates(text) if found_in(finder, text)} == every, text
        found |= every
    assert found == set(range(len(PARSERS)))


def test_the_nearest_of_many_are_those_that_comparing_all_would_name() -> None:
    chance = random.Random(2)
    words = ["boat", "harbour", "berth", "card", "basket", "order", "sail", "anchor", "tide", "crew", "captain", "lamp"]
    texts = [f"the {' '.join(chance.sample(words, 4))} is {{state}}" for _ in range(400)]
    nearness = Nearness((text, text) for text in texts)
    for wanted in chance.sample(texts, 40):
        typed = wanted.replace("{state}", "open").replace("the", "teh", 1)
        shown = [re.sub(r"\{\w+\}", "…", text) for text in texts]
        ratios = [difflib.SequenceMatcher(None, text, typed).ratio() for text in shown]
        best = texts[max(range(len(texts)), key=ratios.__getitem__)]
        assert nearness.nearest(typed)[0] == best
    assert nearness.nearest("nothing of the kind") == []


TEXTS = [
    "it rains",
    "3 boats",
    '"Gull" moors at 3.5 knots, and "Tern" at 4',
    "{int} is 3",
    "a boat (small) or/and a ship",
    'it\'s "x"',
    "'single' quotes",
    "a back\\slash",
    "j'ai 2 bateaux d'été",
    "<price> is 3",
    "tab\there",
    "",
    "5 % of 2%",
]


@pytest.mark.parametrize("text", TEXTS)
def test_suggested_code_is_python_whose_pattern_matches_its_step(text: str) -> None:
    for stub in stubs(text, ParameterTypes()):
        code = stub.code(["given"], function_name(stub.pattern), ["datatable"])
        (function,) = ast.parse(code).body
        assert isinstance(function, ast.FunctionDef)
        assert [one.arg for one in function.args.args] == [*stub.parameters, "datatable"]
        parser = eval(stub.parser or "parsers.string")(stub.pattern)
        assert found_in(arguments.finder(parser), text), stub
        decorator = function.decorator_list[0]
        assert isinstance(decorator, ast.Call)
        given = decorator.args[0]
        literal = given.args[0] if isinstance(given, ast.Call) else given
        assert ast.literal_eval(literal) == stub.pattern


def test_code_is_written_as_ruff_would_however_long_it_is(tmp_path: Path) -> None:
    path = tmp_path / "steps.py"
    blocks = ["from pytest_bdd import given, parsers"]
    patterns = ['the "quoted"', "it's", "both ' and \"", "\\d"]
    patterns += [f"{'very ' * times}long {{x}}" for times in range(12, 48)]
    for number, pattern in enumerate(patterns):
        for parser in ("", "parsers.parse", "parsers.re"):
            stub = Stub(parser, pattern, ("x",))  # type: ignore[arg-type]
            blocks.append(stub.code(["given"], f"it_{number}_{parser.removeprefix('parsers.')}".strip("_")))
    path.write_text("\n\n\n".join(blocks) + "\n", "utf-8")
    for command in (["format", "--diff"], ["check", "--select", "E,F,W,I,B,UP,N"]):
        words = [sys.executable, "-m", "ruff", *command, "--isolated", "--line-length", "120", str(path)]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a basket worth {price:d} euros", "a_basket_worth_euros"),
        ("the shop “Le Port” opens at 9", "the_shop_le_port_opens_at_9"),
        ('the shop "{name}" is open', "the_shop_is_open"),
        ("l'été est là", "l_ete_est_la"),
        ("3 boats", "step_3_boats"),
        ("class", "step_class"),
        ("{x}", "step"),
        ("???", "step"),
        ("前提 条件", "前提_条件"),
        (
            "one two three four five six seven eight nine ten eleven twelve",
            "one_two_three_four_five_six_seven_eight_nine_ten",
        ),
    ],
)
def test_a_function_is_named_by_the_words_of_its_step(text: str, name: str) -> None:
    assert function_name(text) == name
    assert name.isidentifier()


def test_a_name_that_is_taken_is_counted_on() -> None:
    assert function_name("a boat", ["a_boat", "a_boat_2"]) == "a_boat_3"
    assert parameter_name("Prix TTC (€)", []) == "prix_ttc"
    assert [parameter_name(word) for word in ("request", "class", "2nd", "価格")] == [
        "request_2", "value_class", "value_2nd", "value",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["a\\b", 'say "x"', "it's", "'\"", "\u200b", "é", "\\", "a\\", "\n"])
@pytest.mark.parametrize("raw", [False, True])
def test_a_string_is_written_so_that_python_reads_it_again(text: str, raw: bool) -> None:
    assert ast.literal_eval(python_string(text, raw=raw)) == text
