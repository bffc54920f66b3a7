"""Step definitions of the kit's sample “minimal”."""

from pytest_bdd import step

from specbook import expression


@step(expression("I have {int} cukes in my belly"))
def _(count):
    pass
