"""Step definitions of the kit's sample “global-hooks-beforeall-error”."""

from pytest_bdd import step

from specbook import after_run, before_run


@before_run
def first():
    pass


@before_run
def second():
    raise ValueError("BeforeAll hook went wrong")


@before_run
def third():
    pass


@step("a step passes")
def _():
    pass


@after_run
def fourth():
    pass


@after_run
def fifth():
    pass
