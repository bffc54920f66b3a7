"""What git knows: the revision that a run was made at, files as they were, and which have changed."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from specbook.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


_COMMIT = "# branch.oid "


def read_revision(root: Path) -> tuple[str, bool]:
    """Return the commit and whether the working tree differs from it; empty and False outside git."""
    lines = _git(root, "status", "--porcelain=v2", "--branch").splitlines()
    named = (line.removeprefix(_COMMIT) for line in lines if line.startswith(_COMMIT))
    commit = next(named, "").removeprefix("(initial)")
    return commit, bool(commit) and any(not line.startswith("#") for line in lines)


def commit_of(root: Path, revision: str) -> str:
    """Return the commit that a revision names; raises UsageError where git knows none."""
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if not commit:
        raise UsageError(f"git knows no revision “{revision}” here: name a commit, a branch or a tag of {root.name}/")
    return commit


def changed_files(root: Path, revision: str) -> frozenset[str]:
    """Name the files below a folder that differ from a revision, those that git does not track yet included.

    Raises UsageError where git does not know the revision, or the folder is not in its care.
    """
    commit_of(root, revision)
    changed = _git(root, "diff", "--name-only", "--relative", "-z", revision, "--").split("\0")
    new = _git(root, "ls-files", "--others", "--exclude-standard", "-z").split("\0")
    return frozenset(filter(None, [*changed, *new]))


def uncommitted_files(root: Path, folder: str) -> tuple[str, frozenset[str]]:
    """Return the commit, and the files of a folder that differ from it, new ones included; empty outside git."""
    top = next((one for one in (root, *root.parents) if (one / ".git").exists()), None)
    if top is None:
        return "", frozenset()
    asked = ("--porcelain=v2", "--branch", "--untracked-files=all", "--no-renames", "-z")
    lines = _git(root, "status", *asked, "--", folder).split("\0")
    commit = next((line.removeprefix(_COMMIT) for line in lines if line.startswith(_COMMIT)), "")
    # A line is `? path`, or a kind and seven fields before the path, nine where a merge is unfinished.
    fields = {"?": 1, "1": 8, "u": 10}
    paths = (line.split(" ", fields[line[0]])[-1] for line in lines if line[:1] in fields)
    below = f"{root.relative_to(top).as_posix()}/".removeprefix("./")
    return commit.removeprefix("(initial)"), frozenset(path.removeprefix(below) for path in paths)


def last_commits(root: Path, folder: str) -> dict[str, str]:
    """Return the day of the last commit that touched each file of a folder, by its path relative to `root`.

    A file that a shallow clone has not seen change is left out: its first commit there is not where it changed.
    """
    shown = ("--format=%x00%cs %D", "--decorate=short", "--name-only", "--no-renames", "--relative", "-c")
    log = _git(root, "-c", "core.quotePath=off", "log", "--no-color", "--no-show-signature", *shown, "--", folder)
    days: dict[str, str] = {}
    for commit in filter(None, log.split("\0")):
        head, *names = commit.splitlines()
        day, _, refs = head.partition(" ")
        for name in filter(None, names):
            days.setdefault(name, "" if "grafted" in refs.split(", ") else day)
    return {name: day for name, day in days.items() if day}


def files_at(root: Path, commit: str, folder: str) -> tuple[str, ...]:
    """Name the files that a folder held at a commit, with their paths relative to `root`."""
    listed = _git(root, "ls-tree", "-r", "-z", "--name-only", commit, "--", f"{folder}/")
    return tuple(filter(None, listed.split("\0")))


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
    except (OSError, ValueError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()
