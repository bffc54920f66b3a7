"""Specs, ledger and product into a staged tree of Markdown and a mkdocs.yml, written only where it changed."""

from specbook.pages.staging import Staged, stage

__all__ = ["Staged", "stage"]
