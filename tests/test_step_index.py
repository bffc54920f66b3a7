"""The index of step definitions: what it reads in source, without running it, beside what pytest-bdd makes of it."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests import odd_suite
from tests.sandbox import Sandbox

from specbook.config import find_project
from specbook.document_cache import read_specs
from specbook.execution import collect_matches
from specbook.step_index import installed, project_reader
from specbook.step_index.definitions import StepDefinition
from specbook.step_index.exact import Exact, load_exact
from specbook.step_index.index import StepIndex, read_step_index
from specbook.step_index.usage import unused, usage_of

STYLES = json.loads((Path(__file__).parent / "step-styles.json").read_text("utf-8"))
IMPORTS = "import pytest_bdd\nfrom pytest_bdd import given, when, then, step, parsers\n\n\n"
USING_CART = "from pytest_bdd import given\nfrom {} import CART\n\n@given(CART)\ndef f(): ...\n"
ROWS = """\
Feature: A
  Background:
    Given all is well
  Scenario: One
    When nobody knows
  @planned
  Scenario: Two
    When nobody knows this
  Scenario Outline: Rows
    Given the price is <price>
    Examples:
      | price |
      | 1     |
      | 2     |
  Scenario Outline: None
    Given <x> is unknown
    Examples:
      | x |
