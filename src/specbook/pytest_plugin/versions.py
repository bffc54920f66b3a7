"""The versions of pytest and pytest-bdd that Specbook works with."""

from importlib.metadata import version

import pytest
from packaging.version import Version

# From a version on, and below the next major one.
SUPPORTED = {"pytest": Version("9.2"), "pytest-bdd": Version("9.0.1")}


def check_versions() -> None:
    """Stop with the supported range where pytest or pytest-bdd is another."""
    for name, oldest in SUPPORTED.items():
        # pytest's own is at hand, that of another package is looked up on the disk.
        found = Version(pytest.__version__ if name == "pytest" else version(name))
        if found < oldest or found.major > oldest.major:
            raise pytest.UsageError(
                f"Specbook supports {name} >={oldest},<{oldest.major + 1}, and {found} is installed: "
                f"install a supported one, or switch Specbook off with -p no:specbook"
            )
