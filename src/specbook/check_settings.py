"""Settings of the checks from [tool.specbook.check]: which are on, and where, and the words and tags of a project."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Literal

from specbook.errors import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LEVELS = ("error", "warning", "information")


class WrongSettingError(ValueError):
    """What is wrong with a setting, and its key."""

    def __init__(self, key: str, what: str) -> None:
        super().__init__(what)
        self.key = key


@dataclass(frozen=True, slots=True)
class FolderChecks:
    """What is different for the files of a folder, or for one file, by its path from the project's root."""

    path: str
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """Which checks are on, by name or by family; `select` in place of those that are by default.

    `fail_on` is the least grave severity that fails; `words_to_avoid` pairs each word with what to say instead of it;
    `language` is the one that findings are told in, empty for that of whoever asks.
    """

    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    folders: tuple[FolderChecks, ...] = ()
    baseline: str = ""
    language: str = ""
    fail_on: Literal["error", "warning", "information"] = "error"
    words_to_avoid: tuple[tuple[str, str], ...] = ()
    known_tags: tuple[str, ...] = ()
    required_tags: tuple[str, ...] = ()
    exclusive_tags: tuple[tuple[str, ...], ...] = ()
    ready_tags: tuple[str, ...] = ("@ready", "@prêt")
    idea_tags: tuple[str, ...] = ("@idea", "@idée")


def read_check_settings(table: Mapping[str, Any]) -> CheckSettings:
    """Read [tool.specbook.check]; raise WrongSettingError for an unknown key or a value of the wrong kind."""
    known = {field.name.replace("_", "-"): field.name for field in fields(CheckSettings)}
    for key in table:
        if key not in known:
            raise WrongSettingError(key, f"[tool.specbook.check] has no setting “{key}”. {nearest(key, known)}")
    return CheckSettings(**{known[key]: _value(key, value) for key, value in table.items()})


def _value(key: str, value: Any) -> Any:
    if key == "folders":
        return tuple(_folders(key, value))
    if key == "words-to-avoid":
        return tuple(_words(key, value))
    if key == "exclusive-tags":
        groups = value if isinstance(value, list) else [value]
        return tuple(_strings(key, group, "a list of lists of tags") for group in groups)
    if key in {"baseline", "language"}:
        if not isinstance(value, str):
            raise WrongSettingError(key, f"[tool.specbook.check] {key}: a string is expected.")
        return value
    if key == "fail-on":
        if value not in LEVELS:
            raise WrongSettingError(key, f"[tool.specbook.check] {key}: one of {', '.join(LEVELS)} is expected.")
        return value
    return _strings(key, value, "a list of strings")


def _strings(key: str, value: Any, wanted: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise WrongSettingError(key, f"[tool.specbook.check] {key}: {wanted} is expected.")
    return tuple(f"@{item.removeprefix('@')}" for item in value) if key.endswith("-tags") else tuple(value)


def _folders(key: str, value: Any) -> Iterator[FolderChecks]:
    if not isinstance(value, dict) or not all(isinstance(one, dict) for one in value.values()):
        raise WrongSettingError(key, f"[tool.specbook.check] {key}: a table for each folder is expected.")
    for path, table in value.items():
        wrong = next((name for name in table if name not in {"select", "ignore"}), None)
        if wrong is not None:
            told = f"[tool.specbook.check.folders] {path} has no setting “{wrong}”."
            raise WrongSettingError(wrong, f"{told} {nearest(wrong, ('select', 'ignore'))}")
        chosen = {name: _strings(name, names, "a list of strings") for name, names in table.items()}
        yield FolderChecks(path.strip("/"), **chosen)


def _words(key: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict) and all(isinstance(instead, str) for instead in value.values()):
        yield from value.items()
    elif isinstance(value, list) and all(isinstance(word, str) for word in value):
        yield from ((word, "") for word in value)
    else:
        raise WrongSettingError(key, f"[tool.specbook.check] {key}: a list of words, or a table of them, is expected.")
