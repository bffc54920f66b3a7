"""Step definitions of the kit's sample “skipped-exception”."""

import pytest
from pytest_bdd import step


@step("I skip a step")
def _():
    pytest.skip("skipping")
