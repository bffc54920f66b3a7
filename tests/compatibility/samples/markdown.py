"""Step definitions of the kit's sample “markdown”."""

from pytest_bdd import step

from specbook import expression


@step("some TypeScript code:")
def _(docstring):
    pass


@step("some classic Gherkin:")
def _(docstring):
    pass


@step(expression("we use a data table and attach something and then {word}"))
def _(word, datatable, evidence):
    evidence.log(f"We are logging some plain text ({word})")
    if word == "fail":
        raise ValueError("You asked me to fail")


@step("this might or might not run")
def _():
    pass
