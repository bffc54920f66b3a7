"""Step definitions of the kit's sample “failedish-combinations”."""

import re

import pytest
from pytest_bdd import step

from specbook import expression, pending


@step(expression(re.compile("^a step$")))
def _():
    pass


@step(expression(re.compile("^a skipped step$")))
def _():
    pytest.skip()


@step(expression(re.compile("^a pending step$")))
def _():
    pending()


@step(expression(re.compile("^an ambiguous (.*?)$")))
def _(what):
    pass


@step(expression(re.compile("^(.*?) ambiguous step$")))
def _(what):
    pass


@step(expression(re.compile("^a failing step$")))
def _():
    raise ValueError("whoops")
