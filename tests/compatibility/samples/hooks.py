"""Step definitions of the kit's sample “hooks”."""

from pytest_bdd import step

from specbook import after_scenario, before_scenario


@before_scenario
def first():
    pass


@step("a step passes")
def _():
    pass


@step("a step fails")
def _():
    raise ValueError("Exception in step")


@after_scenario
def last():
    pass
