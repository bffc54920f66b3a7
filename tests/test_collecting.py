"""Which specs and step definitions a run finds: in nested folders, in suites that exist, under any tag and name."""

import os

import pytest
from tests.sandbox import Sandbox, assert_valid

WELL = "Feature: Well\n  Scenario: It\n    Given all is well\n    Then it ends\n"


@pytest.fixture
def well(sandbox: Sandbox) -> Sandbox:
    sandbox.write("specs/well.feature", WELL)
    return sandbox


@pytest.mark.parametrize("cores", ["0", "2"])
def test_a_suite_that_binds_its_features_is_recorded_and_not_run_twice(sandbox: Sandbox, cores: str) -> None:
    outline = (
        "\n  Scenario Outline: Prices\n    Given the price is <price>\n\n    Examples:\n"
        "      | price |\n      | 1     |\n      | 100   |\n"
    )
    sandbox.write("specs/well.feature", WELL + outline)
    sandbox.write("tests/test_well.py", "from pytest_bdd import scenarios\n\nscenarios('../specs/well.feature')\n")
    said = sandbox.pytest("specs", "tests", "-n", cores)
    assert "1 failed, 2 passed" in said.out, said.text
    assert sandbox.states() == {"It": "verified", "Prices 1": "verified", "Prices 2": "failing"}
    assert_valid(sandbox.stream(), success=False)


def test_an_async_step_in_a_bound_suite_never_passes_unrun(sandbox: Sandbox) -> None:
    sandbox.write("specs/wait.feature", "Feature: Wait\n  Scenario: It\n    Given it waits\n")
    sandbox.write("tests/test_wait.py", "from pytest_bdd import scenarios\n\nscenarios('../specs/wait.feature')\n")
    said = sandbox.pytest("specs", "tests", "-W", "ignore")
    assert said.code == 1, said.text
    assert sandbox.states() == {"It": "failing"}


def test_an_undefined_step_in_a_bound_suite_is_undefined(sandbox: Sandbox) -> None:
    sandbox.write("specs/it.feature", "Feature: Who\n  Scenario: It\n    Given nobody knows this\n")
    sandbox.write("tests/test_it.py", "from pytest_bdd import scenarios\n\nscenarios('../specs/it.feature')\n")
    assert sandbox.pytest("specs", "tests").code == 1
    assert sandbox.states() == {"It": "undefined"}


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("def broken(:\n", "steps/broken.py:1: "),
        ("import nothing_of_that_name\n", "steps/broken.py:1: "),
        ("\n\nraise OSError('no disk')\n", "steps/broken.py:3: "),
        ("import specbook\n\n@specbook.before_scenario('@a and')\ndef b():\n    pass\n", "steps/broken.py:3: "),
    ],
)
def test_a_module_of_steps_that_cannot_be_loaded_is_told_by_its_line(well: Sandbox, source: str, told: str) -> None:
    well.write("steps/broken.py", source)
    said = well.specbook("run")
    assert said.code == 1
    assert told in said.text
    assert "specbook/pytest_plugin" not in said.text
    assert well.states() == {"It": "not run"}


def test_steps_may_stand_in_nested_folders_and_import_each_other(sandbox: Sandbox) -> None:
    sandbox.write("specs/it.feature", "Feature: It\n  Scenario: It\n    Given deep down\n")
    sandbox.write(
        "steps/deep/down.py",
        "from pytest_bdd import given\nfrom steps.deep.words import DOWN\n\n@given(DOWN)\ndef d():\n    pass\n",
    )
    sandbox.write("steps/deep/words.py", "DOWN = 'deep down'\n")
    assert sandbox.specbook("run", "--", "-W", "error").code == 0


@pytest.mark.parametrize("name", ["skipif", "filterwarnings", "timeout", "flaky", "usefixtures"])
def test_a_tag_named_like_a_mark_that_needs_arguments_does_no_harm(sandbox: Sandbox, name: str) -> None:
    sandbox.write("specs/tagged.feature", f"@{name}\n{WELL}")
    assert sandbox.specbook("run", "--", "--strict-markers", "-W", "error").code == 0
    assert sandbox.states() == {"It": "verified"}


def test_the_suites_own_meaning_of_a_tag_goes_first(well: Sandbox) -> None:
    well.write("specs/well.feature", f"@slow\n{WELL}")
    well.write(
        "conftest.py",
        "import pytest\n\ndef pytest_bdd_apply_tag(tag, function):\n"
        "    if tag == 'slow':\n        pytest.mark.skip(reason='too slow')(function)\n        return True\n",
    )
    well.specbook("run")
    assert well.reasons() == {"It": "too slow"}


def test_node_ids_read_like_the_scenario_and_select_it(sandbox: Sandbox) -> None:
    sandbox.write("specs/a.feature", WELL + "\n  Scenario: It\n    When it fails\n")
    said = sandbox.pytest("specs", "--collect-only", "-q")
    assert "specs/a.feature::It\nspecs/a.feature::It #2\n" in said.out
    assert "1 passed" in sandbox.pytest("specs/a.feature::It").out
    assert "1 failed, 1 passed" in sandbox.pytest("specs").out
    assert "1 failed" in sandbox.pytest("specs", "--lf").out


def test_an_unsupported_pytest_bdd_stops_with_the_supported_range(well: Sandbox) -> None:
    well.write("old/pytest_bdd-8.0.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: pytest-bdd\nVersion: 8.0.0\n")
    said = well.pytest("specs", PYTHONPATH=os.fspath(well.root / "old"))
    assert said.code == 4, said.text
    assert "Specbook supports pytest-bdd" in said.err
    assert "8.0.0" in said.err


def test_a_debugger_in_a_step_stops_there(sandbox: Sandbox) -> None:
    sandbox.write("specs/it.feature", "Feature: It\n  Scenario: It\n    When it stops\n")
    sandbox.write(
        "steps/stop.py",
        "from pytest_bdd import when\n\n@when('it stops')\n"
        "def it():\n    here = 6 * 7\n    breakpoint()\n    assert here\n",
    )
    said = sandbox.pytest("specs", typed="p here + 1000\ncontinue\n")
    assert "1042" in said.out, said.text
