"""Step definitions of the kit's sample “hooks-undefined”."""

from specbook import after_scenario, before_scenario


@before_scenario
def first():
    pass


@after_scenario
def last():
    pass
