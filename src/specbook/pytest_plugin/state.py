"""What the plug-in keeps in pytest's stash."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from specbook.config import Project
    from specbook.document_cache import DocumentCache
    from specbook.pytest_plugin.attempts import Attempt
    from specbook.pytest_plugin.definitions import StepIndex
    from specbook.pytest_plugin.masking import Secrets
    from specbook.pytest_plugin.recording import Recorder
    from specbook.pytest_plugin.scenario_hooks import Hooks
    from specbook.results.evidence_files import EvidenceFiles

PROJECT: pytest.StashKey[Project] = pytest.StashKey()
DOCUMENTS: pytest.StashKey[DocumentCache] = pytest.StashKey()
INDEX: pytest.StashKey[StepIndex] = pytest.StashKey()
HOOKS: pytest.StashKey[Hooks] = pytest.StashKey()
SECRETS: pytest.StashKey[Secrets] = pytest.StashKey()
ATTEMPT: pytest.StashKey[Attempt] = pytest.StashKey()
EVIDENCE: pytest.StashKey[EvidenceFiles] = pytest.StashKey()
RECORDER: pytest.StashKey[Recorder] = pytest.StashKey()
LISTENERS: pytest.StashKey[dict[str, Any]] = pytest.StashKey()
RUN_ID: pytest.StashKey[str] = pytest.StashKey()
