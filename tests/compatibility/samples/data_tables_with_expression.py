"""Step definitions of the kit's sample “data-tables-with-expression”."""

from pytest_bdd import step

from specbook import expression


@step(expression("a {string} with a table"))
def _(what, datatable):
    pass
