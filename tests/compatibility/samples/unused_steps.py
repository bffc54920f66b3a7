"""Step definitions of the kit's sample “unused-steps”."""

from pytest_bdd import step


@step("a step that is used")
def _():
    pass


@step("a step that is not used")
def _():
    pass
