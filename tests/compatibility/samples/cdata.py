"""Step definitions of the kit's sample “cdata”."""

from pytest_bdd import step

from specbook import expression


@step(expression("I have {int} <![CDATA[cukes]]> in my belly"))
def _(count):
    pass
