"""Step definitions of the kit's sample “stack-traces”."""

from pytest_bdd import step


@step("a step throws an exception")
def _():
    raise ValueError("BOOM")
