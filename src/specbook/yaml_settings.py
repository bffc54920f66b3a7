"""Settings in a YAML file, read key by key, and the line of whatever is wrong."""

from __future__ import annotations

from typing import Any

from specbook.errors import SettingsError, nearest
from specbook.yaml_text import item_lines, key_lines, load_yaml


class YamlSettings:
    """The mapping that a file holds; each path of keys that is wrong is told with its line, as a SettingsError."""

    def __init__(self, uri: str, text: str) -> None:
        self._uri = uri
        self._tree = load_yaml(text, uri)
        self._lines = key_lines(text) | item_lines(text)

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
                raise self._error(at or (*path, key), f"“{key}” is not known here. {nearest(key, known)}")
        return node

    def _mapping(self, node: object, path: tuple[str, ...]) -> dict[str, Any]:
        if node is None:
            return {}
        if not isinstance(node, dict):
            raise self._error(path, "a mapping (`key: value`) is expected")
        return node

    def _text(self, node: dict[str, Any], key: str, path: tuple[str, ...], default: str = "") -> str:
        value = node.get(key, default)
        if isinstance(value, (dict, list)) or value is None:
            raise self._error((*path, key), "a text is expected")
        return str(value).strip()

    def _list(self, node: dict[str, Any], key: str, path: tuple[str, ...]) -> tuple[str, ...]:
        value = node.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self._error((*path, key), "a list of texts is expected")
        return tuple(item.rstrip("/") for item in value)

    def _error(self, path: tuple[str, ...], what: str) -> SettingsError:
        line = next((self._lines[path[:end]] for end in range(len(path), 0, -1) if path[:end] in self._lines), 1)
        return SettingsError(f"{self._uri}:{line}: {'.'.join(path)}: {what}")
