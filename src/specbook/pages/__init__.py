"""Specs, ledger and product into a staged tree of Markdown and a mkdocs.yml, written only where it changed."""

from specbook.pages.published import NOTHING, read_published
from specbook.pages.staging import Staged, stage
from specbook.pages.translations import new_catalogue

__all__ = ["NOTHING", "Staged", "new_catalogue", "read_published", "stage"]
