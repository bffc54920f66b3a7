"""Step definitions of the kit's sample “skipped-failing-hook”."""

import pytest
from pytest_bdd import step

from specbook import after_scenario


@step("a step that skips")
def _():
    pytest.skip()


@after_scenario
def last():
    raise ValueError("whoops")
