"""Specbook: specs that are run, and published as the page that onboards people."""

from __future__ import annotations

from importlib import import_module

__version__ = "0.1.0"

_PLACES = {
    "Columns": "specbook.pytest_plugin.tables",
    "Dicts": "specbook.pytest_plugin.tables",
    "Evidence": "specbook.pytest_plugin.evidence",
    "Ledger": "specbook.ledger",
    "Pairs": "specbook.pytest_plugin.tables",
    "Settings": "specbook.config",
    "Specs": "specbook.model",
    "after_run": "specbook.pytest_plugin.scenario_hooks",
    "after_scenario": "specbook.pytest_plugin.scenario_hooks",
    "before_run": "specbook.pytest_plugin.scenario_hooks",
    "before_scenario": "specbook.pytest_plugin.scenario_hooks",
    "expression": "specbook.pytest_plugin.expressions",
    "find_project": "specbook.config",
    "parameter_type": "specbook.pytest_plugin.expressions",
    "pending": "specbook.pytest_plugin.outcomes",
    "read": "specbook.reader",
    "read_runs": "specbook.results.folder",
    "reconcile": "specbook.ledger",
    "stage": "specbook.pages",
    "stand": "specbook.standing",
}
__all__ = sorted(["__version__", *_PLACES])


def __getattr__(name: str) -> object:
    """Import a public name from its room when it is first asked for."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_PLACES[name]), name)
