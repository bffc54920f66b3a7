"""Settings from [tool.specbook]; every one has a default."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from specbook.check_settings import CheckSettings, WrongSettingError, read_check_settings
from specbook.errors import SettingsError, nearest

if TYPE_CHECKING:
    from pathlib import Path


FILE_NAME = "pyproject.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are, as POSIX paths relative to the project's root, and what tags mean."""

    specs: str = "specs"
    steps: str = "steps"
    docs: str = "docs"
    site: str = "site"
    results: str = ".specbook/results"
    book: str = ".specbook/book"
    words: str = ""
    audience: str = ""
    screenshots: bool = False
    secrets: tuple[str, ...] = ("*TOKEN*", "*PASSWORD*", "*SECRET*", "*API_KEY*")
    illustrated_tags: tuple[str, ...] = ("@illustrated", "@illustré")
    planned_tags: tuple[str, ...] = ("@wip", "@planned", "@skip", "@xfail")
    manual_tags: tuple[str, ...] = ("@manual",)
    use_case_tags: tuple[str, ...] = ("@use-case", "@cas-d-utilisation")
    main_flow_tags: tuple[str, ...] = ("@happy-path", "@main-flow", "@cas-nominal")
    alternative_flow_tags: tuple[str, ...] = ("@alternative", "@alternative-flow", "@cas-alternatif")
    error_flow_tags: tuple[str, ...] = ("@error", "@error-flow", "@error-case", "@erreur", "@cas-d-erreur")
    test_case_tags: tuple[str, ...] = ("@test-case", "@edge-case", "@cas-de-test", "@cas-limite")
    check: CheckSettings = field(default_factory=CheckSettings)


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
    def cache(self) -> Path:
        return self.root / ".specbook" / "cache"

    @property
    def history(self) -> Path:
        return self.root / ".specbook" / "history.jsonl"

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
        if (folder / FILE_NAME).is_file():
            return _load_project(folder)
    return Project(start, Settings())


def _load_project(root: Path) -> Project:
    try:
        text = (root / FILE_NAME).read_text("utf-8")
        tables = tomllib.loads(text)
    except UnicodeDecodeError:
        raise SettingsError(f"{FILE_NAME}: the file is not UTF-8; save it as UTF-8 in your editor.") from None
    except (tomllib.TOMLDecodeError, OSError) as error:
        raise SettingsError(f"{FILE_NAME}: this is not valid TOML: {error}") from None
    reader = _Reader(text)
    settings = reader.settings(reader.table(tables, "tool", "specbook"))
    return Project(root, settings, str(reader.table(tables, "project").get("name", "")))


class _Reader:
    """Reads the settings of one pyproject.toml, and says the line of whatever is wrong."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._known = {one.name.replace("_", "-"): one.name for one in fields(Settings)}

    def table(self, tables: dict[str, Any], *path: str) -> dict[str, Any]:
        """Return a table by its path, empty where there is none."""
        found: Any = tables
        for key in path:
            found = found.get(key, {})
            if not isinstance(found, dict):
                raise self._error(key, f"{'.'.join(path)}: a table is expected.")
        return found  # type: ignore[no-any-return]

    def settings(self, table: dict[str, Any]) -> Settings:
        return Settings(**{self._field(key): self._value(key, value) for key, value in table.items()})

    def _field(self, key: str) -> str:
        if key not in self._known:
            raise self._error(key, f"[tool.specbook] has no setting “{key}”. {nearest(key, self._known)}")
        return self._known[key]

    def _value(self, key: str, value: Any) -> Any:
        default = getattr(Settings(), self._field(key))
        if isinstance(default, CheckSettings):
            return self._check_settings(key, value)
        if isinstance(default, tuple):
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                raise self._error(key, f"[tool.specbook] {key}: a list of strings is expected.")
            return tuple(f"@{item.removeprefix('@')}" for item in value) if key.endswith("-tags") else tuple(value)
        if isinstance(default, bool):
            if not isinstance(value, bool):
                raise self._error(key, f"[tool.specbook] {key}: true or false is expected.")
            return value
        if not isinstance(value, str):
            raise self._error(key, f"[tool.specbook] {key}: a string is expected.")
        if value.startswith("/") or ".." in value.split("/"):
            raise self._error(key, f"[tool.specbook] {key}: a path inside the project is expected.")
        return value.rstrip("/")

    def _check_settings(self, key: str, value: Any) -> CheckSettings:
        if not isinstance(value, dict):
            raise self._error(key, f"[tool.specbook] {key}: a table is expected.")
        try:
            return read_check_settings(value)
        except WrongSettingError as wrong:
            raise self._error(wrong.key, str(wrong)) from None

    def _error(self, key: str, what: str) -> SettingsError:
        """Name the line of a key: TOML's own reader forgets it, so the first one that looks right is meant."""
        begins = re.compile(rf"\s*\[?[\w.\"'-]*?\b{re.escape(key)}[\"']?\s*[\].=]")
        inside = next((number for number, line in enumerate(self._lines) if "tool.specbook" in line), 0)
        found = (number for number in range(inside, len(self._lines)) if begins.match(self._lines[number]))
        return SettingsError(f"{FILE_NAME}:{next(found, inside) + 1}: {what}")
