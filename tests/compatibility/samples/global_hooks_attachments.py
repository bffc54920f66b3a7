"""Step definitions of the kit's sample “global-hooks-attachments”."""

from pytest_bdd import step

from specbook import after_run, before_run


@before_run
def first(evidence):
    evidence.text("Attachment from BeforeAll hook")


@step("a step passes")
def _():
    pass


@after_run
def last(evidence):
    evidence.text("Attachment from AfterAll hook")
