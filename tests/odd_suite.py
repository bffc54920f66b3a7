"""A suite with step definitions in every way that people write them, and steps that match them or nearly do."""

FILES = {
    "steps/words.py": """\
from enum import Enum
CART = "a cart from another module"
N = 3
class Texts:
    BOAT = "a boat of a class"
    NESTED = f"{BOAT} nested"
class Color(Enum):
    RED = "a red thing"
class Mixed(str, Enum):
    BLUE = "a blue thing"
TABLE = {"crab": "a crab of a table", 1: "one of a table"}
""",
    "steps/aliases.py": """\
import pytest_bdd as bdd
import pytest_bdd.parsers as pp
from pytest_bdd import given as g, parsers as p, when as w
from pytest_bdd.parsers import parse, re as regular
from pytest_bdd import parsers
from pytest_bdd.parsers import cfparse as cf

@g("alias g")
def _(): ...
@bdd.given(bdd.parsers.parse("alias bdd {n:d}"))
def _(n): ...
@w(p.parse("alias p {x}"))
def _(x): ...
@g(parse("alias parse {x:w}"))
def _(x): ...
@g(pp.re(r"alias re (?P<n>\\d+)"))
def _(n): ...
@g(regular(r"alias regular (a|b)"))
def _(): ...
@g(cf("alias cf {n:d}"))
def _(n): ...
h = g
@h("alias of alias")
def _(): ...
""",
    "steps/constants.py": """\
from pytest_bdd import given, parsers, when
from steps.words import CART, Texts, Color, Mixed, TABLE
from steps import words
import steps.words as w2
from .words import CART as RELATIVE
A, B = "tuple one", "tuple two"
(C, D), E = ("x", "y"), "z"
@given(CART)
def _(): ...
@given(words.CART + " by module")
def _(): ...
@given(f"{w2.CART} by alias {w2.N:03d}")
def _(): ...
@given(RELATIVE + " relative")
def _(): ...
@given(Texts.BOAT)
def _(): ...
@given(Texts.NESTED)
def _(): ...
@given(Color.RED.value)
def _(): ...
@given(Mixed.BLUE)
def _(): ...
@given(TABLE["crab"])
def _(): ...
@given(TABLE[1])
def _(): ...
@given("percent %s and %d" % ("one", 2))
def _(): ...
@given("percent {} format {name}".format("a", name="b"))
def _(): ...
@given(" ".join(["joined", "by", "space"]))
def _(): ...
@given(A)
@given(B)
def _(): ...
@given(D + E + " nested tuple")
def _(): ...
@given(f"repr {A!r}")
def _(): ...
@given("UPPER".lower() + " method")
def _(): ...
@given(parsers.parse(f"price of {A} is {{n:d}}"))
def _(n): ...
@given("multi "
       f"line {E}"
       " text")
def _(): ...
LATER = "before"
LATER = "rebound constant"
@given(LATER)
def _(): ...
if len(A) > 100:
    COND = "cond one"
else:
    COND = "cond two"
@given(COND)
def _(): ...
if True:
    ONLY = "only if"
@given(ONLY)
def _(): ...
@given("walrus" if (W := "walrus named") else "x")
def _(): ...
AUG = "augmented"
AUG += " text"
@given(AUG)
def _(): ...
@given(str(5) + " str call")
def _(): ...
""",
    "steps/factories.py": """\
from functools import partial
from pytest_bdd import given, parsers, then, when, step
import functools

def simple(text):
    return given(text)

@simple("factory simple")
def _(): ...

def parsed(text, *, unit="euros"):
    \"\"\"Doc.\"\"\"
    return given(parsers.parse(text + " {n:d} " + unit))

@parsed("factory parsed")
def _(n): ...
@parsed("factory parsed", unit="dollars")
def _(n): ...

given_x = partial(given, target_fixture="x")
@given_x("factory partial")
def _(): ...

lam = lambda text: when(f"factory lambda {text}")
@lam("one")
def _(): ...

def nested(text):
    def decorate(function):
        return given(text, stacklevel=2)(function)
    return decorate
@nested("factory nested stacklevel")
def _(): ...

def lost(text):
    def decorate(function):
        return given(text)(function)
    return decorate
@lost("factory nested lost")
def _(): ...

def make(word):
    @given(f"factory made {word}", stacklevel=2)
    def _(): ...
make("one")
make("two")

def fixed():
    @given("factory fixed", stacklevel=2)
    def _(): ...
fixed()

def invisible():
    @given("factory invisible")
    def _(): ...
invisible()

class Steps:
    @given("in a class")
    def _(): ...

for word in ("loop one", "loop two"):
    @given(f"in a {word}")
    def _(): ...

for keyword in (given, when):
    @keyword("for both in a loop")
    def _(): ...

try:
    from nowhere_at_all import given as other
except ImportError:
    from pytest_bdd import given as other
@other("after an ImportError")
def _(): ...

KW = {"g": given, "w": when}
@KW["g"]("by a table")
def _(): ...
@getattr(__import__("pytest_bdd"), "given")("by getattr of import")
def _(): ...
import pytest_bdd
@getattr(pytest_bdd, "given")("by getattr")
def _(): ...

def plain_function(): ...
given("called decorator")(plain_function)
given("called with lambda")(lambda: None)

def complicated(text):
    if text:
        return given(text)
    return when("never")
@complicated("factory complicated")
def _(): ...

cf = functools.partial(parsers.cfparse, extra_types={"N": int})
@given(cf("factory cf {n:N}"))
def _(n): ...
@given(cf("factory many {n:N+}"))
def _(n): ...
""",
    "steps/kinds.py": """\
import re
import enum
import parse as parse_library
from pytest_bdd import given, parsers, then, when, step
from specbook import expression, parameter_type, pending

@parse_library.with_pattern(r"[A-F]\\d+")
def berth_field(text):
    return text

class Size(enum.Enum):
    small = "small"
    large = "large"

@parameter_type("berth", "([A-F])([0-9]+)")
def berth(jetty, number):
    return jetty, int(number)

@given(parsers.parse("Kind Parse {n:d} €"))
def _(n): ...
@given(parsers.parse("kind strict {n}", case_sensitive=True))
def _(n): ...
@given(parsers.parse("kind builtin {n:Int}", dict(Int=int)))
def _(n): ...
@given(parsers.parse("kind pattern {b:Berth}", extra_types={"Berth": berth_field}))
def _(b): ...
@given(parsers.parse("kind lambda {b:Any}", extra_types={"Any": lambda text: int(text)}))
def _(b): ...
@given(parsers.parse("kind enum {b:Size}", {"Size": Size}))
def _(b): ...
@given(parsers.parse("kind {{braces}} {n:g}"))
def _(n): ...
@given(parsers.parse("kind {a} and {b}"))
def _(a, b): ...
@given(parsers.parse("kind unnamed {} field"))
def _(): ...
@given(parsers.re(r"kind re (?P<a>\\w+)", re.IGNORECASE))
def _(a): ...
@given(parsers.re(r"kind verbose \\ (?P<a>\\w+)", flags=re.X | re.I))
def _(a): ...
@given(parsers.re(re.compile(r"kind compiled (?P<a>\\d+)", re.I)))
def _(a): ...
@given(parsers.re("(?i)kind inline (a|b)"))
def _(): ...
@given(parsers.re("kind (one|two) words|kind other"))
def _(): ...
@given(parsers.re("kinds? option"))
def _(): ...
@given(re.compile("kind raw compiled"))
def _(): ...
@given(parsers.string("kind string {x}"))
def _(): ...
@given(name=parsers.parse("kind by name {x}"), converters={"x": int}, target_fixture="y")
def _(x): ...
@step("kind step")
def _(): ...
@step("kind step given", "given")
def _(): ...
@step("kind step when", type_="when")
def _(): ...
@given(expression("kind expr {int} boat(s) in harbour/marina"))
def _(n): ...
@given(expression("kind {berth} own"))
def _(place): ...
@given(expression("kind {nobody} unknown"))
def _(place): ...
@given(expression(re.compile(r"^kind regular (\\d+)$")))
def _(n): ...
@given(expression(re.compile(r"kind search (\\d+)")))
def _(n): ...
@given(expression("kind {string} text"))
def _(s): ...
@given(expression("kind exact"))
def _(): ...
@given(parsers.cfparse("kind cf {n:d}"))
def _(n): ...
@given("kind async")
async def _(): ...
@given("kind stacked")
@when("kind stacked")
@then("kind stacked too")
def _(): ...
@given("kind twice")
def one(): ...
@given(parsers.parse("kind {x:w}"))
def two(x): ...
@given("kind ambiguous")
def three(): ...
@given("kind ambiguous")
def four(): ...
@given("kind pending")
def _(): pending("later")
""",
    "steps/more/__init__.py": """\
NEAR = "near constant"
""",
    "steps/more/deep.py": """\
import os
from pytest_bdd import *
from pytest_bdd import parsers
from ..words import CART
from . import NEAR
import steps.more
HOME = os.environ.get("NOTHING_OF_THAT_NAME", "home")
class Own(parsers.StepParser):
    def is_matching(self, name):
        return name.startswith(self.name)
    def parse_arguments(self, name):
        return {}
def given_twice(text):
    def decorate(function):
        given(text, stacklevel=2)(function)
        return when(text, stacklevel=2)(function)
    return decorate
@given(f"{CART} from above")
def _(): ...
@given(f"{NEAR} here")
def _(): ...
@given(f"{steps.more.NEAR} there")
def _(): ...
@given(f"at {HOME} tonight")
def _(): ...
@given(parsers.parse(f"{HOME} of {{name}} is far"))
def _(name): ...
@given(Own("own parser"))
def _(): ...
@given_twice("given twice")
def _(): ...
@given("under another decorator")
@staticmethod
def _(): ...
""",
    "specs/sub/conftest.py": """\
from pytest_bdd import given
@given("near conftest")
def _(): ...
@given("kind exact")
def _(): ...
""",
    "specs/conftest.py": """\
from pytest_bdd import given
from helpers.more import *
pytest_plugins = []
@given("specs conftest")
def _(): ...
""",
    "conftest.py": """\
from pytest_bdd import given
pytest_plugins = ["helpers.plugin"]
@given("root conftest")
def _(): ...
@given("kind exact")
def _(): ...
""",
    "helpers/__init__.py": "",
    "helpers/plugin.py": """\
from pytest_bdd import given
@given("from a plugin")
def _(): ...
""",
    "helpers/more.py": """\
from pytest_bdd import given
@given("from a star")
def _(): ...
""",
    "helpers/unused.py": """\
from pytest_bdd import given
@given("never imported")
def _(): ...
""",
    "other/conftest.py": """\
from pytest_bdd import given
@given("other conftest")
def _(): ...
""",
    "other/test_bound.py": """\
from pytest_bdd import given, scenarios
scenarios("bound.feature")
@given("own of a test module")
def _(): ...
""",
}

