"""When each file of the specs last changed, as git knows it; nothing where that cannot be told for certain."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from specbook.cache import Cache
from specbook.revision import last_commits, uncommitted_files

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specbook.config import Project


def last_changes(project: Project) -> Mapping[str, str]:
    """Return the day, as `2026-05-03`, of the last commit that touched a file of specs, by its path in the project.

    What differs from its last commit has no day, nor what a shallow clone does not reach. Git is asked once about all
    files, and about their history only where there are new commits.
    """
    folder = project.settings.specs
    commit, changed = uncommitted_files(project.root, folder)
    if not commit:
        return {}
    cache = Cache(project.cache, "changes", [__file__, last_commits.__code__.co_filename])
    days: dict[str, str] = json.loads(
        cache.text(folder, commit, lambda: json.dumps(last_commits(project.root, folder), sort_keys=True))
    )
    return {uri: day for uri, day in days.items() if uri not in changed}
