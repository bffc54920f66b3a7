"""Step definitions of the kit's sample “doc-strings-with-expression”."""

from pytest_bdd import step

from specbook import expression


@step(expression("a {string} with a doc string:"))
def _(what, docstring):
    pass
