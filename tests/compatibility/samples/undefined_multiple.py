"""Step definitions of the kit's sample “undefined-multiple”."""

from pytest_bdd import step


@step("an implemented step")
def _():
    pass


@step("a step that will be skipped")
def _():
    pass
