"""Step definitions of the kit's sample “data-tables-doc-strings”."""

from pytest_bdd import step


@step("a step with a data table a doc string")
def _(datatable, docstring):
    pass


@step("a step with a doc string a data table")
def _(docstring, datatable):
    pass
