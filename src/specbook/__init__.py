"""Specbook: specs that are run, and published as the page that onboards people."""

__version__ = "0.1.0"
