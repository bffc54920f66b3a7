"""Step definitions of the kit's sample “global-hooks-afterall-error”."""

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


@after_run
def third():
    pass


@after_run
def fourth():
    raise ValueError("AfterAll hook went wrong")


@after_run
def fifth():
    pass
