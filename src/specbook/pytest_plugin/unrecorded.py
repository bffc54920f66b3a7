"""What a run that records nothing still needs: an attempt at each example, and steps that are matched, not run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from specbook.pytest_plugin.attempts import Attempt, Nowhere, case_of
from specbook.pytest_plugin.collecting import ScenarioItem
from specbook.pytest_plugin.planning import example_of
from specbook.pytest_plugin.refusals import NotAutomatedError
from specbook.pytest_plugin.running import match_only
from specbook.pytest_plugin.state import ATTEMPT, PROJECT

if TYPE_CHECKING:
    from specbook.model import GherkinDocument


class Unrecorded:
    """Gives examples an attempt that nobody hears of, so that hooks are called and a failure knows its step."""

    def __init__(self, config: pytest.Config) -> None:
        self._root = config.stash[PROJECT].root
        self._is_dry = bool(config.getoption("specbook_dry_run"))
        self._known: dict[str, GherkinDocument] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        found = example_of(item, self._known, self._root)
        if found:
            item.stash[ATTEMPT] = Attempt(case_of(item, found[1], ""), "", Nowhere())

    @pytest.hookimpl(tryfirst=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> bool | None:
        """Keep the test function of a suite's own from running its steps where they are only matched."""
        attempt = pyfuncitem.stash.get(ATTEMPT, None)
        if not self._is_dry or attempt is None or isinstance(pyfuncitem, ScenarioItem):
            return None
        try:
            match_only(pyfuncitem, attempt)
        except NotAutomatedError as error:
            raise pytest.fail.Exception(str(error), pytrace=False) from None
        return True
