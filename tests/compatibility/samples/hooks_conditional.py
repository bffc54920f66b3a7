"""Step definitions of the kit's sample “hooks-conditional”."""

from pytest_bdd import step

from specbook import after_scenario, before_scenario


@before_scenario("@passing-hook")
def first():
    pass


@before_scenario("@fail-before")
def second():
    raise ValueError("Exception in conditional hook")


@step("a step passes")
def _():
    pass


@after_scenario("@fail-after")
def third():
    raise ValueError("Exception in conditional hook")


@after_scenario("@passing-hook")
def fourth():
    pass
