"""The versions of pytest and pytest-bdd that Specbook works with."""

from importlib.metadata import version

import pytest
from packaging.specifiers import SpecifierSet

SUPPORTED = {"pytest": SpecifierSet(">=9.2,<10"), "pytest-bdd": SpecifierSet(">=9.0.1,<10")}


def check_versions() -> None:
    """Stop with the supported range where pytest or pytest-bdd is another."""
    for name, supported in SUPPORTED.items():
        found = version(name)
        if not supported.contains(found, prereleases=True):
            raise pytest.UsageError(
                f"Specbook supports {name} {supported}, and {found} is installed: "
                f"install a supported one, or switch Specbook off with -p no:specbook"
            )
