"""Step definitions of the kit's sample “global-hooks”."""

from pytest_bdd import step

from specbook import after_run, before_run


@before_run
def first():
    pass


@before_run
def second():
    pass


@step("a step passes")
def _():
    pass


@step("a step fails")
def _():
    raise ValueError("Exception in step")


@after_run
def third():
    pass


@after_run
def fourth():
    pass
