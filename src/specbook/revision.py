"""What git knows: the revision that a run was made at, files as they were, and which have changed."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from specbook.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


def read_revision(root: Path) -> tuple[str, bool]:
    """Return the commit and whether the working tree differs from it; empty and False outside git."""
    commit = _git(root, "rev-parse", "HEAD")
    return commit, bool(commit and _git(root, "status", "--porcelain"))


def changed_files(root: Path, revision: str) -> frozenset[str]:
    """Name the files below a folder that differ from a revision, those that git does not track yet included.

    Raises UsageError where git does not know the revision, or the folder is not in its care.
    """
    if not _git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}"):
        raise UsageError(f"git knows no revision “{revision}” here: name a commit, a branch or a tag of {root.name}/")
    changed = _git(root, "diff", "--name-only", "--relative", "-z", revision, "--").split("\0")
    new = _git(root, "ls-files", "--others", "--exclude-standard", "-z").split("\0")
    return frozenset(filter(None, [*changed, *new]))


def text_at(root: Path, revision: str, uri: str) -> str | None:
    """Return a file as it was at a revision; None where it was not there, or was no UTF-8."""
    command = ["git", "show", f"{revision}:./{uri}"]
    done = subprocess.run(command, cwd=root, capture_output=True, check=False, timeout=30)
    try:
        return done.stdout.decode("utf-8") if done.returncode == 0 else None
    except UnicodeDecodeError:
        return None


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=True, timeout=30)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()
