"""Step definitions of the kit's sample “hooks-named”."""

from pytest_bdd import step

from specbook import after_scenario, before_scenario


@before_scenario(name="A named before hook")
def first():
    pass


@step("a step passes")
def _():
    pass


@after_scenario(name="A named after hook")
def last():
    pass
