"""Installed plug-ins of pytest that bring step definitions along, which are no files of a project."""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import Distribution, entry_points
from pathlib import Path

from specbook.files import read_source

_OURS = {"pytest-bdd", "specbook"}
_DEFINES_STEPS = re.compile(r"^\s*@?(?:\w+\.)*(?:given|when|then|step)\(", re.MULTILINE)


@cache
def plugins_with_steps() -> tuple[str, ...]:
    """Name the installed plug-ins of pytest that need pytest-bdd and seem to define steps with it."""
    found = {_name(one.dist): one.dist for one in entry_points(group="pytest11") if one.dist}
    return tuple(sorted(name for name, dist in found.items() if name not in _OURS and _brings_steps(dist)))


def _brings_steps(dist: Distribution) -> bool:
    needs = {re.split(r"[^\w.-]", need, maxsplit=1)[0].lower().replace("_", "-") for need in dist.requires or ()}
    if "pytest-bdd" not in needs:
        return False
    files = (Path(str(dist.locate_file(file))) for file in dist.files or () if file.suffix == ".py")
    sources = (read_source(file) for file in files)
    return any("pytest_bdd" in source and _DEFINES_STEPS.search(source) for source in sources)


def _name(dist: Distribution) -> str:
    return str(dist.metadata["Name"] or "").lower().replace("_", "-")
