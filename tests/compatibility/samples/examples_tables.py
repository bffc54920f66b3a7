"""Step definitions of the kit's sample “examples-tables”."""

from pytest_bdd import step

from specbook import expression


@step(expression("there are {int} cucumbers"), target_fixture="cucumbers")
def _(count):
    return count


@step(expression("there are {int} friends"), target_fixture="friends")
def _(count):
    return count


@step(expression("I eat {int} cucumbers"), target_fixture="cucumbers")
def _(count, cucumbers):
    return cucumbers - count


@step(expression("I should have {int} cucumbers"))
def _(count, cucumbers):
    assert cucumbers == count


@step(expression("each person can eat {int} cucumbers"))
def _(count, cucumbers, friends):
    assert cucumbers // (1 + friends) == count
