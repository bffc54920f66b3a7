"""Settings from [tool.specbook]; every one has a default."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from specbook.errors import SettingsError, nearest

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are, as POSIX paths relative to the project's root, and what tags mean."""

    specs: str = "specs"
    steps: str = "steps"
    docs: str = "docs"
    site: str = "site"
    results: str = ".specbook/results"
    book: str = ".specbook/book"
    audience: str = ""
    planned_tags: tuple[str, ...] = ("@wip", "@planned", "@skip", "@xfail")
    manual_tags: tuple[str, ...] = ("@manual",)
    use_case_tags: tuple[str, ...] = ("@use-case", "@cas-d-utilisation")
    main_flow_tags: tuple[str, ...] = ("@happy-path", "@main-flow", "@cas-nominal")
    alternative_flow_tags: tuple[str, ...] = ("@alternative", "@alternative-flow", "@cas-alternatif")
    error_flow_tags: tuple[str, ...] = ("@error", "@error-flow", "@error-case", "@erreur", "@cas-d-erreur")
    test_case_tags: tuple[str, ...] = ("@test-case", "@edge-case", "@cas-de-test", "@cas-limite")


@dataclass(frozen=True, slots=True)
class Project:
    """A project's root folder, its settings, and its own name, if it has one."""

    root: Path
    settings: Settings
    name: str = ""

    @property
    def specs(self) -> Path:
        return self.root / self.settings.specs

    @property
    def steps(self) -> Path:
        return self.root / self.settings.steps

    @property
    def docs(self) -> Path:
        return self.root / self.settings.docs

    @property
    def results(self) -> Path:
        return self.root / self.settings.results

    @property
    def book(self) -> Path:
        return self.root / self.settings.book

    @property
    def site(self) -> Path:
        return self.root / self.settings.site


def find_project(start: Path) -> Project:
    """Find the project around a folder: the nearest one above with a pyproject.toml, else the folder itself.

    Raises SettingsError for a key that does not exist or a value of the wrong kind.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / "pyproject.toml").is_file():
            return _load_project(folder)
    return Project(start, Settings())


def _load_project(root: Path) -> Project:
    try:
        tables = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"pyproject.toml: this is not valid TOML: {error}") from None
    settings = _settings(tables.get("tool", {}).get("specbook", {}))
    return Project(root, settings, str(tables.get("project", {}).get("name", "")))


def _settings(table: dict[str, Any]) -> Settings:
    known = {field.name.replace("_", "-"): field.name for field in fields(Settings)}
    return Settings(**{_field(key, known): _value(key, value, known) for key, value in table.items()})


def _field(key: str, known: dict[str, str]) -> str:
    if key not in known:
        raise SettingsError(f"pyproject.toml: [tool.specbook] has no setting “{key}”. {nearest(key, known)}")
    return known[key]


def _value(key: str, value: Any, known: dict[str, str]) -> Any:
    default = getattr(Settings(), _field(key, known))
    if isinstance(default, tuple):
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise SettingsError(f"pyproject.toml: [tool.specbook] {key}: a list of strings is expected.")
        return tuple(item if item.startswith("@") else f"@{item}" for item in value)
    if not isinstance(value, str):
        raise SettingsError(f"pyproject.toml: [tool.specbook] {key}: a string is expected.")
    if value.startswith("/") or ".." in value.split("/"):
        raise SettingsError(f"pyproject.toml: [tool.specbook] {key}: a path inside the project is expected.")
    return value.rstrip("/")
