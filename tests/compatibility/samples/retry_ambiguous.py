"""Step definitions of the kit's sample “retry-ambiguous”."""

from pytest_bdd import step


@step("an ambiguous step")
def _():
    pass


@step("an ambiguous step")
def _():
    pass
