"""The files of a project that step definitions may stand in, and what imports between them mean."""

from __future__ import annotations

import configparser
import fnmatch
import os
import posixpath
import re
import tomllib
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from specbook.files import kind_at, read_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from specbook.config import Project

CONFTEST = "conftest.py"
# Folders that pytest does not look for tests in, or that hold what others wrote.
_PASSED_BY = {"build", "dist", "venv", "CVS", "_darcs"}
_NEVER = {"node_modules", "site-packages", "__pycache__"}
_SPEAKS_OF_STEPS = re.compile(r"pytest_bdd|pytest_plugins|import\s*\*")


@dataclass(frozen=True, slots=True)
class PytestSettings:
    """What pytest's own settings say of where tests and modules are, and which plug-ins there are."""

    test_files: tuple[str, ...] = ("test_*.py", "*_test.py")
    test_folders: tuple[str, ...] = ()
    python_path: tuple[str, ...] = ()
    plugins: tuple[str, ...] = ()
    features: str = ""


@dataclass(slots=True)
class Suite:
    """The files of a project as they are now; `texts` are those that an editor has and the disk has not."""

    root: Path
    steps: str
    specs: str
    settings: PytestSettings
    texts: dict[str, str] = field(default_factory=dict)
    _known: dict[str, str] = field(default_factory=dict)

    def source(self, uri: str) -> str:
        """Return the text of a file; one that is not there, or not UTF-8, says nothing."""
        if uri in self.texts:
            return self.texts[uri]
        if uri not in self._known:
            self._known[uri] = read_source(self.root / uri)
        return self._known[uri]

    def exists(self, uri: str) -> bool:
        return uri in self.texts or kind_at(self.root / uri) == "file"

    def files(self) -> list[str]:
        """Return the modules of steps, and each conftest and test module that speaks of steps, by their paths."""
        steps = [uri for uri in self._below(self.steps) if uri.endswith(".py")]
        others = [uri for uri in self._tests() if not self.is_step_file(uri) and self._speaks_of_steps(uri)]
        return sorted({*steps, *others, *(uri for uri in self.texts if self.concerns(uri))})

    def concerns(self, uri: str) -> bool:
        """Tell whether a file may define steps of itself, and not only because another one imports it."""
        name = posixpath.basename(uri)
        is_test = name == CONFTEST or any(fnmatch.fnmatch(name, pattern) for pattern in self.settings.test_files)
        return uri.endswith(".py") and (self.is_step_file(uri) or is_test)

    def is_step_file(self, uri: str) -> bool:
        return uri.startswith(f"{self.steps}/")

    def folder_of_features(self, uri: str) -> str:
        """Return what the paths are relative to that a module gives to `scenarios()`."""
        return self.settings.features or posixpath.dirname(uri)

    def name_of(self, uri: str) -> str:
        """Return the dotted name that a module is imported by: from the root, or from where its packages begin."""
        parts = uri.removesuffix(".py").split("/")
        first = 0 if self.is_step_file(uri) else len(parts) - 1
        while first > 0 and self.exists(f"{'/'.join(parts[:first])}/__init__.py"):
            first -= 1
        parts = parts[first:]
        return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)

    def file_of(self, dotted: str, beside: Iterable[str]) -> str:
        """Return the file that a dotted name means; empty where it is none of the project's.

        `beside` are folders that are importable because tests stand in them.
        """
        path = dotted.replace(".", "/")
        for folder in dict.fromkeys(["", "src", *self.settings.python_path, *beside]):
            base = posixpath.join(folder, path)
            for uri in (f"{base}.py", f"{base}/__init__.py"):
                if path and self.exists(uri):
                    return posixpath.normpath(uri)
        return ""

    def _tests(self) -> Iterator[str]:
        """Yield conftests and test modules, where pytest looks for them or a spec stands below them."""
        folders = [*self.settings.test_folders, self.specs] if self.settings.test_folders else [""]
        for folder in dict.fromkeys(folders):
            yield from (uri for uri in self._below(folder) if self.concerns(uri))
            above = folder
            while above:
                above = posixpath.dirname(above)
                conftest = posixpath.join(above, CONFTEST)
                if self.exists(conftest):
                    yield conftest

    def _below(self, folder: str) -> Iterator[str]:
        for place, folders, names in os.walk(self.root / folder):
            relative = os.path.relpath(place, self.root).replace(os.sep, "/")
            own = f"{relative}/".startswith((f"{self.specs}/", f"{self.steps}/"))
            folders[:] = sorted(name for name in folders if not _is_passed_by(place, name, own=own))
            yield from (posixpath.normpath(f"{relative}/{name}") for name in names if name.endswith(".py"))

    def _speaks_of_steps(self, uri: str) -> bool:
        return bool(_SPEAKS_OF_STEPS.search(self.source(uri)))


def suite_of(project: Project) -> Suite:
    """Describe a project's files."""
    return Suite(project.root, project.settings.steps, project.settings.specs, pytest_settings(project.root))


def pytest_settings(root: Path) -> PytestSettings:
    """Read pytest's settings from where pytest would."""
    found = _settings(root)
    words = {key: _words(found.get(key, "")) for key in ("testpaths", "python_files", "pythonpath", "addopts")}
    options = words["addopts"]
    plugins = tuple(after for option, after in pairwise(options) if option == "-p")
    base = found.get("bdd_features_base_dir", "")
    return PytestSettings(
        words["python_files"] or PytestSettings().test_files,
        tuple(posixpath.normpath(word) for word in words["testpaths"] if not word.startswith(("/", ".."))),
        tuple(posixpath.normpath(word) for word in words["pythonpath"] if not word.startswith(("/", ".."))),
        tuple(name for name in plugins if not name.startswith("no:")),
        posixpath.normpath(base) if isinstance(base, str) and base else "",
    )


def _settings(root: Path) -> dict[str, Any]:
    """Return the table of the first file that pytest reads, with lists and texts as they are there."""
    for name in ("pytest.toml", ".pytest.toml"):
        if (root / name).is_file():
            return _toml(root / name).get("pytest", {}) or {}
    for name in ("pytest.ini", ".pytest.ini"):
        if (root / name).is_file():
            return _ini(root / name, "pytest")
    tool = _toml(root / "pyproject.toml").get("tool", {}).get("pytest", {})
    if tool:
        return tool.get("ini_options", tool) or {}
    return _ini(root / "tox.ini", "pytest") or _ini(root / "setup.cfg", "tool:pytest")


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(read_source(path))
    except tomllib.TOMLDecodeError:
        return {}


def _ini(path: Path, section: str) -> dict[str, Any]:
    parser = configparser.RawConfigParser()
    try:
        parser.read_string(read_source(path))
    except configparser.Error:
        return {}
    return dict(parser[section]) if parser.has_section(section) else {}


def _words(value: object) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(map(str, value))
    return tuple(value.split()) if isinstance(value, str) else ()


def _is_passed_by(place: str, name: str, *, own: bool) -> bool:
    """Tell whether nothing is looked for in a folder; among specs and steps, “build” may well be one of their own."""
    if name.startswith(".") or name in _NEVER:
        return True
    environment = os.path.exists(os.path.join(place, name, "pyvenv.cfg"))  # noqa: PTH110, PTH118 - of every folder
    return environment or (not own and (name in _PASSED_BY or name.endswith(".egg")))
