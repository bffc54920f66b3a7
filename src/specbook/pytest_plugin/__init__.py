"""The pytest plug-in: collects specs, matches steps, runs them and records what happened."""

from specbook.pytest_plugin.versions import check_versions

# Before anything else is imported: a private name that another version lacks would end in a traceback.
check_versions()

pytest_plugins = ["specbook.pytest_plugin.hooks"]
