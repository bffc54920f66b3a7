"""YAML text in and out, with the place of every mistake."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from specbook.errors import PlacedSettingsError
from specbook.finding import say

if TYPE_CHECKING:
    from collections.abc import Iterator

# That of libyaml, where it is there: it writes the navigation of a large book in a fraction of the time.
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
# What MkDocs reads its configuration with, of libyaml: it may name Python, and is for what we have written alone.
CONFIGURATION_LOADER = getattr(yaml, "CLoader", yaml.Loader)


class _TextLoader(yaml.SafeLoader):
    """Reads scalars as they are written: only null and the merge key mean something else than their text."""

    yaml_implicit_resolvers = {  # noqa: RUF012  # as its parent declares it
        first: [(tag, pattern) for tag, pattern in resolvers if tag.endswith((":null", ":merge"))]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Refuse what Python would lose: keys that are no texts, and all but the last of two of one name."""
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode) or not key.tag.endswith((":str", ":merge")):
                raise yaml.constructor.ConstructorError(None, None, say("a key must be a text"), key.start_mark)
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, say("“{key}” is here twice", key=key.value), key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def load_yaml(text: str, uri: str) -> dict[str, Any]:
    """Read a YAML mapping of texts, lists and mappings; raise PlacedSettingsError with the place where it is none.

    A scalar is the text that stands there (`1.10`, `yes`, `2026-02-30`), or None for null.
    """
    try:
        loaded = yaml.load(text, Loader=_TextLoader)  # noqa: S506  # it is a SafeLoader
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _wrong(error, text, uri) from None
    if loaded is None:
        return {}
    if not isinstance(loaded, dict):
        raise PlacedSettingsError(uri, 1, say("a mapping (`key: value`) is expected here."), 1)
    return loaded


def lines_of(text: str) -> dict[tuple[str, ...], int]:
    """Return the line of every key and item of a YAML mapping, by its path from the top.

    Lines count from 1, and so do the items of a list in a path: `("ideas", "2", "title")`.
    """
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    return dict(_lines(node, (), set())) if node is not None else {}


@dataclass(frozen=True, slots=True)
class YamlNode:
    """A part of a YAML document as it is written, with tags such as `!ENV` that only its own reader understands."""

    node: yaml.Node

    @property
    def text(self) -> str:
        """The text of a scalar; empty for anything else, and for null."""
        is_text = isinstance(self.node, yaml.ScalarNode) and not self.node.tag.endswith(":null")
        return str(self.node.value) if is_text else ""

    @property
    def is_plain(self) -> bool:
        """Tell whether it is a scalar that means what it says: no tag of its own decides its value."""
        return isinstance(self.node, yaml.ScalarNode) and self.node.tag.startswith("tag:yaml.org,2002:")

    @property
    def is_mapping(self) -> bool:
        return isinstance(self.node, yaml.MappingNode)

    @property
    def is_list(self) -> bool:
        return isinstance(self.node, yaml.SequenceNode)

    @property
    def items(self) -> tuple[YamlNode, ...]:
        """The items of a list; none for anything else."""
        return tuple(map(YamlNode, self.node.value)) if isinstance(self.node, yaml.SequenceNode) else ()

    @property
    def pairs(self) -> tuple[tuple[str, YamlNode], ...]:
        """The keys and values of a mapping; none for anything else."""
        if not isinstance(self.node, yaml.MappingNode):
            return ()
        return tuple((str(key.value), YamlNode(value)) for key, value in self.node.value)

    def get(self, *path: str) -> YamlNode | None:
        """Return what a path of keys leads to; None where it leads nowhere."""
        found: YamlNode | None = self
        for key in path:
            found = dict(found.pairs).get(key) if found else None
        return found


def compose_yaml(text: str, uri: str) -> YamlNode:
    """Read a YAML mapping without giving its tags a meaning; raise PlacedSettingsError with the place of a mistake."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        raise _wrong(error, text, uri) from None
    if node is not None and not isinstance(node, yaml.MappingNode):
        raise PlacedSettingsError(uri, 1, say("a mapping (`key: value`) is expected here."), 1)
    return YamlNode(node or yaml.MappingNode("tag:yaml.org,2002:map", []))


def dump_yaml(tree: object) -> str:
    """Write mappings, lists and plain values, with nodes of other documents anywhere among them."""
    return yaml.serialize(_as_node(tree), Dumper=_DUMPER, allow_unicode=True, width=1000)


def quote_yaml(text: str) -> str:
    """Write a text as a double-quoted scalar, on one line."""
    quoted = json.dumps(text, ensure_ascii=False)
    return re.sub(
        r"[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]", _unicode, quoted
    )


def _unicode(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def _as_node(value: object) -> yaml.Node:
    if isinstance(value, YamlNode):
        return value.node
    if isinstance(value, dict):
        pairs = [(_as_node(key), _as_node(item)) for key, item in value.items()]
        return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=False)
    if isinstance(value, (list, tuple)):
        return yaml.SequenceNode("tag:yaml.org,2002:seq", list(map(_as_node, value)), flow_style=False)
    if isinstance(value, str):
        return yaml.ScalarNode("tag:yaml.org,2002:str", value)
    return yaml.SafeDumper(io.StringIO()).represent_data(value)


def _lines(node: yaml.Node, path: tuple[str, ...], seen: set[int]) -> Iterator[tuple[tuple[str, ...], int]]:
    """Walk into each node once, however many aliases lead to it."""
    if id(node) in seen or not isinstance(node, yaml.CollectionNode):
        return
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        parts = [(str(key.value), key, value) for key, value in node.value]
    else:
        parts = [(str(number), item, item) for number, item in enumerate(node.value, 1)]
    for name, head, value in parts:
        yield (*path, name), head.start_mark.line + 1
        yield from _lines(value, (*path, name), seen)


def _wrong(error: Exception, text: str, uri: str) -> PlacedSettingsError:
    mark = getattr(error, "problem_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    if isinstance(error, yaml.reader.ReaderError):
        line, column = text.count("\n", 0, error.position) + 1, 1
    what = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    return PlacedSettingsError(uri, line, say("this is not valid YAML: {what}", what=what), column)
