"""Step definitions of the kit's sample “retry-pending”."""

from pytest_bdd import step

from specbook import pending


@step("a pending step")
def _():
    pending()
