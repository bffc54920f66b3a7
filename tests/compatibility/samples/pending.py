"""Step definitions of the kit's sample “pending”."""

from pytest_bdd import step

from specbook import pending


@step("an implemented non-pending step")
def _():
    pass


@step("an implemented step that is skipped")
def _():
    pass


@step("an unimplemented pending step")
def _():
    pending()
