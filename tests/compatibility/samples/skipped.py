"""Step definitions of the kit's sample “skipped”."""

import pytest
from pytest_bdd import step


@step("a step that does not skip")
def _():
    pass


@step("a step that is skipped")
def _():
    pass


@step("I skip a step")
def _():
    pytest.skip()
