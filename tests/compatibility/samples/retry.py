"""Step definitions of the kit's sample “retry”."""

from pytest_bdd import step

_tried = {"second": 0, "third": 0}


def _fail_before(time, number):
    _tried[time] += 1
    if _tried[time] < number:
        raise ValueError("Exception in step")


@step("a step that always passes")
def _():
    pass


@step("a step that passes the second time")
def _():
    _fail_before("second", 2)


@step("a step that passes the third time")
def _():
    _fail_before("third", 3)


@step("a step that always fails")
def _():
    raise ValueError("Exception in step")
