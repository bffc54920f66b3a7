"""References to specs, as authors write them: a file, or a scenario in it; what they mean, or why they mean nothing."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from specbook.errors import nearest
from specbook.finding import say

if TYPE_CHECKING:
    from specbook.model import GherkinDocument, Rule, Scenario, Specs

# A path, and after it the name of a scenario in quotes: straight ones, curly ones, or French ones.
_WRITTEN = re.compile(r"(?P<path>[^\"“«]+?)(?:\s+[\"“«]\s?(?P<name>.+?)\s?[\"”»])?\s*")


@dataclass(frozen=True, slots=True)
class Reference:
    """What an author points at, as it is written, and where."""

    text: str
    uri: str
    line: int

    def told(self, why: str) -> str:
        """Say what is wrong with it, with its place."""
        return f"{self.uri}:{self.line}: {why}"


@dataclass(frozen=True, slots=True)
class Target:
    """A file of specs, or one scenario of it with its Rule."""

    document: GherkinDocument
    rule: Rule | None = None
    scenario: Scenario | None = None


def find_target(specs: Specs, text: str) -> Target | str:
    """Return what a reference means among these specs; where it means nothing, say why, with the nearest match.

    The path counts from the project's root or from the folder of specs.
    """
    written = _WRITTEN.fullmatch(text.strip())
    if not written:
        return say(
            '“{text}” is no reference; write a file, or a file and a scenario: pay.feature "Pay by card".', text=text
        )
    document = _document(specs, written["path"])
    if document is None:
        if _paths(specs, written["path"]) & set(specs.unparsable):
            return say("{file} cannot be read yet.", file=written["path"].strip())
        known = [specs.inner_path(one.uri) for one in specs.documents if one.feature]
        path = written["path"].strip().removeprefix(f"{specs.path}/")
        return say("there is no spec “{path}”. {nearest}", path=path, nearest=nearest(path, known))
    return _scenario(document, written["name"]) if written["name"] else Target(document)


def _document(specs: Specs, path: str) -> GherkinDocument | None:
    wanted = _paths(specs, path)
    return next((one for one in specs.documents if one.uri in wanted and one.feature), None)


def _paths(specs: Specs, path: str) -> set[str]:
    return {posixpath.normpath(path.strip()), posixpath.normpath(posixpath.join(specs.path, path.strip()))}


def _scenario(document: GherkinDocument, name: str) -> Target | str:
    every = list(document.feature.every_scenario()) if document.feature else []
    found = [(rule, scenario) for rule, scenario in every if _folded(scenario.name) == _folded(name)]
    if len(found) > 1:
        return say(
            "{file} has {count} scenarios called “{name}”. Give each a name of its own.",
            file=document.uri,
            count=len(found),
            name=name,
        )
    if not found:
        known = [scenario.name for _, scenario in every if scenario.name]
        near = nearest(name, known)
        return say("{file} has no scenario “{name}”. {nearest}", file=document.uri, name=name, nearest=near)
    return Target(document, *found[0])


def _folded(text: str) -> str:
    return " ".join(text.split())
