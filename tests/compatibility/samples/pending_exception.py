"""Step definitions of the kit's sample “pending-exception”."""

from pytest_bdd import step

from specbook import pending


@step("an unimplemented pending step")
def _():
    pending("TODO")
