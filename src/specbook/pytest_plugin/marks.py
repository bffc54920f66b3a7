"""Tags as pytest marks, so that they select runs and can never crash one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from specbook.pytest_plugin import adapter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Pickle

# Marks that mean something to pytest or to a well-known plug-in and fail, or change the run, without arguments.
_NEEDING_ARGUMENTS = {"parametrize", "usefixtures", "filterwarnings", "skipif", "timeout", "flaky", "xdist_group"}


def marks_of(pickle: Pickle, config: pytest.Config) -> Iterator[Any]:
    """Yield the marks of an example's tags; a `pytest_bdd_apply_tag` hook of the suite goes first."""
    for name in sorted(tag[1:] for tag in pickle.tag_names):
        applied = _applied_by_suite(name, config)
        if applied is not None:
            yield from applied
        elif name == "skip":
            yield pytest.mark.skip(reason="tagged @skip")
        elif name == "xfail":
            yield pytest.mark.xfail(reason="tagged @xfail")
        elif name not in _NEEDING_ARGUMENTS:
            yield adapter.mark(name)


def _applied_by_suite(name: str, config: pytest.Config) -> list[Any] | None:
    """Ask the suite's own hook; pytest-bdd's own implementation crashes on many tags and is left out."""
    manager = config.pluginmanager
    own = manager.get_plugin("pytest-bdd")
    hook = manager.subset_hook_caller("pytest_bdd_apply_tag", remove_plugins=[own] if own else [])

    def carrier() -> None:
        """Collect the marks that the hook applies."""

    if not hook.get_hookimpls() or hook(tag=name, function=carrier) is None:
        return None
    return list(getattr(carrier, "pytestmark", []))
