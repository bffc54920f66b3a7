"""The book as it was published before, read from its specs.json: addresses that people may have kept."""

from __future__ import annotations

import json
import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from specbook.errors import UsageError
from specbook.pages.specs_json import FILE, VERSION

if TYPE_CHECKING:
    from pathlib import Path

_ADDRESS = re.compile(r"specs/(?:[\w.-]+/)*(?:[\w.-]+\.html)?")
_ANCHOR = re.compile(r"[\w-]+")
_KEY = re.compile(r"s/([0-9a-f])\.html#(\1[0-9a-f]{9}(?:-\d+)?)")


@dataclass(frozen=True, slots=True)
class OldExample:
    """An example as it was: its anchors, the newest first, its short key, and what its steps were."""

    anchors: tuple[str, ...]
    row: int
    content: str
    key: str


@dataclass(frozen=True, slots=True)
class OldScenario:
    """A scenario as it was: its anchors, the newest first, and the anchor that its Rule had; empty without one."""

    anchors: tuple[str, ...]
    rule: str
    identity: str
    examples: tuple[OldExample, ...]

    @property
    def contents(self) -> frozenset[str]:
        return frozenset(example.content for example in self.examples)


@dataclass(frozen=True, slots=True)
class OldRule:
    """A Rule as it was: its anchors, the newest first."""

    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OldFeature:
    """A feature as it was: the addresses of its page, the newest first, and that of the page of its folder."""

    pages: tuple[str, ...]
    folder: str
    name: str
    identity: str
    rules: tuple[OldRule, ...]
    scenarios: tuple[OldScenario, ...]

    @property
    def contents(self) -> frozenset[str]:
        return frozenset(content for scenario in self.scenarios for content in scenario.contents)


@dataclass(frozen=True, slots=True)
class Published:
    """A book as it was: its features, and of each folder the addresses of its page, the newest first."""

    features: tuple[OldFeature, ...] = ()
    folders: tuple[tuple[str, ...], ...] = ()


NOTHING = Published()


def read_published(path: Path, audience: str) -> Published:
    """Read a specs.json, or that in a folder; raise UsageError where it is none, or that of another audience."""
    file = path / FILE if path.is_dir() else path
    try:
        record = json.loads(file.read_text("utf-8"))
        version, theirs = record["version"], record["audience"]
    except FileNotFoundError:
        raise UsageError(
            f"{path.as_posix()}: there is no {FILE} here. Name the file, or the folder of a book."
        ) from None
    except (OSError, ValueError, KeyError, TypeError):
        raise _refusal(path) from None
    if not isinstance(version, int) or version < 1:
        raise _refusal(path)
    if version > VERSION:
        told = f"it is of version {version}, and this Specbook reads up to {VERSION}. Update Specbook"
        raise UsageError(f"{path.as_posix()}: {told}.")
    if theirs != audience:
        raise UsageError(f"{path.as_posix()}: it is of the book for “{theirs}”, and this one is for “{audience}”.")
    try:
        return Published(tuple(map(_feature, record["features"])), tuple(map(_pages, record["capabilities"])))
    except (KeyError, TypeError, ValueError):
        raise _refusal(path) from None


def _refusal(path: Path) -> UsageError:
    return UsageError(f"{path.as_posix()}: this is no {FILE} of a Specbook book. Nothing was written.")


def _feature(node: dict[str, Any]) -> OldFeature:
    rules = tuple(OldRule(_anchors(rule)) for rule in node.get("rules", ()))
    scenarios = tuple(map(_scenario, node["scenarios"]))
    folder = _page(node["capability"])
    return OldFeature(_pages(node), folder, str(node["name"]), node["id"] or "", rules, scenarios)


def _pages(node: dict[str, Any]) -> tuple[str, ...]:
    return tuple(_page(page) for page in (node["page"], *node.get("formerly", ())))


def _page(address: str) -> str:
    """Refuse an address that would lead out of the pages of specs."""
    return _fitting(_ADDRESS, address if posixpath.normpath(address).startswith("specs") else "")[0]


def _scenario(node: dict[str, Any]) -> OldScenario:
    rule = str(node.get("rule_anchor") or "")
    return OldScenario(_anchors(node), rule, node["id"] or "", tuple(map(_example, node["examples"])))


def _example(node: dict[str, Any]) -> OldExample:
    return OldExample(_anchors(node), int(node["row"] or 0), str(node["content"]), _fitting(_KEY, node["short"])[2])


def _anchors(node: dict[str, Any]) -> tuple[str, ...]:
    return tuple(_fitting(_ANCHOR, anchor)[0] for anchor in (node["anchor"], *node["formerly"]))


def _fitting(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    found = pattern.fullmatch(text)
    if not found:
        raise ValueError(text)
    return found
