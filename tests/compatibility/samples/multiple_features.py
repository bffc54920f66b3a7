"""Step definitions of the kit's sample “multiple-features”."""

from pytest_bdd import step

from specbook import expression


@step(expression("an order for {string}"))
def _(what):
    pass
