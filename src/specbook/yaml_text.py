"""YAML text in and out, with the place of every mistake."""

from __future__ import annotations

from typing import Any

import yaml

from specbook.errors import SettingsError


def load_yaml(text: str, uri: str) -> dict[str, Any]:
    """Read a YAML mapping; raise SettingsError with the place where it is none."""
    try:
        loaded = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise SettingsError(_told(error, uri)) from None
    if loaded is None:
        return {}
    if not isinstance(loaded, dict):
        raise SettingsError(f"{uri}:1:1: a mapping (`key: value`) is expected here.")
    return loaded


def key_lines(text: str) -> dict[tuple[str, ...], int]:
    """Return the line of every key of a YAML mapping, by its path from the top; lines count from 1."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    return dict(_key_lines(node, ())) if node is not None else {}


def _key_lines(node: yaml.Node, path: tuple[str, ...]) -> list[tuple[tuple[str, ...], int]]:
    if not isinstance(node, yaml.MappingNode):
        return []
    found = []
    for key, value in node.value:
        here = (*path, str(key.value))
        found.append((here, key.start_mark.line + 1))
        found.extend(_key_lines(value, here))
    return found


def _told(error: yaml.YAMLError, uri: str) -> str:
    mark = getattr(error, "problem_mark", None)
    place = f"{uri}:{mark.line + 1}:{mark.column + 1}" if mark else uri
    return f"{place}: this is not valid YAML: {getattr(error, 'problem', None) or error}"