"""


def index_of(sandbox: Sandbox) -> StepIndex:
    return read_step_index(find_project(sandbox.root))


def known(index: StepIndex, text: str, step_type: str = "Context", uri: str = "specs/a.feature") -> str:
    """Say what an index knows of a step."""
    found = index.matching(step_type, text, uri)
    return "several" if found.is_ambiguous else "yes" if found.definitions else "perhaps" if found.perhaps else "no"


def only(index: StepIndex, uri: str = "steps/own.py") -> StepDefinition:
    (one,) = (one for one in index.definitions if one.uri == uri)
    return one


@pytest.mark.parametrize("case", STYLES, ids=lambda case: case["style"])
def test_every_style_of_definition_is_recognised(case: dict[str, Any], tmp_path: Path) -> None:
    sandbox = Sandbox(tmp_path)
    sandbox.write("steps/own.py", IMPORTS + case["source"])
    assert known(index_of(sandbox), case["step"]) == ("yes" if case["defined"] else "no")


# What pytest-bdd knows for certain and reading does not: conditions, calls that only a run makes, converters.
ONLY_PERHAPS = {
    "cond two",
    "walrus",
    "factory made one",
    "factory made two",
    "after an ImportError",
    "factory complicated",
    "kind lambda 3",
    "kind enum small",
    "at home tonight",
    "home of Ann is far",
    "own parser and more",
    "given twice",
}


def exact_of(sandbox: Sandbox) -> Exact:
    text, complaint = collect_matches(find_project(sandbox.root), ["other/test_bound.py"])
    assert not complaint
    return load_exact(text)


def test_reading_never_contradicts_pytest_whatever_way_definitions_are_written(tmp_path: Path) -> None:
    sandbox = Sandbox(tmp_path)
    for path, source in odd_suite.FILES.items():
        sandbox.write(path, source)
    for name in ("top", "sub/deep"):
        sandbox.write(f"specs/{name}.feature", odd_suite.spec_of(name))
    sandbox.write("other/bound.feature", odd_suite.spec_of("bound", starred=False))
    exact, index = exact_of(sandbox), index_of(sandbox)
    assert len(exact.steps) > 3 * len(odd_suite.STEPS.splitlines()) - 20
    unsure = set()
    for step in exact.steps:
        matching = index.matching(step.type, step.text, step.uri)
        certain = {(one.uri, one.function.line) for one in matching.definitions}
        perhaps = {(one.uri, one.function.line) for one in matching.perhaps}
        found = {(one.uri, one.line) for one in step.definitions}
        assert certain <= found <= certain | perhaps, (step, certain, perhaps)
        unsure |= {step.text} if found - certain else set()
    assert unsure == ONLY_PERHAPS


def test_a_file_that_is_no_python_is_told_with_its_place_and_the_others_are_indexed(sandbox: Sandbox) -> None:
    sandbox.write("steps/torn.py", "from pytest_bdd import given\n\n@given('a'\ndef f():\n    pass\n")
    sandbox.write("steps/nul.py", "x = '\0'\n")
    index = index_of(sandbox)
    assert [(one.uri, one.line) for one in index.problems] == [("steps/nul.py", 1), ("steps/torn.py", 3)]
    assert "this is no valid Python" in index.problems[1].message
    assert known(index, "all is well") == "yes"


@pytest.mark.parametrize(
    ("decorator", "told"),
    [
        ('@given(parsers.re("a ("))', "unterminated subpattern"),
        ('@given(parsers.parse("a {b:Boat}"))', "this module cannot be loaded"),
        ('@given(expression("a (b {int})"))', "may not contain a parameter type"),
        ('@given(expression("a {boat}"))', "no parameter type “boat” is defined"),
    ],
)
def test_a_pattern_with_a_mistake_is_told_with_its_line(sandbox: Sandbox, decorator: str, told: str) -> None:
    imports = "from pytest_bdd import given, parsers\nfrom specbook import expression\n"
    sandbox.write("steps/own.py", f"{imports}\n{decorator}\ndef f():\n    pass\n")
    (problem,) = index_of(sandbox).problems
    assert (problem.uri, problem.line) == ("steps/own.py", 4)
    assert told in problem.message


def test_a_parameter_type_is_known_from_its_source_or_may_be_any(sandbox: Sandbox) -> None:
    types = "from specbook import parameter_type\n\n@parameter_type({})\ndef berth(text):\n    return text\n"
    sandbox.write(
        "steps/own.py", IMPORTS + 'from specbook import expression\n@given(expression("at {berth}"))\ndef f(b): ...\n'
    )
    sandbox.write("steps/types.py", types.format('"berth", "[A-F][0-9]+"'))
    assert (known(index_of(sandbox), "at C12"), known(index_of(sandbox), "at sea")) == ("yes", "no")
    sandbox.write("steps/types.py", types.format('"berth", open("pattern").read()'))
    assert (known(index_of(sandbox), "at C12"), known(index_of(sandbox), "at sea")) == ("perhaps", "perhaps")
    sandbox.write("steps/types.py", types.format('"berth", "[A-F]"') + types.format('"berth", "[A-F]"'))
    assert "already a parameter" in index_of(sandbox).problems[0].message


def test_what_is_known_of_a_definition_is_there_as_data(sandbox: Sandbox) -> None:
    sandbox.write(
        "steps/own.py",
        '''\
from pytest_bdd import given, parsers


@given(parsers.parse("{count:d} boats of {owner}"), target_fixture="boats")
def some_boats(count, owner, harbour):
    """Moor
    some boats.

    At night.
    """
    return harbour.moor(count)
''',
    )
    one = only(index_of(sandbox))
    assert (one.uri, one.line, one.column, one.keyword, one.text) == (
        "steps/own.py", 4, 1, "given", "{count:d} boats of {owner}",
    )  # fmt: skip
    function = one.function
    assert (function.line, function.name_line, function.end_line, function.name) == (4, 5, 11, "some_boats")
    assert (function.doc, function.parameters) == ("Moor some boats.", ("count", "owner", "harbour"))
    assert (one.values, one.target_fixture, one.dynamic) == ((("count", "d"), ("owner", "")), "boats", False)


def test_columns_count_characters_and_not_bytes(sandbox: Sandbox) -> None:
    sandbox.write("steps/own.py", IMPORTS + 'if "é€": given("a")(lambda: None)\n')
    assert only(index_of(sandbox)).function.column == 10


@pytest.mark.parametrize(
    ("parameters", "body", "facts"),
    [
        ("", "assert harbour", "asserts"),
        ("", "raise AssertionError('no')", "asserts"),
        ("page", "expect(page).to_have_title('x')", "asserts"),
        ("order", "order.check_paid()", "asserts"),
        ("order", "order.paid()", "asserts"),
        ("", "from_elsewhere()", "asserts"),
        ("", "helper()", "asserts"),
        ("order", "with pytest.raises(ValueError): order.pay()", "asserts"),
        ("order", "order == 1", ""),
        ("order", "return order == 1", ""),
        ("order", "print(order, len(order))", ""),
        ("page", "page.click('x')", ""),
        ("", "harmless()", ""),
        ("", "pass", "empty"),
        ("", "...", "empty"),
        ("", "'''Only said.'''", "empty"),
        ("", "return None", "empty"),
        ("datatable, docstring", "pass", "empty"),
        ("harbour", "pass", ""),
        ("", "raise NotImplementedError", "asserts unwritten"),
        ("", "raise NotImplementedError('later')", "asserts unwritten"),
        ("", "'''Said.'''\n    pending('later')", "asserts unwritten"),
        ("", "x = 1\n    raise NotImplementedError", "asserts"),
    ],
)
def test_what_a_function_does_is_told_as_far_as_reading_tells(
    sandbox: Sandbox, parameters: str, body: str, facts: str
) -> None:
    helpers = "def helper():\n    assert True\n\ndef harmless():\n    return print(1)\n\nfrom specbook import pending\n"
    sandbox.write("steps/own.py", f"{IMPORTS}{helpers}@then('a')\ndef f({parameters}):\n    {body}\n")
    function = only(index_of(sandbox)).function
    found = [name for name in ("asserts", "empty", "unwritten") if getattr(function, name)]
    assert " ".join(found) == facts


def test_values_from_the_text_are_no_fixtures_that_do_something(sandbox: Sandbox) -> None:
    sandbox.write("steps/own.py", IMPORTS + '@given(parsers.parse("a {x}"))\n@given("b")\ndef f(x=None): ...\n')
    assert {one.function.empty for one in index_of(sandbox).definitions if one.uri == "steps/own.py"} == {True}


def test_an_index_with_another_text_of_one_file_knows_what_that_defines(sandbox: Sandbox) -> None:
    sandbox.write("steps/words.py", "CART = 'a cart'\n")
    sandbox.write("steps/own.py", USING_CART.format("steps.words"))
    index = index_of(sandbox)
    edited = index.updated("steps/words.py", "CART = 'a basket'\n")
    assert [known(index, text) for text in ("a cart", "a basket")] == ["yes", "no"]
    assert [known(edited, text) for text in ("a cart", "a basket")] == ["no", "yes"]
    torn = edited.updated("steps/own.py", "from pytest_bdd import (\n")
    assert (known(torn, "a basket"), [one.uri for one in torn.problems]) == ("no", ["steps/own.py"])
    assert known(torn.updated("steps/own.py", None).updated("steps/words.py", None), "a cart") == "yes"
    assert known(index.updated("steps/new.py", IMPORTS + "@given('new')\ndef f(): ...\n"), "new") == "yes"


def test_only_what_changed_is_read_again(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    sandbox.write("steps/words.py", "CART = 'a cart'\n")
    sandbox.write("steps/own.py", USING_CART.format("steps.words"))
    sandbox.write("steps/torn.py", "def f(:\n")
    index_of(sandbox)
    read: list[str] = []
    whole = project_reader.ProjectReader._made
    monkeypatch.setattr(
        project_reader.ProjectReader, "_made", lambda self, uri, source: read.append(uri) or whole(self, uri, source)
    )
    index = index_of(sandbox)
    assert read == []
    sandbox.write("steps/words.py", "CART = 'a basket'\n")
    assert known(index_of(sandbox), "a basket") == "yes"
    assert sorted(read) == ["steps/own.py", "steps/words.py"]
    read.clear()
    assert known(index.updated("steps/plain.py", ""), "all is well") == "no"
    assert sorted(read) == ["steps/plain.py"]


def test_a_module_that_appears_is_asked_for_its_constants(sandbox: Sandbox) -> None:
    sandbox.write("steps/own.py", USING_CART.format("words"))
    assert known(index_of(sandbox), "a cart") == "perhaps"
    sandbox.write("words.py", "CART = 'a cart'\n")
    assert (known(index_of(sandbox), "a cart"), known(index_of(sandbox), "a boat")) == ("yes", "no")


def test_a_conftest_is_for_what_is_below_it_and_goes_before_what_is_farther_away(sandbox: Sandbox) -> None:
    own = "from pytest_bdd import given\n\n@given('it')\ndef f(): ...\n"
    sandbox.write("steps/own.py", own)
    sandbox.write("specs/near/conftest.py", own)
    index = index_of(sandbox)
    (near,) = index.matching("Context", "it", "specs/near/a.feature").definitions
    (far,) = index.matching("Context", "it", "specs/a.feature").definitions
    assert (near.uri, far.uri) == ("specs/near/conftest.py", "steps/own.py")
    assert index.matching("Context", "it").is_ambiguous


@pytest.mark.parametrize(
    ("paths", "seen"),
    [
        ("'../specs/a.feature'", "yes no"),
        ("'../specs'", "yes yes"),
        ("'../specs/a.feature', '../specs/b.feature'", "yes yes"),
        ("'a.feature', features_base_dir=HERE.parent.parent / 'specs'", "yes no"),
        ("str(HERE.parents[1] / 'specs' / 'b.feature')", "no yes"),
        ("os.path.join(os.path.dirname(__file__), '../specs/b.feature')", "no yes"),
        ("HERE.parent.joinpath('..', 'specs').resolve().as_posix()", "yes yes"),
        ("*PATHS", "perhaps perhaps"),
        ("os.environ['SPECS']", "perhaps perhaps"),
    ],
)
def test_a_test_module_is_for_what_it_binds(sandbox: Sandbox, paths: str, seen: str) -> None:
    head = "import os\nfrom pathlib import Path\nfrom pytest_bdd import given, scenarios\n\nHERE = Path(__file__)\n"
    sandbox.write("tests/test_it.py", f"{head}scenarios({paths})\n\n@given('it')\ndef f(): ...\n")
    index = index_of(sandbox)
    assert " ".join(known(index, "it", uri=f"specs/{name}.feature") for name in "ab") == seen


@pytest.mark.parametrize("arguments", ["'a.feature', 'It'", "feature_name='a.feature', scenario_name='It'"])
def test_a_scenario_that_is_bound_sees_its_module_too(sandbox: Sandbox, arguments: str) -> None:
    sandbox.write("pytest.ini", "[pytest]\nbdd_features_base_dir = specs\n")
    bound = f"from pytest_bdd import given, scenario\n\n@scenario({arguments})\ndef test_it(): ...\n"
    sandbox.write("tests/test_it.py", f"{bound}\n@given('it')\ndef f(): ...\n")
    index = index_of(sandbox)
    assert [known(index, "it", uri=f"specs/{name}.feature") for name in "ab"] == ["yes", "no"]


def test_folders_that_hold_no_tests_are_passed_by_except_among_specs_and_steps(sandbox: Sandbox) -> None:
    own = IMPORTS + "@given('{0}')\ndef f(): ...\n"
    for folder in ("specs/build", "steps/dist", "build", "node_modules/x", ".hidden", "env"):
        sandbox.write(f"{folder}/conftest.py", own.format(folder))
    sandbox.write("env/pyvenv.cfg", "")
    assert {one.text for one in index_of(sandbox).definitions if "/" in one.text} == {"specs/build", "steps/dist"}
    assert {one.uri for one in index_of(sandbox).definitions} == {
        "specs/build/conftest.py", "steps/dist/conftest.py", "steps/plain.py",
    }  # fmt: skip


def test_pytests_settings_say_where_tests_modules_and_plugins_are(sandbox: Sandbox) -> None:
    sandbox.write("lib/words.py", "CART = 'a cart'\n")
    sandbox.write("lib/own_plugin.py", IMPORTS + "@given('of a plug-in')\ndef f(): ...\n")
    sandbox.write("steps/own.py", USING_CART.format("words"))
    settings = '[tool.pytest.ini_options]\npythonpath = ["lib"]\naddopts = "-q -p own_plugin -p no:xdist"\n'
    sandbox.write("pyproject.toml", settings)
    index = index_of(sandbox)
    assert (known(index, "a cart"), known(index, "of a plug-in")) == ("yes", "yes")


def test_what_comes_from_outside_of_the_project_may_define_any_step(sandbox: Sandbox) -> None:
    assert known(index_of(sandbox), "anything") == "no"
    sandbox.write("specs/conftest.py", "from company.steps import *\n")
    assert known(index_of(sandbox), "anything") == "perhaps"
    sandbox.write("specs/conftest.py", "from pytest_bdd import *\nfrom os.path import *\n")
    assert known(index_of(sandbox), "anything") == "no"
    sandbox.write("specs/conftest.py", "pytest_plugins = [name for name in dir()]\n")
    assert known(index_of(sandbox), "anything") == "perhaps"


@pytest.mark.parametrize(("source", "expected"), [("@given('it')", "perhaps"), ("def hook(given): pass", "no")])
def test_an_installed_plugin_with_steps_may_define_any_step(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, expected: str
) -> None:
    site = tmp_path / "site"
    metadata = "Metadata-Version: 2.1\nName: company-steps\nVersion: 1\nRequires-Dist: pytest-bdd>=9\n"
    files = {
        "company_steps.py": f"from pytest_bdd import given\n\n{source}\n",
        "company_steps-1.dist-info/METADATA": metadata,
        "company_steps-1.dist-info/entry_points.txt": "[pytest11]\ncompany = company_steps\n",
        "company_steps-1.dist-info/RECORD": "company_steps.py,,\n",
    }
    for name, text in files.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, "utf-8")
    monkeypatch.syspath_prepend(str(site))
    installed.plugins_with_steps.cache_clear()
    try:
        assert known(index_of(sandbox), "anything") == expected
    finally:
        monkeypatch.undo()
        installed.plugins_with_steps.cache_clear()


def test_near_definitions_come_once_for_each_function_and_the_nearest_first(sandbox: Sandbox) -> None:
    sandbox.write("steps/own.py", IMPORTS + '@given("a small boat")\n@when("a small boat")\ndef f(): ...\n')
    sandbox.write("steps/more.py", IMPORTS + '@given(parsers.parse("a small {kind}"))\ndef f(kind): ...\n')
    near = index_of(sandbox).near("Action", "a smal boat")
    assert [(one.uri, one.keyword) for one in near] == [("steps/own.py", "when"), ("steps/more.py", "given")]
    assert index_of(sandbox).near("Action", "nothing of that kind is known") == ()


def test_definitions_are_found_by_their_place(sandbox: Sandbox) -> None:
    index = index_of(sandbox)
    assert [one.text for one in index.by_place["steps/plain.py", 7]] == ["all is well", "all is well"]


def test_uses_count_each_text_of_a_step_once_and_tell_what_is_planned(sandbox: Sandbox) -> None:
    sandbox.write("specs/a.feature", ROWS)
    project = find_project(sandbox.root)
    index, specs = index_of(sandbox), read_specs(project)
    usage = usage_of(index, specs, project.settings)
    uses = {one.text: [use.line for use in found] for one, found in usage.uses.items()}
    assert uses == {"all is well": [3], "the price is {price:d}": [10, 10]}
    assert [(one.use.line, one.use.due) for one in usage.undefined] == [(5, True), (8, False)]
    assert "it fails" in {one.text for one in unused(index, usage, specs)}


def test_what_other_features_may_use_is_not_called_unused(sandbox: Sandbox) -> None:
    sandbox.write("specs/a.feature", "Feature: A\n  Scenario: One\n    Given all is well\n")
    sandbox.write("conftest.py", IMPORTS + "@given('shared')\ndef f(): ...\n")
    sandbox.write("specs/conftest.py", IMPORTS + "@given('own')\ndef f(): ...\n")
    sandbox.write("tests/test_it.py", "from pytest_bdd import scenarios\n\nscenarios('features')\n")
    project = find_project(sandbox.root)
    specs, index = read_specs(project), index_of(sandbox)
    texts = {one.text for one in unused(index, usage_of(index, specs), specs)}
    assert "own" in texts
    assert "it ends" in texts
