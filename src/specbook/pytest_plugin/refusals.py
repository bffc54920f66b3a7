"""Why an example cannot run as it stands, as errors."""

from __future__ import annotations

from specbook.pytest_plugin import adapter


class NotAutomatedError(Exception):
    """An example that cannot run as it stands: nothing in it, or a step without its one definition."""


class AmbiguousStepError(NotAutomatedError):
    """A step that several step definitions match equally well."""


class UndefinedStepError(adapter.StepDefinitionNotFoundError, NotAutomatedError):
    """A step that no step definition matches."""
