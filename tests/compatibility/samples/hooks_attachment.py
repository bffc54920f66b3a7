"""Step definitions of the kit's sample “hooks-attachment”."""

from pytest_bdd import step

from specbook import after_scenario, before_scenario


@before_scenario
def first(evidence, request):
    evidence.image(request.path.parent / "cucumber.svg")


@step("a step passes")
def _():
    pass


@after_scenario
def last(evidence, request):
    evidence.image(request.path.parent / "cucumber.svg")
