"""Step definitions of the kit's sample “doc-strings”."""

from pytest_bdd import step


@step("a doc string:")
def _(docstring):
    pass
