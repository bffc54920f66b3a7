"""Step definitions of the kit's sample “hooks-skipped”."""

import pytest
from pytest_bdd import step

from specbook import after_scenario, before_scenario


@before_scenario
def first():
    pass


@before_scenario("@skip-before")
def second():
    pytest.skip()


@before_scenario
def third():
    pass


@step("a normal step")
def _():
    pass


@step("a step that skips")
def _():
    pytest.skip()


@after_scenario
def fourth():
    pass


@after_scenario("@skip-after")
def fifth():
    pytest.skip()


@after_scenario
def sixth():
    pass
