"""Step definitions of the kit's sample “data-tables”."""

from pytest_bdd import step


@step("the following table is transposed:", target_fixture="transposed")
def _(datatable):
    return [list(column) for column in zip(*datatable, strict=True)]


@step("it should be:")
def _(datatable, transposed):
    assert datatable == transposed
