"""Settings in a YAML file, read key by key, and the line of whatever is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from specbook.errors import PlacedSettingsError, nearest
from specbook.finding import say
from specbook.yaml_text import lines_of, load_yaml

if TYPE_CHECKING:
    from pathlib import Path


def settings_text(path: Path, uri: str) -> str:
    """Return the text of a file of settings; raise PlacedSettingsError for one that cannot be read."""
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise PlacedSettingsError(uri, 1, say("the file is not UTF-8; save it as UTF-8 in your editor.")) from None
    except OSError as error:
        raise PlacedSettingsError(uri, 1, say("the file cannot be read: {why}", why=error.strerror)) from None


class YamlSettings:
    """The mapping that a file holds; each path that is wrong is told with its line, in a PlacedSettingsError."""

    def __init__(self, uri: str, text: str) -> None:
        self._uri = uri
        self._tree = load_yaml(text, uri)
        self._lines = lines_of(text)

    def _texts(self, path: tuple[str, ...]) -> dict[str, str]:
        node: Any = self._tree
        for key in path:
            node = self._mapping(node.get(key), path)
        return {key: self._text(node, key, path) for key in node}

    def _known(
        self, node: dict[str, Any], known: tuple[str, ...] | list[str], path: tuple[str, ...], at: tuple[str, ...] = ()
    ) -> dict[str, Any]:
        for key in node:
            if str(key) not in known:
                raise self._error(
                    at or (*path, key),
                    say("“{name}” is not known here. {nearest}", name=key, nearest=nearest(key, known)),
                )
        return node

    def _mapping(self, node: object, path: tuple[str, ...]) -> dict[str, Any]:
        if node is None:
            return {}
        if not isinstance(node, dict):
            raise self._error(path, say("a mapping (`key: value`) is expected"))
        return node

    def _text(self, node: dict[str, Any], key: str, path: tuple[str, ...], default: str = "") -> str:
        value = node.get(key, default)
        if isinstance(value, (dict, list)) or value is None:
            raise self._error((*path, key), say("a text is expected"))
        return str(value).strip()

    def _list(self, node: dict[str, Any], key: str, path: tuple[str, ...]) -> tuple[str, ...]:
        value = node.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self._error((*path, key), say("a list of texts is expected"))
        return tuple(item.rstrip("/") for item in value)

    def _error(self, path: tuple[str, ...], what: str) -> PlacedSettingsError:
        said = say("{path}: {what}", path=".".join(path), what=what)
        return PlacedSettingsError(self._uri, self._line(path), said)

    def _line(self, path: tuple[str, ...]) -> int:
        """Return the line of what a path leads to, or of the nearest around it that has one."""
        return next((self._lines[path[:end]] for end in range(len(path), 0, -1) if path[:end] in self._lines), 1)
