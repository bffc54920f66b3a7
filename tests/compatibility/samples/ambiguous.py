"""Step definitions of the kit's sample “ambiguous”."""

import re

from pytest_bdd import step

from specbook import expression


@step(expression(re.compile("^a (.*?) with (.*?)$")))
def _(one, two):
    pass


@step(expression(re.compile("^a step with (.*?)$")))
def _(one):
    pass
