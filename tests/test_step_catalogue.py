"""The catalogue of step definitions: what is known of them without running them, and what uses them."""

from tests.sandbox import Sandbox

from specbook.config import find_project
from specbook.standing import stand
from specbook.step_catalogue import Catalogue, read_catalogue

SPEC = "Feature: A\n  Scenario: One\n    Given all is well\n"
OWN = '''\
from pytest_bdd import given, when


@given("a")
@when("b")
def both():
    """Do
    both.

    More.
    """
'''


def catalogue(sandbox: Sandbox) -> Catalogue:
    project = find_project(sandbox.root)
    standing = stand(project)
    return read_catalogue(project, standing.runs, standing.ledger)


def used(sandbox: Sandbox) -> dict[str, tuple[str, ...]]:
    return {pattern: step.used_in for step in catalogue(sandbox).steps for pattern in step.patterns}


def test_a_function_is_one_entry_with_all_its_patterns_and_the_first_paragraph_of_its_docstring(
    sandbox: Sandbox,
) -> None:
    sandbox.write("specs/a.feature", "Feature: A\n  Scenario: One\n    Given a\n")
    sandbox.write("steps/own.py", OWN)
    sandbox.specbook("run")
    (step,) = (one for one in catalogue(sandbox).steps if one.uri == "steps/own.py")
    assert (step.function.name, step.function.line, step.function.doc) == ("both", 4, "Do both.")
    assert (step.patterns, step.keywords) == (("a", "b"), ("given", "when"))


def test_a_definition_that_moved_is_found_and_one_that_is_gone_is_not_listed(sandbox: Sandbox) -> None:
    sandbox.write("specs/a.feature", "Feature: A\n  Scenario: One\n    Given a\n")
    sandbox.write("steps/own.py", OWN)
    sandbox.specbook("run")
    sandbox.write("steps/own.py", "# moved\n\n" + OWN.replace('@when("b")\n', ""))
    (step,) = (one for one in catalogue(sandbox).steps if one.uri == "steps/own.py")
    assert (step.function.line, step.patterns, step.used_in) == (6, ("a",), ("specs/a.feature",))
    sandbox.write("steps/own.py", "x = (\n")
    assert "steps/own.py" not in {one.uri for one in catalogue(sandbox).steps}


def test_a_pattern_that_is_made_by_code_is_found_by_its_line(sandbox: Sandbox) -> None:
    sandbox.write("specs/a.feature", "Feature: A\n  Scenario: One\n    Given an apple\n")
    sandbox.write("steps/own.py", OWN.replace('"a"', "f\"an {'apple'}\""))
    sandbox.specbook("run")
    assert used(sandbox)["an apple"] == ("specs/a.feature",)


def test_a_run_of_a_part_keeps_what_older_runs_say(sandbox: Sandbox) -> None:
    sandbox.write("steps/own.py", OWN)
    sandbox.write("specs/a.feature", "Feature: A\n  Scenario: One\n    Given a\n")
    sandbox.write("specs/b.feature", "Feature: B\n  Scenario: Two\n    When it ends\n")
    sandbox.specbook("run")
    sandbox.specbook("run", "--", "specs/b.feature")
    assert used(sandbox)["a"] == ("specs/a.feature",)
    assert catalogue(sandbox).untried == 1  # no definition fits “When it ends”


def test_an_edited_spec_uses_what_it_used_until_it_is_run_again(sandbox: Sandbox) -> None:
    sandbox.write("steps/own.py", OWN)
    sandbox.write("specs/a.feature", "Feature: A\n  Scenario: One\n    Given a\n")
    sandbox.specbook("run")
    sandbox.write("specs/a.feature", SPEC)
    assert used(sandbox)["a"] == ("specs/a.feature",)
    assert catalogue(sandbox).untried == 1
    sandbox.specbook("run")
    assert used(sandbox)["a"] == ()
    assert catalogue(sandbox).untried == 0
