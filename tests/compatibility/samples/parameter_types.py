"""Step definitions of the kit's sample “parameter-types”."""

from pytest_bdd import step

from specbook import expression, parameter_type


@parameter_type("flight", "([A-Z]{3})-([A-Z]{3})")
def flight(origin, destination):
    return origin, destination


@step(expression("{flight} has been delayed"))
def _(flight):
    assert flight == ("LHR", "CDG")
