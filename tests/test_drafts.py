"""What is drafted: features that parse and are planned, and step definitions that match their steps and no others."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.sandbox import Sandbox

from specbook.config import Settings, find_project
from specbook.document_cache import read_specs
from specbook.drafts.features import draft_feature, file_name, language_of
from specbook.drafts.places import likely_folder, named_folder
from specbook.drafts.writing import Written, write_definitions
from specbook.errors import SpecbookError, UsageError
from specbook.findings import known_findings
from specbook.model import GherkinDocument
from specbook.reader import languages, read_text
from specbook.step_index.index import read_step_index
from specbook.step_index.usage import Usage, usage_of


def usage_in(sandbox: Sandbox) -> Usage:
    project = find_project(sandbox.root)
    return usage_of(read_step_index(project), read_specs(project), project.settings)


def written(sandbox: Sandbox, *steps: str, into: str = "") -> Written:
    """Write a feature of some steps, and definitions for it; then every step has just one."""
    lines = "".join(f"    {step}\n" for step in steps)
    sandbox.write("specs/pay.feature", f"Feature: Pay\n  Scenario: It\n{lines}")
    told = write_definitions(find_project(sandbox.root), "specs/pay.feature", into)
    usage = usage_in(sandbox)
    assert ([one.use.step.text for one in usage.undefined], usage.ambiguous) == ([], [])
    assert write_definitions(find_project(sandbox.root), "specs/pay.feature", into).written == {}
    for path in told.written:
        assert_shaped(sandbox.root / path)
    return told


def assert_shaped(path: Path) -> None:
    for command in (["format", "--diff"], ["check", "--select", "E,F,I,B,UP,N"]):
        words = [sys.executable, "-m", "ruff", *command, "--isolated", "--line-length", "120", str(path)]
        done = subprocess.run(words, cwd=path.parents[1], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout


def code_in(sandbox: Sandbox, path: str = "steps/pay.py") -> str:
    return (sandbox.root / path).read_text("utf-8")


def test_a_module_is_begun_with_what_it_is_about_and_one_function_a_pattern(sandbox: Sandbox) -> None:
    told = written(sandbox, "Given 3 boats", "And 12 boats", "When it rains", "Then 12 boats", "And it rains")
    assert told.written == {"steps/pay.py": ("boats", "it_rains")}
    assert (
        code_in(sandbox)
        == '''\
"""Step definitions: Pay."""

from pytest_bdd import given, parsers, then, when


@given(parsers.parse("{number:d} boats"))
@then(parsers.parse("{number:d} boats"))
def boats(number):
    raise NotImplementedError


@when("it rains")
@then("it rains")
def it_rains():
    raise NotImplementedError
'''
    )


def test_a_wider_pattern_takes_the_place_of_a_narrower_one(sandbox: Sandbox) -> None:
    told = written(sandbox, "Given 3 boats", "And 2.5 boats")
    assert told.written == {"steps/pay.py": ("boats",)}
    assert "{number:g} boats" in code_in(sandbox)


def test_tables_and_doc_strings_are_parameters_that_some_steps_may_do_without(sandbox: Sandbox) -> None:
    written(sandbox, "Given boats", "  | name |", "When crates", '  """', "  x", '  """', "Then crates")
    assert "def boats(datatable):" in code_in(sandbox)
    assert "def crates(docstring=None):" in code_in(sandbox)


def rows(sandbox: Sandbox, step: str, *lines: str) -> str:
    """Draft definitions for the one step of an outline; return its decorator and the head of its function."""
    table = "".join(f"      {line}\n" for line in lines)
    sandbox.write("specs/pay.feature", f"Feature: Pay\n  Scenario Outline: It\n    {step}\n    Examples:\n{table}")
    write_definitions(find_project(sandbox.root), "specs/pay.feature", "pay.py")
    usage = usage_in(sandbox)
    assert ([one.use.step.text for one in usage.undefined], usage.ambiguous) == ([], [])
    assert_shaped(sandbox.root / "steps/pay.py")
    return "\n".join(line for line in code_in(sandbox).split("\n") if line.startswith(("@", "def ")))


def test_a_column_becomes_a_parameter_of_its_name_and_of_the_type_of_its_values(sandbox: Sandbox) -> None:
    found = rows(
        sandbox,
        "Given <Prix (€)> and <kg> and <code> and <who>",
        "|Prix (€)|kg|code|who|",
        "|1|2|007|a b|",
        "|2|2.5|1|c|",
    )
    assert found == (
        '@given(parsers.parse("{prix:d} and {kg:g} and {code} and {who}"))\ndef it(prix, kg, code, who):'.replace(
            "it(", "and_and_and("
        )
    )


def test_words_in_quotes_and_numbers_around_a_column_are_values_too(sandbox: Sandbox) -> None:
    found = rows(sandbox, 'Then "Ann" says "<word>" within 3 days', "|word|", "|yes|", "|no no|")
    assert found == (
        """@then(parsers.parse('"{text}" says "{word}" within {number:d} days'))\n"""
        "def says_within_days(text, word, number):"
    )


def test_an_empty_value_is_matched_too(sandbox: Sandbox) -> None:
    found = rows(sandbox, "Given <what> of it", "|what|", "|all|", "||")
    assert found == '@given(parsers.re("(?P<what>all|) of it"))\ndef of_it(what):'


def test_what_is_defined_already_is_not_matched_a_second_time(sandbox: Sandbox) -> None:
    sandbox.write("specs/b.feature", "Feature: B\n  Scenario: It\n    Given the price is 3\n    Then it ends\n")
    found = rows(sandbox, "Given the <what> is <how>", "|what|how|", "|price|high|", "|wind|low|")
    assert found == '@given(parsers.re("the (?P<what>price|wind) is (?P<how>high|low)"))\ndef the_is(what, how):'


def test_a_row_that_alone_is_undefined_gets_a_definition_of_its_own(sandbox: Sandbox) -> None:
    assert (
        rows(sandbox, "Given the price is <x>", "|x|", "|3|", "|high|")
        == '@given("the price is high")\ndef the_price_is_high():'
    )


def test_types_of_the_project_are_used_where_they_fit(sandbox: Sandbox) -> None:
    own = "@parameter_type('berth', '[A-F][0-9]+')\ndef berth(text):\n    return text\n"
    sandbox.write("steps/types.py", f"from specbook import parameter_type\n\n{own}")
    written(sandbox, "Given a boat at C12", "And a boat at A1")
    assert (
        'from specbook import expression\n\n\n@given(expression("a boat at {berth}"))\ndef a_boat_at(berth):'
        in code_in(sandbox)
    )


def test_a_step_that_is_there_for_another_keyword_is_told_and_not_written_again(sandbox: Sandbox) -> None:
    sandbox.write("specs/pay.feature", "Feature: Pay\n  Scenario: It\n    Given it fails\n")
    told = write_definitions(find_project(sandbox.root), "specs/pay.feature")
    assert told.written == {}
    assert told.problems == (
        "specs/pay.feature:3: “it fails” is there for When, in steps/plain.py:13; begin the step with that, "
        "or give the function @given, too.",
    )


def test_what_is_to_be_written_or_checked_by_hand_gets_no_definition(sandbox: Sandbox) -> None:
    manual = "  @manual\n  Scenario: Other\n    Given somebody looks\n"
    sandbox.write("specs/pay.feature", f"Feature: Pay\n  Scenario: It\n    Given …\n    When … pays …\n{manual}")
    told = write_definitions(find_project(sandbox.root), "specs/pay.feature")
    assert (told.written, told.problems) == ({}, ())
    assert told.notes == ("2 of the steps of specs/pay.feature still to be written: replace each “…” first.",)


def test_what_is_perhaps_defined_is_told_and_left_alone(sandbox: Sandbox) -> None:
    sandbox.write("steps/odd.py", "from pytest_bdd import given\n\n\n@given('a ' + input())\ndef f(): ...\n")
    told = written(sandbox, "Given a boat", "And it rains", into="pay.py")
    assert told.written == {"steps/pay.py": ("it_rains",)}
    assert told.notes == (
        "specs/pay.feature:3: “a boat” is perhaps defined, by code that only a run knows: steps/odd.py:4",
    )


def test_definitions_go_where_most_steps_of_the_feature_are(sandbox: Sandbox) -> None:
    assert list(written(sandbox, "Given all is well", "And it rains").written) == ["steps/plain.py"]


def test_the_features_own_module_goes_first_and_any_other_can_be_named(sandbox: Sandbox) -> None:
    sandbox.write("steps/pay.py", '"""Paying."""\n')
    assert list(written(sandbox, "Given all is well", "And it rains").written) == ["steps/pay.py"]
    assert list(written(sandbox, "Given it snows", into="weather.py").written) == ["steps/weather.py"]
    with pytest.raises(UsageError, match="below steps/"):
        write_definitions(find_project(sandbox.root), "specs/pay.feature", "../out.py")


SHORT = "Given 3 boats"
HEADS = {
    "a sorted import": (
        "import os\n\nfrom pytest_bdd import given, then\n\nHERE = os.curdir\n",
        "import os\n\nfrom pytest_bdd import given, parsers, then\n\nHERE = os.curdir\n",
    ),
    "names on lines of their own": (
        "from pytest_bdd import (\n    scenarios,\n    then,\n)\n\nscenarios('x')\n",
        "from pytest_bdd import given, parsers, scenarios, then\n\nscenarios('x')\n",
    ),
    "another name": ("from pytest_bdd import given as g\nfrom pytest_bdd import parsers as p\n", "@g(p.parse("),
    "the module": ("import pytest_bdd as bdd\n", "import pytest_bdd as bdd\n\n\n@bdd.given(bdd.parsers.parse("),
    "a comment in it": (
        "from pytest_bdd import given  # noqa: F401\n",
        "from pytest_bdd import given  # noqa: F401\nfrom pytest_bdd import parsers\n",
    ),
    "no import of it": (
        '"""Boats."""\n\nfrom __future__ import annotations\n\nHERE = 1\n',
        '"""Boats."""\n\nfrom __future__ import annotations\nfrom pytest_bdd import given, parsers\n\nHERE = 1\n',
    ),
    "no import at all": ("HERE = 1\n", "from pytest_bdd import given, parsers\n\n\nHERE = 1\n"),
    "nothing": ("", '"""Step definitions: Pay."""\n\nfrom pytest_bdd import given, parsers\n\n\n@given('),
    "a docstring alone": ('"""Boats."""\n', '"""Boats."""\n\nfrom pytest_bdd import given, parsers\n\n\n@given('),
}


@pytest.mark.parametrize("head", HEADS)
def test_imports_are_completed_and_all_else_is_left_as_it_is(sandbox: Sandbox, head: str) -> None:
    before, after = HEADS[head]
    sandbox.write("steps/pay.py", before)
    sandbox.write("specs/pay.feature", f"Feature: Pay\n  Scenario: It\n    {SHORT}\n")
    write_definitions(find_project(sandbox.root), "specs/pay.feature")
    assert after in code_in(sandbox)
    assert usage_in(sandbox).undefined == []


def test_names_that_are_taken_are_not_taken_again(sandbox: Sandbox) -> None:
    sandbox.write("steps/pay.py", "def it_rains():\n    return 1\n")
    assert written(sandbox, "Given it rains", "And it rains hard").written == {
        "steps/pay.py": ("it_rains_2", "it_rains_hard")
    }


def test_line_ends_and_a_byte_order_mark_stay_as_they_are(sandbox: Sandbox) -> None:
    sandbox.write("steps/pay.py", "\ufeff# Zahlung\r\nfrom pytest_bdd import given\r\n".encode())
    sandbox.write("specs/pay.feature", f"Feature: Pay\n  Scenario: It\n    {SHORT}\n")
    write_definitions(find_project(sandbox.root), "specs/pay.feature")
    whole = (sandbox.root / "steps/pay.py").read_bytes().decode()
    assert whole.startswith("\ufeff# Zahlung\r\nfrom pytest_bdd import given, parsers\r\n\r\n")
    assert whole.count("\n") == whole.count("\r\n")


def test_a_module_that_is_no_python_is_not_touched(sandbox: Sandbox) -> None:
    sandbox.write("steps/pay.py", "def f(:\n")
    sandbox.write("specs/pay.feature", f"Feature: Pay\n  Scenario: It\n    {SHORT}\n")
    with pytest.raises(SpecbookError, match=r"steps/pay.py:1:7: this is no valid Python.*Mend it first"):
        write_definitions(find_project(sandbox.root), "specs/pay.feature")
    assert code_in(sandbox) == "def f(:\n"


def test_a_run_calls_what_was_written_undefined_and_not_failing(sandbox: Sandbox) -> None:
    written(sandbox, "Given 3 boats", "When it rains")
    sandbox.specbook("run")
    assert sandbox.states() == {"It": "undefined"}
    assert sandbox.reasons() == {"It": "“3 boats” is pending"}


@pytest.mark.parametrize("language", languages())
def test_a_feature_is_drafted_in_any_language_parses_and_is_planned(sandbox: Sandbox, language: str) -> None:
    text = draft_feature("Pay by card", language, Settings()).text
    document = read_text("specs/pay.feature", text)
    assert isinstance(document, GherkinDocument)
    assert document.feature
    assert document.feature.language == language
    assert [len(pickle.steps) for pickle in document.pickles] == [3, 3]
    sandbox.write("specs/pay.feature", text)
    assert set(sandbox.states().values()) == {"planned"}
    project = find_project(sandbox.root)
    assert [
        one
        for one in known_findings(project, read_specs(project))
        if one.uri == "specs/pay.feature" and one.severity == "error"
    ] == []


STORIES = {
    "As a shopper I want to pay by card so that my order ships today": (
        "en", "Pay by card", ["As a shopper", "I want to pay by card", "so that my order ships today"],
    ),
    "As a shopper, I want to  pay by card.": ("en", "Pay by card", ["As a shopper", "I want to pay by card"]),
    "In order to sleep, as a skipper I want to see the tide": (
        "en", "See the tide", ["In order to sleep", "as a skipper", "I want to see the tide"],
    ),
    "En tant que cliente, je veux payer par carte afin que ma commande parte aujourd'hui": (
        "fr", "Payer par carte",
        ["En tant que cliente", "je veux payer par carte", "afin que ma commande parte aujourd'hui"],
    ),
    "Als Kundin möchte ich bezahlen, damit es schnell geht": (
        "de", "Bezahlen", ["Als Kundin", "möchte ich bezahlen", "damit es schnell geht"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("sentence", STORIES)
def test_a_story_in_one_sentence_becomes_a_line_for_each_clause(sentence: str) -> None:
    language, title, lines = STORIES[sentence]
    assert language_of(sentence, []) == language
    draft = draft_feature(sentence, language, Settings())
    text = draft.text.split("\n")
    start = next(number for number, line in enumerate(text) if line.endswith(f": {title}"))
    assert [line.strip() for line in text[start + 1 : start + 1 + len(lines)]] == lines
    assert text[start + 1 + len(lines)] == ""


def test_a_mere_title_is_in_the_language_of_the_other_features(sandbox: Sandbox) -> None:
    sandbox.write("specs/a.feature", "# language: fr\nFonctionnalité: A\n  Scénario: B\n    Quand on paie\n")
    features = [one.feature for one in read_specs(find_project(sandbox.root)).documents if one.feature]
    assert language_of("Payer", features) == "fr"
    assert language_of("As a shopper I want to pay", features) == "en"
    assert language_of("Pay", []) == "en"


@pytest.mark.parametrize(
    ("title", "name"),
    [("Pay, by card!", "pay_by_card"), ("L'été à Brest", "l_ete_a_brest"), ("価格", "価格"), ("…", "feature")],
)
def test_a_file_is_named_by_the_words_of_its_title(title: str, name: str) -> None:
    assert file_name(title) == name


def test_a_folder_is_named_by_path_or_title_or_made_and_never_outside(sandbox: Sandbox) -> None:
    sandbox.write("specs/paying/README.md", "# Paying at sea\n")
    specs = read_specs(find_project(sandbox.root))
    for name in ("paying", "specs/paying", "specs/paying/", "paying AT sea"):
        assert named_folder(specs, name) == "specs/paying"
    assert named_folder(specs, "Getting paid") == "specs/getting_paid"
    assert named_folder(specs, "paying/by card") == "specs/paying/by_card"
    for name in ("../out", "/etc"):
        with pytest.raises(UsageError, match="--in"):
            named_folder(specs, name)


def test_a_folder_is_guessed_only_where_one_stands_out(sandbox: Sandbox) -> None:
    sandbox.write("specs/paying/README.md", "# Paying\n\nCards and vouchers.\n")
    sandbox.write("specs/shipping/README.md", "# Shipping\n\nParcels and letters of the shop.\n")
    specs = read_specs(find_project(sandbox.root))
    assert likely_folder(specs, "Refuse a voucher").folder == "specs/paying"
    assert likely_folder(specs, "Refuse a voucher").words == ("voucher",)
    assert likely_folder(specs, "Follow a parcel").folder == "specs/shipping"
    assert likely_folder(specs, "Close for the night").folder == "specs"
