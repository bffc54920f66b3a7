"""Specs, ledger and product into a staged tree of Markdown and a mkdocs.yml, written only where it changed."""

from specbook.pages.published import read_published
from specbook.pages.staging import Staged, stage

__all__ = ["Staged", "read_published", "stage"]
