"""Pictures of a browser's page that are taken without a step asking for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.pytest_plugin import adapter
from specbook.pytest_plugin.evidence import Evidence
from specbook.pytest_plugin.state import PROJECT

if TYPE_CHECKING:
    import pytest

    from specbook.pytest_plugin.attempts import Attempt


def illustrate(request: pytest.FixtureRequest, attempt: Attempt, *, failed: bool = False) -> None:
    """Attach a picture of Playwright's `page` to the step that runs, where the settings ask for one.

    Of a scenario tagged as illustrated every step has one, of any other the step that failed. That none can be taken
    is attached as a text, and changes no result.
    """
    settings, case = request.config.stash[PROJECT].settings, attempt.case
    if not settings.screenshots or not case.first_step <= attempt.position < case.first_after:
        return
    if not failed and not case.pickle.tag_names & set(settings.illustrated_tags):
        return
    page = adapter.active_fixture(request, "page")
    if page is None or not hasattr(page, "screenshot"):
        return
    evidence = Evidence(request.config, attempt)
    step = case.pickle.steps[attempt.position - case.first_step]
    try:
        evidence.screenshot(page, caption=f"{step.keyword}{step.text}")
    except Exception as error:  # a page that is closed or hangs must not decide what the step proved
        evidence.text(f"no picture could be taken: {type(error).__name__}: {error}", caption="no picture")
