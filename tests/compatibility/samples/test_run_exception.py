"""Step definitions of the kit's sample “test-run-exception”."""

from pytest_bdd import step


@step("a step")
def _():
    pass
