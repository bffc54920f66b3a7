"""Suites that import their step definitions themselves, in the ways that pytest-bdd's users do."""

import pytest
from tests.sandbox import Sandbox

SPEC = "Feature: It\n  Scenario: Bound\n    Given all is well\n\n  Scenario: Not bound\n    Given all is well\n"
BINDING = "from pytest_bdd import scenario\n\n\n@scenario('../specs/it.feature', 'Bound')\ndef test_it():\n    pass\n"
HOOK = "\nfrom specbook import before_scenario\n\n\n@before_scenario\ndef begin():\n    print('begins')\n"


@pytest.mark.parametrize(
    "conftest",
    [
        "pytest_plugins = ['steps.plain']\n",
        "import steps.plain\n",
        "from steps.plain import all_is_well\n",
        "import pytest\n\npytest.register_assert_rewrite('steps.plain')\n\nimport steps.plain\n",
    ],
)
def test_a_module_of_steps_that_the_suite_imports_first_is_loaded_without_a_warning(
    sandbox: Sandbox, conftest: str
) -> None:
    source = (sandbox.root / "steps/plain.py").read_text("utf-8")
    sandbox.write("steps/plain.py", source + HOOK)
    sandbox.write("conftest.py", conftest)
    sandbox.write("specs/it.feature", SPEC)
    said = sandbox.pytest("specs", "-W", "error", "-rP")
    assert said.code == 0, said.text
    assert sandbox.states() == {"Bound": "verified", "Not bound": "verified"}
    assert said.out.count("begins") == 2


def test_steps_in_the_test_module_itself_are_matched_in_a_dry_run_too(sandbox: Sandbox) -> None:
    sandbox.write("specs/it.feature", SPEC.replace("all is well", "a local step"))
    sandbox.write(
        "tests/test_it.py",
        f"from pytest_bdd import given\n{BINDING}\n\n@given('a local step')\ndef step():\n    pass\n",
    )
    assert "1 skipped" in sandbox.pytest("tests", "--dry-run").out
    assert sandbox.pytest("tests").code == 0
    assert sandbox.states() == {"Bound": "verified", "Not bound": "not run"}


def test_a_feature_outside_of_the_project_is_run_and_not_recorded(sandbox: Sandbox) -> None:
    outside = sandbox.root.parent / f"{sandbox.root.name}-outside"
    outside.mkdir()
    (outside / "it.feature").write_text(SPEC, "utf-8")
    sandbox.write("specs/it.feature", SPEC)
    sandbox.write("conftest.py", "pytest_plugins = ['steps.plain']\n")
    sandbox.write("tests/test_it.py", f"from pytest_bdd import scenarios\n\nscenarios({str(outside)!r})\n")
    said = sandbox.pytest("tests")
    assert said.code == 0, said.text
    assert "2 passed" in said.out
    assert sandbox.states() == {"Bound": "not run", "Not bound": "not run"}