# A step for each line, as Given; behind a letter as When, Then or `*`.
STEPS = """\
alias g
alias bdd 3
alias bdd x
W:alias p x
alias p x
alias parse word
alias parse two words
alias re 12
alias re x
alias regular a
alias regular c
alias cf 4
alias of alias
a cart from another module
a cart from another module by module
a cart from another module by alias 003
a cart from another module relative
a boat of a class
a boat of a class nested
a red thing
a blue thing
a crab of a table
one of a table
percent one and 2
percent a format b
joined by space
tuple one
tuple two
yz nested tuple
repr 'tuple one'
upper method
price of tuple one is 12
price of tuple one is x
multi line z text
rebound constant
before
cond one
cond two
only if
walrus
augmented text
augmented
5 str call
factory simple
factory parsed 3 euros
factory parsed 3 dollars
factory parsed 3 yen
factory partial
W:factory lambda one
factory lambda one
factory nested stacklevel
factory nested lost
factory made one
factory made two
factory made three
factory fixed
factory invisible
in a class
in a loop one
in a loop two
in a loop three
for both in a loop
W:for both in a loop
after an ImportError
by a table
W:by a table
by getattr of import
by getattr
called decorator
called with lambda
factory complicated
factory cf 3
factory cf x
factory many 1, 2
factory many x
kind parse 3 €
KIND PARSE 3 €
Kind Parse 3 €
Kind Parse x €
kind strict 3
Kind strict 3
kind builtin 3
kind builtin x
kind pattern A12
kind pattern G1
kind lambda 3
kind lambda x
kind enum small
kind enum tiny
kind {braces} 3.5
kind x and y
kind unnamed z field
kind re abc
KIND RE abc
kind verbose  abc
kind verbose abc
kind compiled 3
Kind Compiled 3
kind INLINE a
kind one words
kind other
kind two
kind option
kinds option
kindss option
kind raw compiled
kind string {x}
kind string 3
kind by name 3
kind step
W:kind step
T:kind step
kind step given
W:kind step given
W:kind step when
kind expr 1 boat in harbour
kind expr 2 boats in marina
kind expr 2 boatss in marina
kind C12 own
kind Z own
kind x unknown
kind regular 3
kind regular 3 more
kind search 3
kind search 3 more
kind "a" text
kind 'a' text
kind a text
kind exact
Kind exact
kind cf 3
kind async
kind stacked
W:kind stacked
T:kind stacked
T:kind stacked too
kind twice
kind K
kind ſ
kind ambiguous
kind pending
Kind pending
 kind pending
a cart from another module from above
near constant here
near constant there
at home tonight
at work tonight
home of Ann is far
own parser and more
own parse
given twice
W:given twice
under another decorator
near conftest
specs conftest
root conftest
from a plugin
from a star
never imported
other conftest
own of a test module
*:kind step given
*:kind stacked
*:kind twice
"""

_KEYWORDS = {"W": "When", "T": "Then", "*": "*"}


def spec_of(name: str, *, starred: bool = True) -> str:
    """Write a feature with a scenario for each step, if wanted without those that pytest-bdd refuses as first ones."""
    lines = [f"Feature: {name}"]
    for number, line in enumerate(STEPS.split("\n")):
        kind, colon, text = line.partition(":")
        keyword = _KEYWORDS.get(kind, "") if colon else ""
        if line and (starred or keyword != "*"):
            lines += [f"  Scenario: {number}", f"    {keyword or 'Given'} {text if keyword else line}"]
    return "\n".join(lines) + "\n"
