"""Step definitions of the kit's sample “examples-tables-undefined”."""

from pytest_bdd import step

from specbook import expression


@step(expression("there are {int} cucumbers"), target_fixture="cucumbers")
def _(count):
    return count


@step(expression("I eat {int} cucumbers"), target_fixture="cucumbers")
def _(count, cucumbers):
    return cucumbers - count


@step(expression("I should have {int} cucumbers"))
def _(count, cucumbers):
    assert cucumbers == count
