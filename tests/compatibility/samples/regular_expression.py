"""Step definitions of the kit's sample “regular-expression”."""

import re

from pytest_bdd import step

from specbook import expression


@step(expression(re.compile("^a (.*?)(?: and a (.*?))?(?: and a (.*?))?$")))
def _(one, two, three):
    assert one == "cucumber"
