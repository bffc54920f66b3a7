"""Step definitions of the kit's sample “backgrounds”."""

from pytest_bdd import step

from specbook import expression


@step(expression("an order for {string}"))
def _(what):
    pass


@step("an action")
def _():
    pass


@step("an outcome")
def _():
    pass
