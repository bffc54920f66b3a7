"""Step definitions of the kit's sample “unknown-parameter-type”."""

from pytest_bdd import step

from specbook import expression


@step(expression("{airport} is closed because of a strike"))
def _(airport):
    pass
