"""The examples on the page of a check, laid out as small projects; whether what is found there can be mended."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

from specbook.checks import every_check
from specbook.config import FILE_NAME, Project, find_project
from specbook.files import write_atomically
from specbook.findings import what_is_known
from specbook.reader import read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specbook.checks import Check

FixKind = Literal["safe", "offered", ""]


def lay_out(check: Check, example: str, own: Mapping[str, str], root: Path) -> Project:
    """Write an example of a check into a folder, with the files that its module shows with it, and the check on."""
    files = {f"specs/checkout.feature{'.md' * example.startswith('#  ')}": unescaped(example), **check.files, **own}
    settings = files.get(FILE_NAME, "")
    if not check.default:
        heading = "" if "[tool.specbook.check]" in settings else "[tool.specbook.check]\n"
        settings += f'\n{heading}extend-select = ["{check.name}"]\n'
    for name, text in {**files, FILE_NAME: settings}.items():
        write_atomically(root / name, text)
    return find_project(root)


@cache
def fix_kind(name: str) -> FixKind:
    """Tell how the bad example of a check can be mended: safely, as an editor offers it, or not at all."""
    check = next(one for one in every_check() if one.name == name)
    with TemporaryDirectory() as folder:
        project = lay_out(check, check.bad, check.bad_files, Path(folder))
        specs = read(project.specs, project.root)
        found = list(check.find(specs, what_is_known(project, specs)))
    fixes = [fix for one in found for fix in one.fixes]
    return "safe" if any(fix.safe for fix in fixes) else "offered" if fixes else ""


def unescaped(example: str) -> str:
    r"""Put in what cannot be seen, which is written as `\u00a0` on the page."""
    return re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), example)
